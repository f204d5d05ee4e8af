package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import org.junit.jupiter.api.Test;

/** The steps of rollouts, from the beginning to the end. */
class RolloutMachineTest {
    @Test
    void aGoodReleaseGoesThroughAllSteps() {
        Rollout rollout = Rollout.of("5,50,100", "10m");
        rollout.assertRuns(5, 1, Phase.SHIFT, false);

        rollout.passes("3S").sets();
        assertThat(rollout.effect())
                .isEqualTo(new RolloutEffect.Bake(START.plusSeconds(603), START.plusSeconds(603), false));
        assertThat(rollout.passes("10M").passes("-1S").advance()).isEmpty();
        rollout.passes("1S").advance();

        rollout.assertRuns(50, 2, Phase.SHIFT, false);
        rollout.sets();
        rollout.passes("10M").advance();
        rollout.assertRuns(100, 3, Phase.SHIFT, false);
        rollout.sets();

        rollout.assertEnded(RolloutOutcome.PASSED, 100, null);
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Finish.class);
    }

    @Test
    void blueGreenPreparesVerifiesSwitchesAndRetires() {
        Rollout rollout = new Rollout(new RolloutWords("blueGreen", null, "5m", null, null, null).plan());
        rollout.assertRuns(0, 1, Phase.PREPARE, false);
        rollout.sets();
        rollout.assertRuns(0, 2, Phase.VERIFY, false);
        rollout.sets();
        rollout.assertRuns(100, 3, Phase.SWITCH, false);
        rollout.sets();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Bake.class);
        rollout.passes("5M").advance();
        rollout.assertRuns(100, 4, Phase.RETIRE, false);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.PASSED, 100, null);
    }

    @Test
    void blueGreenThatFailsBeforeTheSwitchTakesItDownAgain() {
        Rollout rollout = new Rollout(new RolloutWords("blueGreen", null, "5m", null, null, null).plan());
        rollout.sets();
        rollout.body("smoke test failed");
        rollout.assertRuns(0, 2, Phase.BACK, true);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.FAILED, 0, "Step 2 (weight 0) failed: smoke test failed");
    }

    @Test
    void aBodyThatFailsRunsOnceMoreWithWeightZero() {
        Rollout rollout = Rollout.of("5,50,100", "10m");
        rollout.sets();
        rollout.passes("10M").advance();
        rollout.body("exit code 1");

        rollout.assertRuns(0, 2, Phase.BACK, true);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.FAILED, 0, "Step 2 (weight 50) failed: exit code 1");
    }

    @Test
    void whenThatFailsTooNobodyKnowsTheWeight() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.body(" ");
        rollout.body("no route to host");

        rollout.assertEnded(
                RolloutOutcome.FAILED,
                null,
                "Step 1 (weight 5) failed: It failed without saying why. Going back to weight 0 failed too: no route to"
                        + " host");
    }

    @Test
    void oneAtATimeAndNoneAfterOneThatDidNotPass() {
        Rollout rollout = Rollout.of("5,100", "0s");
        RolloutPlan plan = RolloutPlan.of(rollout.record().started());
        RolloutCommand second = new RolloutCommand.Start(rollout.id, "rollout-2", plan);
        assertThat(rollout.handle(new RolloutCommand.Start(rollout.id, Rollout.NAME, plan)))
                .as("started twice it is recorded once")
                .isEmpty();
        assertThatThrownBy(() -> rollout.handle(second))
                .isInstanceOf(NotPossibleException.class)
                .hasMessageContaining("there is one at a time");

        rollout.body("no");
        rollout.sets();
        assertThatThrownBy(() -> rollout.handle(second))
                .isInstanceOf(NotPossibleException.class)
                .hasMessageContaining("ended FAILED. Another attempt is another promotion.");

        Rollout good = Rollout.of("100", "0s");
        good.sets();
        assertThat(good.handle(new RolloutCommand.Start(good.id, "rollout-2", plan)))
                .hasSize(2);
    }

    @Test
    void whatComesTooLateIsNoError() {
        Rollout rollout = Rollout.analysed("5,50,100", "10m", null);
        long first = rollout.record().current().orElseThrow().token();
        rollout.sets();
        assertThat(rollout.handle(new RolloutCommand.BodyEnded(rollout.id, Rollout.NAME, first, "late")))
                .isEmpty();
        rollout.passes("10M").looks(Outcome.PASS);
        assertThat(rollout.handle(new RolloutCommand.Looked(
                        rollout.id, Rollout.NAME, 1, rollout.now(), Rollout.report(9, Outcome.FAIL), null)))
                .as("a look at a step that is over")
                .isEmpty();
        assertThat(rollout.handle(new RolloutCommand.BodyEnded(rollout.id, "other", first, null)))
                .isEmpty();
        rollout.application.buildIsGone(rollout.id);
        assertThat(rollout.sets()).as("the promotion is over").isEmpty();
    }
}
