package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final Environment NEWEST_FIRST = environment(PRODUCTION, approvals(1));
    private static final Environment IN_ORDER = environment(PRODUCTION, QueuePolicy.IN_ORDER, approvals(1));

    private final Application application = new Application(NEWEST_FIRST);

    @Test
    void aNewerReleaseSupersedesTheOlderOneThatWaits() {
        PromotionId older = application.request(PRODUCTION, release(1));
        PromotionId newer = application.request(PRODUCTION, release(2));

        assertThat(over(older).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(over(older).supersededBy()).isEqualTo(newer);
        assertThat(application.promotion(newer).isWaiting()).isTrue();
    }

    @Test
    void anOlderReleaseThatArrivesLaterIsSupersededOnArrival() {
        PromotionId newer = application.request(PRODUCTION, release(2));
        PromotionId older = application.request(PRODUCTION, release(1));

        assertThat(over(older).supersededBy()).isEqualTo(newer);
        assertThat(application.promotion(newer).isWaiting()).isTrue();
    }

    @Test
    void ofTwoRequestsForOneReleaseTheLaterStays() {
        PromotionId first = application.request(PRODUCTION, release(1));
        PromotionId second = application.request(PRODUCTION, release(1).builtAt(START));

        assertThat(over(first).supersededBy()).isEqualTo(second);
        assertThat(application.promotion(second).release().builtAt())
                .as("a rebuild of the same content keeps its place in the order of releases")
                .isEqualTo(release(1).builtAt());
    }

    @Test
    void theHolderIsNeverSuperseded() {
        PromotionId holder = application.request(PRODUCTION, release(1));
        application.approve(holder, voter(BOB));
        PromotionId newer = application.request(PRODUCTION, release(2));

        assertThat(application.promotion(holder).isHolder()).isTrue();
        assertThat(application.promotion(newer).isWaiting()).isTrue();
    }

    @Test
    void aRefusedNewcomerSupersedesNobody() {
        PromotionId waiting = application.request(PRODUCTION, release(1));
        application.configure(environment(PRODUCTION, approvals(1), after(STAGING)));
        PromotionId refused = application.request(PRODUCTION, release(2));

        assertThat(over(refused).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(application.promotion(waiting).isWaiting()).isTrue();
    }

    @Test
    void whatHasExpiredWithoutBeingLookedAtSupersedesNobody() {
        PromotionId newer = application.request(PRODUCTION, release(2), OnFailure.LEAVE, START.plusSeconds(60));
        application.passes(Duration.ofMinutes(2));
        PromotionId older = application.request(PRODUCTION, release(1));

        assertThat(application.promotion(older).isWaiting()).isTrue();
        application.reconsider(newer);
        assertThat(over(newer).outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void aNewcomerThatHasExpiredAlreadySupersedesNobody() {
        PromotionId waiting = application.request(PRODUCTION, release(1));
        PromotionId late = application.request(PRODUCTION, release(2), OnFailure.LEAVE, START);

        assertThat(over(late).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(application.promotion(waiting).isWaiting()).isTrue();
    }

    @Test
    void aRollbackIsNotSupersededByANewerReleaseThatWaits() {
        application.verified(PRODUCTION, release(1));
        application.verified(PRODUCTION, release(2));
        PromotionId newer = application.request(PRODUCTION, release(3));
        PromotionId back = application.rollback(PRODUCTION, release(1));

        assertThat(application.promotion(back).isWaiting()).isTrue();
        assertThat(application.promotion(newer).isWaiting()).isTrue();
        application.approve(back, voter(BOB));
        assertThat(application.promotion(back).isHolder()).isTrue();
    }

    @Test
    void ofTwoRollbacksThatWaitTheLaterStaysWhateverItGoesBackTo() {
        application.verified(PRODUCTION, release(1));
        application.verified(PRODUCTION, release(2));
        application.verified(PRODUCTION, release(3));
        PromotionId first = application.rollback(PRODUCTION, release(2));
        PromotionId second = application.rollback(PRODUCTION, release(1));

        assertThat(over(first).supersededBy()).isEqualTo(second);
        assertThat(application.promotion(second).isWaiting()).isTrue();
    }

    @Test
    void whereTurnsAreTakenEachIsDeployedInTheOrderOfTheRequests() {
        application.configure(environment(PRODUCTION, QueuePolicy.IN_ORDER));
        PromotionId first = application.request(PRODUCTION, release(1));
        PromotionId second = application.request(PRODUCTION, release(3));
        PromotionId third = application.request(PRODUCTION, release(4));

        application.succeeds(first);
        assertThat(application.reconsider(third)).isEmpty();
        assertThat(application.reconsider(second)).hasOnlyElementsOfType(SlotEvent.DeployStarted.class);
        application.succeeds(second);
        assertThat(application.reconsider(third)).hasOnlyElementsOfType(SlotEvent.DeployStarted.class);
    }

    @Test
    void whereTurnsAreTakenAnApprovalDoesNotJumpTheQueue() {
        application.configure(IN_ORDER);
        PromotionId first = application.request(PRODUCTION, release(1));
        PromotionId second = application.request(PRODUCTION, release(2));

        application.approve(second, voter(BOB));
        assertThat(application.promotion(second).isWaiting()).isTrue();
        application.abort(first, BOB);
        application.reconsider(second);
        assertThat(application.promotion(second).isHolder()).isTrue();
    }

    @Test
    void whereTurnsAreTakenAnOlderReleaseIsRefusedOnceANewerOneIsLive() {
        application.configure(environment(PRODUCTION, QueuePolicy.IN_ORDER));
        PromotionId newer = application.request(PRODUCTION, release(2));
        PromotionId older = application.request(PRODUCTION, release(1));

        application.succeeds(newer);
        application.reconsider(older);
        assertThat(over(older).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void itExpiresAtItsDeadlineAndNotBefore() {
        PromotionId id = application.request(PRODUCTION, release(1), OnFailure.LEAVE, START.plusSeconds(60));

        application.passes(Duration.ofMillis(59_999));
        assertThat(application.reconsider(id)).isEmpty();
        application.passes(Duration.ofMillis(1));
        application.reconsider(id);
        assertThat(over(id).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(over(id).reason())
                .isEqualTo(
                        "Its deadline passed while it waited. Approvals: 0 of 1 from people with the permission to approve.");
    }

    @Test
    void anApprovalAtTheDeadlineComesTooLate() {
        PromotionId id = application.request(PRODUCTION, release(1), OnFailure.LEAVE, START.plusSeconds(60));
        application.passes(Duration.ofSeconds(60));

        application.approve(id, voter(BOB));

        assertThat(over(id).outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void aDeadlineIsOfNoInterestOnceItIsBeingDeployed() {
        PromotionId id = application.request(PRODUCTION, release(1), OnFailure.LEAVE, START.plusSeconds(60));
        application.approve(id, voter(BOB));
        application.passes(Duration.ofHours(1));

        assertThat(application.reconsider(id)).isEmpty();
        assertThat(application.succeeds(id)).isNotEmpty();
    }

    @Test
    void aRejectionEndsItWithTheCommentOfWhoeverSaidNo() {
        PromotionId id = application.request(PRODUCTION, release(1));
        application.reject(id, voter(BOB));

        assertThat(over(id)).isEqualTo(new PromotionState.Over(Outcome.REJECTED, START, "not today", BOB, null));
    }

    @Test
    void aRejectionThatWasRecordedWithoutItsEndStillEndsIt() {
        PromotionId id = application.request(PRODUCTION, release(1));
        List<SlotEvent> events = application
                .machine(PRODUCTION)
                .decide(
                        application.slot(PRODUCTION),
                        new Command.CastVote(id, null, voter(BOB), Decision.REJECT, "no"),
                        application.now());
        application.record(PRODUCTION, events.subList(0, 1));
        application.configure(Environment.open(PRODUCTION));

        application.reconsider(id);

        assertThat(over(id).outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void itWakesAtItsDeadlineAndOtherwiseOnlyWhenSomethingHappens() {
        Instant deadline = START.plusSeconds(60);
        PromotionId id = application.request(PRODUCTION, release(1), OnFailure.LEAVE, deadline);
        PromotionId patient = application.request(PRODUCTION, release(2));

        assertThat(effect(patient))
                .isInstanceOfSatisfying(
                        Effect.Wait.class, wait -> assertThat(wait.wakeAt()).isNull());
        assertThat(over(id).supersededBy()).isEqualTo(patient);
        PromotionId hurried = application.request(PRODUCTION, release(3), OnFailure.LEAVE, deadline);
        assertThat(effect(hurried))
                .isInstanceOfSatisfying(
                        Effect.Wait.class, wait -> assertThat(wait.wakeAt()).isEqualTo(deadline));
        assertThat(effect(patient)).isInstanceOf(Effect.Finish.class);
    }

    private Effect effect(PromotionId id) {
        return application.machine(PRODUCTION).effect(application.slot(PRODUCTION), id, application.now());
    }

    private PromotionState.Over over(PromotionId id) {
        return (PromotionState.Over) application.promotion(id).state();
    }
}
