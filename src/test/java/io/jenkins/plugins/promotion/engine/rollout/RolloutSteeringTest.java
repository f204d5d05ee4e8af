package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rollouts that people pause, skip, send back or stop. */
class RolloutSteeringTest {
    @Test
    void pausingStopsTheClockOfTheStep() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.passes("4M").pause();
        assertThat(rollout.record().bakeEnd()).isEmpty();
        assertThat(rollout.record().bakeLeft()).isEqualTo(Duration.ofMinutes(6));
        rollout.passes("3H");
        assertThat(rollout.advance()).isEmpty();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.WaitForPerson.class);

        rollout.resume();
        Instant until = rollout.now().plusSeconds(360);
        assertThat(rollout.effect()).isEqualTo(new RolloutEffect.Bake(until, until, false));
        rollout.passes("1M").pause();
        assertThat(rollout.record().bakeLeft()).isEqualTo(Duration.ofMinutes(5));
        rollout.passes("1M").resume();
        assertThat(rollout.record().bakeEnd()).contains(until.plusSeconds(60));
        assertThat(rollout.record().acts())
                .extracting(act -> act.kind() + " at step " + act.step() + " by "
                        + act.by().id())
                .containsExactly(
                        "PAUSED at step 1 by ada",
                        "RESUMED at step 1 by ada",
                        "PAUSED at step 1 by ada",
                        "RESUMED at step 1 by ada");
    }

    @Test
    void aPauseWhileAWeightIsSetHoldsAfterIt() {
        Rollout rollout = Rollout.of("5,100", "0s");
        rollout.pause();
        rollout.assertRuns(5, 1, Phase.SHIFT, false);
        rollout.passes("5M").sets();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.WaitForPerson.class);
        rollout.passes("5M").resume();
        rollout.assertRuns(100, 2, Phase.SHIFT, false);
    }

    @Test
    void aPauseThatBeganWhileTheWeightWasSetDoesNotLengthenTheStep() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.pause();
        rollout.passes("5M").sets();
        rollout.passes("5M").resume();
        assertThat(rollout.record().bakeEnd()).contains(rollout.now().plusSeconds(600));
    }

    @Test
    void whoeverSkipsGoesOnToTheNextStepAtOnceAlsoFromAPause() {
        Rollout rollout = Rollout.of("5,50,100", "10m");
        rollout.sets();
        rollout.passes("1M").skip();
        rollout.assertRuns(50, 2, Phase.SHIFT, false);
        rollout.sets();
        rollout.pause();
        rollout.skip();
        rollout.assertRuns(100, 3, Phase.SHIFT, false);
    }

    @Test
    void sentBackItEndsAborted() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.passes("1M").back();
        rollout.assertRuns(0, 1, Phase.BACK, true);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.ABORTED, 0, "Sent back by Ada Lovelace: customers call");
    }

    @Test
    void sentBackAtTheVeryEndOfAStepItDoesNotGoUpFirst() {
        Rollout rollout = Rollout.of("5,50,100", "10m");
        rollout.sets();
        rollout.passes("11M").back();
        assertThat(rollout.record().weights()).extracting(RolloutWeight::weight).containsExactly(5, 0);
    }

    @Test
    void sentBackWhileAWeightIsSetThatRunIsStopped() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.passes("10M").advance();
        rollout.back();
        long token = rollout.record().current().orElseThrow().token();
        assertThat(rollout.effect())
                .isEqualTo(new RolloutEffect.StopBody(
                        token, rollout.record().sentBack().orElseThrow()));

        rollout.body("It was stopped.");
        rollout.assertRuns(0, 2, Phase.BACK, true);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.ABORTED, 0, "Sent back by Ada Lovelace: customers call");
    }

    @Test
    void aBuildThatIsStoppedBringsTheTrafficBack() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.pause();
        rollout.stop();
        rollout.assertRuns(0, 1, Phase.BACK, true);
        assertThat(rollout.stop()).as("told twice it is recorded once").isEmpty();
        rollout.sets();
        assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.ABORTED);
    }

    @Test
    void nobodyActsWithoutAReasonOrOnNothing() {
        Rollout rollout = Rollout.of("5,100", "10m");
        assertThatThrownBy(() -> rollout.handle(new RolloutCommand.Pause(rollout.id, null, ADA, " ")))
                .isInstanceOf(NotPossibleException.class)
                .hasMessageContaining("gives a reason");
        assertThatThrownBy(() -> rollout.handle(new RolloutCommand.Pause(rollout.id, "other", ADA, "why")))
                .isInstanceOf(NotPossibleException.class)
                .hasMessageContaining("no rollout of production-2");
        rollout.handle(new RolloutCommand.Pause(rollout.id, null, ADA, "the one that is under way"));
        assertThat(rollout.record().pause()).isPresent();
    }
}
