package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An environment without rules in which 1.1 is live and 1.2 is being deployed, to be rolled back on failure. */
class FailureTest {
    private final Application application = new Application();
    private PromotionId first;
    private PromotionId second;

    @BeforeEach
    void deploySecond() {
        first = application.verified(PRODUCTION, release(1));
        second = application.request(PRODUCTION, release(2), OnFailure.ROLLBACK, null);
    }

    @Test
    void theBodyRunsWithTheReleaseAndThenWithTheOneBefore() {
        assertThat(effect(second))
                .isEqualTo(new Effect.RunBody(
                        application.promotion(second), application.token(second), Effect.Mode.DEPLOY, "1.2", "1.1"));
        long tokenOfDeploy = application.token(second);

        application.fails(second);

        assertThat(application.token(second)).isGreaterThan(tokenOfDeploy);
        assertThat(effect(second))
                .isEqualTo(new Effect.RunBody(
                        application.promotion(second), application.token(second), Effect.Mode.ROLLBACK, "1.1", "1.2"));
    }

    @Test
    void aRollbackThatSucceedsLeavesTheReleaseBeforeLive() {
        application.fails(second);
        application.succeeds(second);

        assertThat(over(second).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(over(second).reason()).isEqualTo("exit code 1");
        assertThat(slot().condition()).isEqualTo(Condition.CLEAR);
        assertThat(slot().live().map(Live::by)).contains(first);
        assertThat(effect(second)).isInstanceOf(Effect.Finish.class);
    }

    @Test
    void aRollbackThatFailsTooBreaksTheSlotAndBothReasonsAreKept() {
        application.fails(second);
        application.fails(second);

        assertThat(over(second).outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(over(second).reason()).isEqualTo("exit code 1 The rollback failed too: exit code 1");
        assertThat(slot().condition()).isEqualTo(Condition.BROKEN);
        PromotionId next = application.request(PRODUCTION, release(3));
        assertThat(application.promotion(next).isWaiting()).isTrue();
    }

    @Test
    void theSecondReasonIsKeptHoweverLongTheFirstIs() {
        application.handle(PRODUCTION, bodyEnded(second, "x".repeat(100_000), true));
        application.handle(PRODUCTION, bodyEnded(second, "connection lost", true));

        assertThat(over(second).reason()).endsWith("The rollback failed too: connection lost");
    }

    @Test
    void withoutAnEarlierReleaseAFailureIsLeft() {
        Application fresh = new Application();
        PromotionId only = fresh.request(PRODUCTION, release(1), OnFailure.ROLLBACK, null);

        fresh.fails(only);

        assertThat(fresh.promotion(only).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fresh.slot(PRODUCTION).condition()).isEqualTo(Condition.FAILED);
        assertThat(fresh.slot(PRODUCTION).live()).isEmpty();
    }

    @Test
    void whatAPersonFoundThereIsNotRolledBackToBecauseNobodyKnowsThatItWorks() {
        application.buildIsGone(second);
        application.acknowledge(second, Found.CANDIDATE);
        PromotionId third = application.request(PRODUCTION, release(3), OnFailure.ROLLBACK, null);

        application.fails(third);

        assertThat(over(third).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whereNoFurtherRunIsPossibleAFailureIsLeft() {
        application.handle(PRODUCTION, bodyEnded(second, "aborted", false));

        assertThat(over(second).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(slot().marked()).contains(application.promotion(second));
        assertThat(slot().live().map(Live::by)).contains(first);
    }

    @Test
    void aRollbackIsNeverRolledBackByItself() {
        application.succeeds(second);
        PromotionId back = application.request(PRODUCTION, Kind.ROLLBACK, release(1), OnFailure.ROLLBACK, null);

        application.fails(back);

        assertThat(over(back).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void theNextSuccessClearsAFailureThatWasLeft() {
        application.handle(PRODUCTION, bodyEnded(second, "exit code 1", false));
        PromotionId third = application.request(PRODUCTION, release(3));
        application.succeeds(third);

        assertThat(slot().condition()).isEqualTo(Condition.CLEAR);
        assertThat(slot().marked()).isEmpty();
        assertThat(slot().live().map(Live::by)).contains(third);
    }

    @Test
    void theEndOfARunCountsOnce() {
        Command end = bodyEnded(second, "exit code 1", true);
        assertThat(application.handle(PRODUCTION, end)).hasSize(1);
        assertThat(application.handle(PRODUCTION, end)).isEmpty();
        assertThat(application.promotion(second).state()).isInstanceOf(PromotionState.RollingBack.class);
    }

    @Test
    void aFailureWithoutAReasonIsStillAFailure() {
        application.handle(PRODUCTION, bodyEnded(second, "", false));

        assertThat(over(second).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over(second).reason()).isEqualTo("It failed without saying why.");
    }

    @Test
    void whoAbortedADeploymentIsRecorded() {
        application.handle(PRODUCTION, new Command.BodyEnded(second, application.token(second), "aborted", BOB, false));

        assertThat(over(second).by()).isEqualTo(BOB);
    }

    private static Command bodyEnded(PromotionId id, long token, String failure, boolean mayRollBack) {
        return new Command.BodyEnded(id, token, failure, null, mayRollBack);
    }

    private Command bodyEnded(PromotionId id, String failure, boolean mayRollBack) {
        return bodyEnded(id, application.token(id), failure, mayRollBack);
    }

    private SlotState slot() {
        return application.slot(PRODUCTION);
    }

    private Effect effect(PromotionId id) {
        return application.machine(PRODUCTION).effect(slot(), id, application.now());
    }

    private PromotionState.Over over(PromotionId id) {
        return (PromotionState.Over) application.promotion(id).state();
    }

    @Nested
    class Acknowledging {
        @BeforeEach
        void loseTheBuild() {
            application.buildIsGone(second);
        }

        @Test
        void nothingStartsBeforeAndEverythingMayAfterwards() {
            PromotionId third = application.request(PRODUCTION, release(3));
            assertThat(application.reconsider(third)).isEmpty();

            application.acknowledge(second, Found.PREVIOUS);
            application.reconsider(third);

            assertThat(application.promotion(third).isHolder()).isTrue();
        }

        @Test
        void theCandidateThatWasFoundIsLiveButNotVerified() {
            application.acknowledge(second, Found.CANDIDATE);

            assertThat(slot().live())
                    .contains(new Live(application.promotion(second).release(), second, application.now(), false));
            assertThat(slot().verified(release(2))).isEmpty();
        }

        @Test
        void theReleaseBeforeThatWasFoundStaysLive() {
            application.acknowledge(second, Found.PREVIOUS);

            assertThat(slot().live().map(Live::by)).contains(first);
            assertThat(slot().live().map(Live::verified)).contains(true);
        }

        @Test
        void whereSomethingElseWasFoundNothingIsKnownToBeLive() {
            application.acknowledge(second, Found.OTHER);

            assertThat(slot().live()).isEmpty();
            PromotionId older = application.request(PRODUCTION, release(1));
            assertThat(application.promotion(older).isHolder())
                    .as("nothing is older than nothing")
                    .isTrue();
        }

        @ParameterizedTest
        @EnumSource
        void itIsDoneOnce(Found found) {
            application.acknowledge(second, found);

            assertThat(slot().condition()).isEqualTo(Condition.CLEAR);
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> application.acknowledge(second, found))
                    .withMessage("There is nothing to acknowledge of production-2: production is CLEAR.");
        }

        @Test
        void itNamesThePromotionThatLeftTheSlotSo() {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> application.acknowledge(first, Found.OTHER));
        }
    }

    @Test
    void whatWasOnlyWaitingWhenItsBuildWentIsAborted() {
        PromotionId waiting = application.request(PRODUCTION, release(3));
        application.buildIsGone(waiting);

        assertThat(over(waiting).outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(over(waiting).reason()).isEqualTo("The build was deleted.");
        assertThat(slot().condition()).isEqualTo(Condition.CLEAR);
    }

    @Test
    void aDeploymentThatBeganIsStoppedThroughItsBodyOnly() {
        assertThat(application.abort(second, ADA)).isEmpty();
        assertThat(application.promotion(second).isHolder()).isTrue();
    }
}
