package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.WatchSettings;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.engine.slot.WatchEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is live is watched after its build has ended, and what follows from that. */
class WatchTest {
    private final Application application = new Application();

    private static Environment watched(OnUnwell onUnwell) {
        GateWords words = new GateWords(null, null, null, null, null, "2h", null);
        return Environment.open(PRODUCTION)
                .with(new WatchSettings(new HealthDemand(health().checks(), words), onUnwell));
    }

    /** Release 1.1 is there, and 1.2 is verified after it and watched. */
    private PromotionId second(OnUnwell onUnwell) {
        deployed(release(1));
        application.configure(watched(onUnwell));
        return deployed(release(2));
    }

    /** Under the rules of the environment, unlike what the application takes for verified. */
    private PromotionId deployed(Release release) {
        PromotionId id = application.request(PRODUCTION, release);
        application.succeeds(id);
        return id;
    }

    private Watch watch() {
        return application.slot(PRODUCTION).watch().orElseThrow();
    }

    private List<SlotEvent> ends(PromotionId id, Verdict verdict) {
        return application.handle(
                PRODUCTION,
                new Command.WatchEnded(
                        id,
                        application.slot(PRODUCTION).watch(id).orElseThrow().token(),
                        verdict,
                        "It ended.",
                        List.of(new GateEvidence("shop", verdict.name(), "The status is 500.", 7, 3, 0))));
    }

    private List<SlotEvent> triggered(Watch watch, String problem) {
        return application.handle(PRODUCTION, new Command.RollbackTriggered(watch.id(), watch.token(), problem));
    }

    @Test
    void itIsRecordedBeforeThePromotionIsVerifiedAndBeginsWithThat() {
        application.configure(watched(OnUnwell.ASK));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.passes(Duration.ofMinutes(3));

        List<SlotEvent> events = application.succeeds(id);

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(WatchEvent.WatchStarted.class);
        assertThat(events.get(1)).isInstanceOf(SlotEvent.Ended.class);
        assertThat(watch().isOn()).isTrue();
        assertThat(watch().since()).isEqualTo(application.now());
        assertThat(watch().plan().soak()).isEqualTo(Duration.ofHours(2));
        assertThat(watch().plan().interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(watch().plan().failureThreshold()).isEqualTo(3);
        assertThat(watch().plan().baselineAt())
                .isEqualTo(application.promotion(id).startedAt());
    }

    @Test
    void aCrashBetweenTheTwoRecordsLosesNothing() {
        application.configure(watched(OnUnwell.ASK));
        PromotionId id = application.request(PRODUCTION, release(1));
        SlotState before = application.slot(PRODUCTION);
        List<SlotEvent> events = application
                .machine(PRODUCTION)
                .decide(before, new Command.BodyEnded(id, application.token(id), null, null, true), application.now());
        application.record(PRODUCTION, events.subList(0, 1));
        assertThat(application.slot(PRODUCTION).watch())
                .as("it is not verified yet")
                .isEmpty();

        assertThat(application.succeeds(id)).isEqualTo(events.subList(1, 2));
        assertThat(watch().isOn()).isTrue();
    }

    @Test
    void whatIsNotVerifiedAfterAllIsNotWatched() {
        application.configure(watched(OnUnwell.ASK));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.record(PRODUCTION, List.of(new WatchEvent.WatchStarted(id, health().plan(null), OnUnwell.ASK)));
        application.handle(PRODUCTION, new Command.BuildGone(id, "It is gone."));

        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(application.slot(PRODUCTION).watch(id)).isEmpty();
    }

    @Test
    void whatIsNotWellIsRolledBackByIntentAndOutcome() {
        PromotionId second = second(OnUnwell.ROLLBACK);
        assertThat(ends(second, Verdict.FAIL))
                .singleElement()
                .satisfies(event ->
                        assertThat(((WatchEvent.WatchEnded) event).follows()).isEqualTo(OnUnwell.ROLLBACK));
        assertThat(watch().isRollbackDue()).isTrue();
        assertThat(watch().isOn()).isFalse();

        triggered(watch(), null);

        assertThat(watch().isRollbackDue()).isFalse();
        assertThat(watch().asks()).isFalse();
        assertThat(triggered(watch(), null)).as("once").isEmpty();
        assertThat(ends(second, Verdict.FAIL)).as("once").isEmpty();
    }

    @Test
    void whatCouldNotBeStartedIsAskedOfPeople() {
        PromotionId second = second(OnUnwell.ROLLBACK);
        ends(second, Verdict.FAIL);
        triggered(watch(), "shop cannot be built: it is disabled.");

        assertThat(watch().isRollbackDue()).isFalse();
        assertThat(watch().asks()).isTrue();
    }

    @Test
    void reportAndAskGoNoFurther() {
        PromotionId second = second(OnUnwell.ASK);
        ends(second, Verdict.FAIL);
        assertThat(watch().end().follows()).isEqualTo(OnUnwell.ASK);
        assertThat(watch().asks()).isTrue();

        application.configure(watched(OnUnwell.REPORT));
        PromotionId third = deployed(release(3));
        ends(third, Verdict.FAIL);
        assertThat(watch().end().follows()).isEqualTo(OnUnwell.REPORT);
        assertThat(watch().asks()).isFalse();
        assertThat(watch().isRollbackDue()).isFalse();
    }

    @Test
    void whereNothingIsKnownNothingIsDone() {
        PromotionId id = second(OnUnwell.ROLLBACK);
        int number = 3;
        for (Verdict verdict : List.of(Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.ERROR)) {
            ends(id, verdict);
            assertThat(watch().isRollbackDue()).isFalse();
            assertThat(watch().end().follows()).isEqualTo(verdict == Verdict.PASS ? null : OnUnwell.REPORT);
            id = deployed(release(number++));
        }
    }

    @Test
    void aRollbackIsWatchedAndNeverRolledBack() {
        second(OnUnwell.ROLLBACK);
        deployed(release(3));
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, true);
        application.succeeds(back);

        assertThat(watch().id()).isEqualTo(back);
        assertThat(watch().onUnwell()).isEqualTo(OnUnwell.REPORT);
        assertThat(watch().plan().baselineAt()).isNull();
        ends(back, Verdict.FAIL);
        assertThat(watch().isRollbackDue()).isFalse();
        assertThat(watch().asks()).isFalse();
    }

