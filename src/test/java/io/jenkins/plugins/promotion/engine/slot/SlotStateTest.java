package io.jenkins.plugins.promotion.engine.slot;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotStateTest {
    private final SlotState empty = SlotState.empty(PRODUCTION);

    @Test
    void withoutARecordNothingIsKnown() {
        assertThat(empty.version()).isZero();
        assertThat(empty.live()).isEmpty();
        assertThat(empty.holder()).isEmpty();
        assertThat(empty.marked()).isEmpty();
        assertThat(empty.condition()).isEqualTo(Condition.CLEAR);
        assertThat(empty.nextId()).isEqualTo(id(1));
    }

    @Test
    void recordsFollowEachOtherWithoutGapsAndIdsToo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> empty.after(new LedgerRecord(2, START, requested(1))))
                .withMessage("record 2 cannot follow record 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> after(empty, requested(2)))
                .withMessage("production-2 was requested, production-1 is due");
    }

    @Test
    void onlyOnePromotionHoldsTheSlot() {
        SlotState held = after(empty, requested(1), requested(2), started(1));
        assertThat(held.holder().map(Promotion::id)).contains(id(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> after(held, started(2)))
                .withMessage("production-2 cannot start while another promotion holds the slot");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"BROKEN", "UNKNOWN"})
    void nothingStartsBeforeAnAcknowledgement(Outcome outcome) {
        SlotState marked = after(empty, requested(1), requested(2), started(1), ended(1, outcome));
        assertThatIllegalStateException().isThrownBy(() -> after(marked, started(2)));
        SlotState seen = after(marked, new SlotEvent.Acknowledged(id(1), ADA, Found.OTHER, "looked"));
        assertThat(after(seen, started(2)).holder()).isPresent();
        assertThatIllegalStateException()
                .isThrownBy(() -> after(seen, new SlotEvent.Acknowledged(id(1), ADA, Found.OTHER, "looked")));
    }

    @Test
    void whatWasStoppedStaysOnRecordAfterItWasLifted() {
        SlotState held = after(
                empty,
                new StopEvent.Held(ADA, "fire drill"),
                new StopEvent.Quarantined("version:1", "1", ADA, "loses orders"));
        assertThat(held.stops()).allMatch(Stop::isInForce);

        SlotState free = after(
                held,
                new StopEvent.HoldLifted(BOB, "drill over"),
                new StopEvent.QuarantineLifted("version:1", BOB, "wrong alarm"),
                new StopEvent.Held(BOB, "second drill"),
                new StopEvent.Quarantined("version:1", "1", BOB, "no, right alarm"));

        assertThat(free.stops())
                .containsExactly(
                        new Stop(null, null, ADA, "fire drill", START, new Stop.Lift(BOB, "drill over", START)),
                        new Stop(
                                "version:1", "1", ADA, "loses orders", START, new Stop.Lift(BOB, "wrong alarm", START)),
                        new Stop(null, null, BOB, "second drill", START, null),
                        new Stop("version:1", "1", BOB, "no, right alarm", START, null));
        assertThat(free.stops()).extracting(Stop::isHold).containsExactly(true, false, true, false);
        assertThat(free.hold()).contains(new Hold(BOB, "second drill", START));
        assertThat(free.quarantines()).containsExactly(new Quarantine("version:1", "1", BOB, "no, right alarm", START));
    }

    @Test
    void whoeverLookedIsNotForgotten() {
        SlotState seen = after(
                empty,
                requested(1),
                started(1),
                ended(1, Outcome.UNKNOWN),
                new SlotEvent.Acknowledged(id(1), ADA, Found.PREVIOUS, "asked the target"));

        assertThat(seen.acknowledgements())
                .containsExactly(new Acknowledgement(id(1), ADA, Found.PREVIOUS, "asked the target", START));
    }

    @ParameterizedTest
    @EnumSource
    void aPromotionThatWaitsEndsUntouchedAndOneThatBeganDoesNot(Outcome outcome) {
        SlotState waiting = after(empty, requested(1));
        SlotState deploying = after(waiting, started(1));
        SlotState possible = outcome.touchedTarget() ? deploying : waiting;
        SlotState impossible = outcome.touchedTarget() ? waiting : deploying;

        assertThat(after(possible, ended(1, outcome)).ended())
                .extracting(Promotion::outcome)
                .containsExactly(outcome);
        assertThatIllegalStateException().isThrownBy(() -> after(impossible, ended(1, outcome)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingFollowsAnEnd(Outcome outcome) {
        SlotState before = after(empty, requested(1));
        SlotState over = after(outcome.touchedTarget() ? after(before, started(1)) : before, ended(1, outcome));
        for (SlotEvent event : List.of(
                started(1),
                ended(1, outcome),
                new SlotEvent.RollbackStarted(id(1), "1.0", "why"),
                new SlotEvent.Voted(id(1), ADA, "Board", "v", "version:1.1", Decision.APPROVE, null))) {
            assertThatIllegalStateException().isThrownBy(() -> after(over, event));
        }
    }

    @Test
    void nothingIsBroughtBackWhereNothingWasLive() {
        SlotState deploying = after(empty, requested(1), started(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> after(deploying, new SlotEvent.RollbackStarted(id(1), "1.0", "why")));
    }

    @Test
    void aStateIsNotChangedByTheStatesAfterIt() {
        SlotState one = after(empty, requested(1), requested(2), ended(1, Outcome.ABORTED));
        SlotState left = after(one, ended(2, Outcome.REJECTED));
        SlotState right = after(one, ended(2, Outcome.EXPIRED));

        assertThat(one.ended()).hasSize(1);
        assertThat(left.ended()).extracting(Promotion::outcome).containsExactly(Outcome.ABORTED, Outcome.REJECTED);
        assertThat(right.ended()).extracting(Promotion::outcome).containsExactly(Outcome.ABORTED, Outcome.EXPIRED);
    }

    @Test
    void theNewestIsFoundFirstAndOpenOnesBeforeEnded() {
        SlotState state = after(empty, requested(1), requested(2), requested(3), ended(3, Outcome.ABORTED));
        assertThat(state.latest(any -> true).map(Promotion::id)).contains(id(2));
        assertThat(state.latest(one -> one.outcome() != null).map(Promotion::id))
                .contains(id(3));
        assertThat(state.find(id(4))).isEmpty();
    }

    @Test
    void theAgeOfAPromotionEndsWithIt() {
        SlotState state = after(empty, requested(1));
        assertThat(state.open().get(0).age(START.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(after(state, ended(1, Outcome.ABORTED)).ended().get(0).age(START.plusSeconds(90)))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void anEventLacksNoneOfItsNecessaryParts() {
        assertThatNullPointerException().isThrownBy(() -> ended(1, null)).withMessage("outcome");
        assertThatNullPointerException()
                .isThrownBy(() -> new SlotEvent.Voted(id(1), ADA, null, "v", "i", Decision.APPROVE, null))
                .withMessage("rule");
        assertThatNullPointerException()
                .isThrownBy(() -> new SlotEvent.Acknowledged(id(1), null, Found.OTHER, "why"))
                .withMessage("by");
    }

    @Test
    void freeTextIsMadeFitForTheRecordBeforeItCounts() {
        SlotEvent.Requested event = new SlotEvent.Requested(
                id(1), Kind.PROMOTION, release(1), ADA, OnFailure.LEAVE, null, " \n ", "half \uD83D");
        assertThat(event.notes()).isNull();
        assertThat(event.ticket()).isEqualTo("half \uFFFD");
        assertThat(new SlotEvent.Ended(id(1), Outcome.ABORTED, "", null, null).reason())
                .isNull();
    }

    private static PromotionId id(int number) {
        return new PromotionId(PRODUCTION, number);
    }

    private static SlotEvent requested(int number) {
        return new SlotEvent.Requested(
                id(number), Kind.PROMOTION, release(number), ADA, OnFailure.LEAVE, null, null, null);
    }

    private static SlotEvent started(int number) {
        return new SlotEvent.DeployStarted(id(number), null, null);
    }

    private static SlotEvent ended(int number, Outcome outcome) {
        return new SlotEvent.Ended(id(number), outcome, null, null, null);
    }

    private static SlotState after(SlotState state, SlotEvent... events) {
        SlotState next = state;
        for (SlotEvent event : events) {
            next = next.after(new LedgerRecord(next.version() + 1, START, event));
        }
        return next;
    }
}
