package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a promotion ends whose deployment was a rollout. */
class RolloutEndingTest {
    @Test
    void aGoodRolloutIsAVerifiedRelease() {
        Rollout rollout = Rollout.of("100", "0s");
        rollout.sets();
        rollout.application.succeeds(rollout.id);
        assertThat(rollout.promotion().outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheRolloutBroughtBackIsRolledBackWithoutAnotherRun(boolean caught) {
        Rollout rollout = Rollout.of("5,100", "0s");
        rollout.body("exit code 1");
        rollout.sets();
        if (caught) {
            rollout.application.succeeds(rollout.id); // the script caught the failure of the step
        } else {
            rollout.application.fails(rollout.id);
        }

        assertThat(rollout.promotion().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        PromotionState.Over over = (PromotionState.Over) rollout.promotion().state();
        assertThat(over.reason()).isEqualTo("Step 1 (weight 5) failed: exit code 1");
        assertThat(rollout.application.slot(PRODUCTION).condition()).isEqualTo(Condition.CLEAR);
        assertThat(rollout.application
                        .slot(PRODUCTION)
                        .live()
                        .orElseThrow()
                        .release()
                        .version())
                .isEqualTo("1.2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheWayBackFailedTheSlotIsBroken(boolean caught) {
        Rollout rollout = Rollout.of("5,100", "0s");
        rollout.body("exit code 1");
        rollout.body("no route to host");
        if (caught) {
            rollout.application.succeeds(rollout.id);
        } else {
            rollout.application.fails(rollout.id);
        }

        assertThat(rollout.promotion().outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(((PromotionState.Over) rollout.promotion().state()).reason())
                .contains(
                        "Going back to weight 0 failed too: no route to host", "Nobody knows how much traffic 1.3 has");
        assertThat(rollout.application.slot(PRODUCTION).condition()).isEqualTo(Condition.BROKEN);
    }

    /** Nobody brought anything back: what was to be left, and is in quarantine, has all of the traffic again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRollbackThatItsOwnRolloutSentBackHasFailed(boolean caught) {
        Rollout rollout = Rollout.back("5,100", "0s");
        rollout.body("exit code 1");
        rollout.sets();
        if (caught) {
            rollout.application.succeeds(rollout.id);
        } else {
            rollout.application.fails(rollout.id);
        }

        assertThat(rollout.promotion().outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(((PromotionState.Over) rollout.promotion().state()).reason())
                .isEqualTo("The rollback failed: Step 1 (weight 5) failed: exit code 1 All of the traffic is with 1.3"
                        + " again, which was to be left.");
        SlotState slot = rollout.application.slot(PRODUCTION);
        assertThat(slot.condition()).isEqualTo(Condition.BROKEN);
        assertThat(slot.live().orElseThrow().release().version()).isEqualTo("1.3");
        assertThat(slot.quarantines()).extracting(Quarantine::version).containsExactly("1.3");
        PromotionId again = rollout.application.rollBack(PRODUCTION, "previous", true, false);
        assertThat(rollout.application.promotion(again).isHolder())
                .as("the same can be tried again")
                .isTrue();
    }

    @Test
    void aDeploymentThatFailsAfterItsRolloutIsRolledBackAsAWhole() {
        Rollout rollout = Rollout.of("100", "0s");
        rollout.sets();
        rollout.application.fails(rollout.id);
        assertThat(rollout.promotion().state()).isInstanceOf(PromotionState.RollingBack.class);
        assertThatThrownBy(() -> rollout.handle(new RolloutCommand.Start(
                        rollout.id, "rollout-2", RolloutPlan.of(rollout.record().started()))))
                .isInstanceOf(NotPossibleException.class)
                .hasMessageContaining("does not deploy");
        rollout.application.succeeds(rollout.id);
        assertThat(rollout.promotion().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    /** One part of the target has the new release and the other has not: only the whole body can bring both back. */
    @Test
    void aSecondRolloutThatWentBackLeavesTheFirstToTheWholeBody() {
        Rollout rollout = Rollout.of("100", "0s");
        rollout.sets();
        RolloutPlan plan = RolloutPlan.of(rollout.record().started());
        rollout.handle(new RolloutCommand.Start(rollout.id, "rollout-2", plan));
        for (String failure : new String[] {"exit code 1", null}) {
            long token = rollout.promotion()
                    .rollout("rollout-2")
                    .orElseThrow()
                    .current()
                    .orElseThrow()
                    .token();
            rollout.handle(new RolloutCommand.BodyEnded(rollout.id, "rollout-2", token, failure));
        }
        rollout.application.succeeds(rollout.id);
        assertThat(rollout.promotion().state()).isInstanceOf(PromotionState.RollingBack.class);
    }

    @Test
    void aRolloutThatHasNotComeToItsEndIsNoVerifiedRelease() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.application.succeeds(rollout.id);
        assertThat(rollout.promotion().state()).isInstanceOf(PromotionState.RollingBack.class);
        assertThat(((PromotionState.RollingBack) rollout.promotion().state()).reason())
                .isEqualTo("Its rollout has not come to its end.");
    }

    @Test
    void aBuildThatIsGoneInTheMiddleLeavesTheSlotUnknown() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.application.buildIsGone(rollout.id);
        assertThat(rollout.application.slot(PRODUCTION).condition()).isEqualTo(Condition.UNKNOWN);
        assertThat(rollout.record().current().orElseThrow().weight()).isEqualTo(5);
    }
}