    @Test
    void whatTheRollbackOfAFailedDeploymentBroughtBackIsNotWatchedAnew() {
        PromotionId second = second(OnUnwell.ROLLBACK);
        PromotionId third = application.request(PRODUCTION, release(3), OnFailure.ROLLBACK, null);
        application.fails(third);
        application.succeeds(third);

        assertThat(application.promotion(third).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(application.slot(PRODUCTION).watch()).isEmpty();
        assertThat(application.slot(PRODUCTION).watch(second).orElseThrow().overtakenAt())
                .isNotNull();
    }

    @Test
    void whateverHoldsTheSlotEndsIt() {
        PromotionId second = second(OnUnwell.ROLLBACK);
        Watch before = watch();
        application.request(PRODUCTION, release(3));

        assertThat(application.slot(PRODUCTION).holder()).isPresent();
        assertThat(application.slot(PRODUCTION).watch()).isEmpty();
        assertThat(ends(second, Verdict.FAIL)).as("too late").isEmpty();
        assertThat(triggered(before, null)).isEmpty();
    }

    @Test
    void aRollbackThatIsDueIsNotStartedOnceSomethingElseIsDeployed() {
        PromotionId second = second(OnUnwell.ROLLBACK);
        ends(second, Verdict.FAIL);
        Watch due = watch();
        application.request(PRODUCTION, release(3));

        assertThat(application.slot(PRODUCTION).watch()).isEmpty();
        assertThat(application.slot(PRODUCTION).watch(second).orElseThrow().isRollbackDue())
                .isFalse();
        assertThat(triggered(due, null)).isEmpty();
    }

    @Test
    void withoutAWayBackItIsReportedWhy() {
        application.configure(watched(OnUnwell.ROLLBACK));
        PromotionId only = deployed(release(1));
        ends(only, Verdict.FAIL);
        assertThat(watch().end().follows()).isEqualTo(OnUnwell.REPORT);
        assertThat(watch().end().less()).contains("There is no release to come back to");

        PromotionId barrier = application.migrate(PRODUCTION, release(2), Migration.IRREVERSIBLE, OnFailure.LEAVE);
        application.succeeds(barrier);
        ends(barrier, Verdict.FAIL);
        assertThat(watch().isRollbackDue()).isFalse();
        assertThat(watch().end().less()).contains("lies behind the irreversible migration of 1.2");
    }

    @Test
    void withoutSettingsNobodyWatches() {
        deployed(release(1));
        assertThat(application.slot(PRODUCTION).watch()).isEmpty();
    }

    @Test
    void whatCannotFollowIsRefused() {
        PromotionId second = second(OnUnwell.ROLLBACK);
        SlotState slot = application.slot(PRODUCTION);
        for (SlotEvent event : List.of(
                new WatchEvent.WatchStarted(second, health().plan(null), OnUnwell.ASK),
                new WatchEvent.RollbackTriggered(second, null))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> slot.after(new LedgerRecord(slot.version() + 1, application.now(), event)));
        }
        ends(second, Verdict.PASS);
        SlotState over = application.slot(PRODUCTION);
        assertThatIllegalStateException()
                .isThrownBy(() -> over.after(new LedgerRecord(
                        over.version() + 1,
                        application.now(),
                        new WatchEvent.WatchEnded(second, "FAIL", null, null, null, null))));
    }
}
