package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.StopEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An environment in which 1.1, 1.2 and 1.3 were verified one after the other. */
class RollbackTest {
    private final Application application = new Application();
    private PromotionId third;

    @BeforeEach
    void deployThree() {
        application.verified(PRODUCTION, release(1));
        application.verified(PRODUCTION, release(2));
        third = application.verified(PRODUCTION, release(3));
    }

    private SlotState slot() {
        return application.slot(PRODUCTION);
    }

    private String reason(PromotionId id) {
        return ((PromotionState.Over) application.promotion(id).state()).reason();
    }

    @Test
    void theBodyRunsOnceForTheReleaseBeforeAsARollback() {
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);

        assertThat(application.machine(PRODUCTION).effect(slot(), back, application.now()))
                .isEqualTo(new Effect.RunBody(
                        application.promotion(back), application.token(back), Effect.Mode.ROLLBACK, "1.2", "1.3"));
        application.succeeds(back);
        assertThat(slot().live().map(Live::by)).contains(back);
        assertThat(slot().live().orElseThrow().release().version()).isEqualTo("1.2");
        assertThat(application.promotion(back).previous()).isEqualTo("1.3");
    }

    @Test
    void whatIsLeftIsQuarantinedBeforeTheStartIsOnRecord() {
        List<SlotEvent> events = application
                .machine(PRODUCTION)
                .decide(
                        slot(),
                        new Command.Request(
                                Kind.ROLLBACK,
                                release(2),
                                BOB,
                                OnFailure.LEAVE,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                application.planner(PRODUCTION).plan("previous").asked("it loses orders", true, false)),
                        application.now());

        assertThat(events)
                .hasExactlyElementsOfTypes(
                        SlotEvent.Requested.class, StopEvent.Quarantined.class, SlotEvent.DeployStarted.class);
        assertThat(((StopEvent.Quarantined) events.get(1)).reason())
                .isEqualTo("Rolled back from with production-4: it loses orders");
    }

    @Test
    void theQuarantineCanBeLeftOut() {
        application.succeeds(application.rollBack(PRODUCTION, "previous", false, false));

        assertThat(slot().quarantines()).isEmpty();
    }

    @Test
    void aReleaseThatIsInQuarantineAlreadyIsNotPutThereTwice() {
        application.quarantine(PRODUCTION, release(3));

        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);

        assertThat(application.promotion(back).isHolder()).isTrue();
        assertThat(slot().quarantines()).hasSize(1);
    }

    @Test
    void aRollbackThatFailsBreaksTheSlotAndIsNotRolledBack() {
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);
        application.fails(back);

        assertThat(application.promotion(back).outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(reason(back)).isEqualTo("The rollback failed: exit code 1");
        assertThat(slot().condition()).isEqualTo(Condition.BROKEN);
        PromotionId fourth = application.request(PRODUCTION, release(4));
        assertThat(application.finding(fourth, "Slot").reason())
                .isEqualTo("production is broken: the rollback to 1.2 (shop #2) failed. Somebody has to look and"
                        + " acknowledge what is live, or roll back.");
    }

    @Test
    void afterARollbackThatFailedTheSameOneIsTheWayBackStill() {
        application.fails(application.rollBack(PRODUCTION, "previous", true, false));

        PromotionId again = application.rollBack(PRODUCTION, "previous", true, false);
        application.succeeds(again);

        assertThat(slot().live().orElseThrow().release().version()).isEqualTo("1.2");
        assertThat(slot().condition()).isEqualTo(Condition.CLEAR);
        assertThat(slot().quarantines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "BROKEN", "UNKNOWN"})
    void aSlotInTroubleTakesARollbackAndIsSettledByIt(Condition condition) {
        PromotionId fourth = application.request(PRODUCTION, release(4), OnFailure.ROLLBACK, null);
        switch (condition) {
            case FAILED ->
                application.handle(
                        PRODUCTION, new Command.BodyEnded(fourth, application.token(fourth), "aborted", null, false));
            case BROKEN -> {
                application.fails(fourth);
                application.fails(fourth);
            }
            default -> application.buildIsGone(fourth);
        }
        assertThat(slot().condition()).isEqualTo(condition);

        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);
        assertThat(application.promotion(back).isHolder()).isTrue();
        assertThat(application.promotion(back).previous()).isEqualTo("1.4");
        application.succeeds(back);

        assertThat(slot().condition()).isEqualTo(Condition.CLEAR);
        assertThat(slot().live().orElseThrow().release().version()).isEqualTo("1.3");
        assertThat(slot().quarantines()).extracting(bad -> bad.version()).containsExactly("1.4");
    }

    @Test
    void aRollbackWhoseBuildIsGoneLeavesTheSlotUnknown() {
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);
        application.buildIsGone(back);

        assertThat(slot().condition()).isEqualTo(Condition.UNKNOWN);
        assertThat(application
                        .finding(application.request(PRODUCTION, release(4)), "Slot")
                        .reason())
                .startsWith(
                        "production is in an unknown state: nobody recorded how the rollback to 1.2 (shop #2) ended.");
    }

    @Test
    void ofTwoAtOnceTheSecondIsRefusedWhenTheFirstHasSucceeded() {
        PromotionId first = application.rollBack(PRODUCTION, "previous", true, false);
        PromotionId second = application.rollBack(PRODUCTION, "previous", true, false);
        assertThat(application.promotion(second).isWaiting()).isTrue();
        assertThat(application.finding(second, "Way back").status()).isEqualTo(Status.WAITING);

        application.succeeds(first);
        application.reconsider(second);

        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(reason(second))
                .contains(
                        "It was to leave 1.3, and 1.2 is what a rollback would leave now. Look again, and ask again.");
    }

    @Test
    void whatIsBeingDeployedIsWhatARollbackLeavesOnceThatHasEnded() {
        PromotionId fourth = application.request(PRODUCTION, release(4));
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);
        assertThat(application.promotion(back).isWaiting()).isTrue();
        assertThat(slot().quarantines()).isEmpty();

        application.fails(fourth);
        application.reconsider(back);

        assertThat(application.promotion(back).isHolder()).isTrue();
        assertThat(application.promotion(back).release().version()).isEqualTo("1.3");
    }

    @Test
    void aBarrierThatIsDeployedMeanwhileClosesTheWay() {
        application.configure(withApproval());
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);
        application.configure(Environment.open(PRODUCTION));
        PromotionId fourth = application.migrate(PRODUCTION, release(4), Migration.IRREVERSIBLE, OnFailure.LEAVE);
        application.succeeds(fourth);

        application.reconsider(back);

        assertThat(application.promotion(back).outcome()).isEqualTo(Outcome.REFUSED);
    }

    private static Environment withApproval() {
        return new Environment(PRODUCTION, "", List.of(approvals(1)), null, true);
    }

    @Test
    void aDeploymentWithAnIrreversibleMigrationIsNotRolledBackByItself() {
        PromotionId fourth = application.migrate(PRODUCTION, release(4), Migration.IRREVERSIBLE, OnFailure.ROLLBACK);
        application.fails(fourth);

        assertThat(application.promotion(fourth).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(fourth))
                .isEqualTo("exit code 1 It was not rolled back: 1.3 lies behind the irreversible migration of 1.4"
                        + " (production-4): it cannot work on the data as it is now.");
    }

    @Test
    void aCompatibleMigrationIsRolledBack() {
        PromotionId fourth =
                application.migrate(PRODUCTION, release(4), Migration.BACKWARD_COMPATIBLE, OnFailure.ROLLBACK);
        application.fails(fourth);
        application.succeeds(fourth);

        assertThat(application.promotion(fourth).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void nothingGoesBackByItselfToAReleaseInQuarantine() {
        application.quarantine(PRODUCTION, release(3));
        PromotionId fourth = application.request(PRODUCTION, release(4), OnFailure.ROLLBACK, null);
        application.fails(fourth);

        assertThat(application.promotion(fourth).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reason(fourth)).contains("It was not rolled back: 1.3 is in quarantine");
    }

    @Test
    void theMigrationIsKeptWithThePromotion() {
        PromotionId fourth =
                application.migrate(PRODUCTION, release(4), Migration.BACKWARD_COMPATIBLE, OnFailure.LEAVE);

        assertThat(application.promotion(fourth).requested().migration()).isEqualTo(Migration.BACKWARD_COMPATIBLE);
        assertThat(application.promotion(third).requested().migration()).isNull();
    }

    @Test
    void whereTurnsAreTakenARollbackDoesNotWaitForWhatMayWaitForIt() {
        application.configure(environment(PRODUCTION, QueuePolicy.IN_ORDER));
        application.buildIsGone(application.request(PRODUCTION, release(4)));
        PromotionId fifth = application.request(PRODUCTION, release(5));

        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);

        assertThat(application.promotion(fifth).isWaiting()).isTrue();
        assertThat(application.promotion(back).isHolder()).isTrue();
    }
}
