package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lives that rollouts have, each told from its beginning to its end. */
class RolloutMachineTest {
    @Test
    void aGoodReleaseGoesThroughAllSteps() {
        Rollout rollout = Rollout.of("5,50,100", "10m");
        assertRuns(rollout, 5, 1, Phase.SHIFT, false);

        rollout.passes("3S").sets();
        assertThat(rollout.effect())
                .isEqualTo(new RolloutEffect.Bake(START.plusSeconds(603), START.plusSeconds(603), false));
        assertThat(rollout.passes("10M").passes("-1S").advance()).isEmpty();
        rollout.passes("1S").advance();

        assertRuns(rollout, 50, 2, Phase.SHIFT, false);
        rollout.sets();
        rollout.passes("10M").advance();
        assertRuns(rollout, 100, 3, Phase.SHIFT, false);
        rollout.sets();

        assertEnded(rollout, RolloutOutcome.PASSED, 100, null);
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Finish.class);
    }

    @Test
    void blueGreenPreparesVerifiesSwitchesAndRetires() {
        Rollout rollout = new Rollout(new RolloutWords("blueGreen", null, "5m", null, null, null).plan());
        assertRuns(rollout, 0, 1, Phase.PREPARE, false);
        rollout.sets();
        assertRuns(rollout, 0, 2, Phase.VERIFY, false);
        rollout.sets();
        assertRuns(rollout, 100, 3, Phase.SWITCH, false);
        rollout.sets();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Bake.class);
        rollout.passes("5M").advance();
        assertRuns(rollout, 100, 4, Phase.RETIRE, false);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.PASSED, 100, null);
    }

    @Test
    void blueGreenThatFailsBeforeTheSwitchTakesItDownAgain() {
        Rollout rollout = new Rollout(new RolloutWords("blueGreen", null, "5m", null, null, null).plan());
        rollout.sets();
        rollout.body("smoke test failed");
        assertRuns(rollout, 0, 2, Phase.BACK, true);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.FAILED, 0, "Step 2 (weight 0) failed: smoke test failed");
    }

    @Test
    void aBodyThatFailsRunsOnceMoreWithWeightZero() {
        Rollout rollout = Rollout.of("5,50,100", "10m");
        rollout.sets();
        rollout.passes("10M").advance();
        rollout.body("exit code 1");

        assertRuns(rollout, 0, 2, Phase.BACK, true);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.FAILED, 0, "Step 2 (weight 50) failed: exit code 1");
    }

    @Test
    void whenThatFailsTooNobodyKnowsTheWeight() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.body(" ");
        rollout.body("no route to host");

        assertEnded(
                rollout,
                RolloutOutcome.FAILED,
                null,
                "Step 1 (weight 5) failed: It failed without saying why. Going back to weight 0 failed too: no route to"
                        + " host");
    }

    @Test
    void harmEndsItAtOnceAndTheEvidenceIsKept() {
        Rollout rollout = Rollout.analysed("5,100", "10m", null);
        rollout.sets();
        assertThat(rollout.passes("1M").looks(Outcome.CONTINUE)).hasSize(1);
        assertThat(rollout.passes("1M").looks(Outcome.CONTINUE))
                .as("nothing new, so nothing to record")
                .isEmpty();
        rollout.passes("1M").looks(Outcome.FAIL);

        assertRuns(rollout, 0, 1, Phase.BACK, true);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.FAILED, 0, "The analysis web-slo found harm. errors: It is FAIL.");
        RolloutEvidence evidence = rollout.record().end().metrics().get(0);
        assertThat(evidence.metric()).isEqualTo("errors");
        assertThat(evidence.canaryBad()).isEqualTo(9);
        assertThat(evidence.baselineEvents()).isEqualTo(2700);
        assertThat(evidence.p()).isEqualTo(0.2);
    }

    @Test
    void aStepEndsWithTheLastWordOfTheAnalysis() {
        Rollout rollout = Rollout.analysed("5,100", "10m", null);
        rollout.sets();
        rollout.passes("10M");
        assertThat(rollout.advance())
                .as("the clock alone ends no step that is judged")
                .isEmpty();
        assertThat(rollout.effect()).isEqualTo(new RolloutEffect.Bake(rollout.now(), rollout.now(), true));

        rollout.looks(Outcome.CONTINUE, Outcome.PASS);
        assertRuns(rollout, 100, 2, Phase.SHIFT, false);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.PASSED, 100, "errors: It is PASS.");
    }

    @Test
    void aLookBeforeTheEndOfTheStepIsNoLastWord() {
        Rollout rollout = Rollout.analysed("5,100", "10m", null);
        rollout.sets();
        rollout.passes("9M").looks(Outcome.CONTINUE, Outcome.PASS);
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Bake.class);
    }

    @Test
    void whoeverPassesEarlyStillWalksThroughTheSteps() {
        Rollout rollout = Rollout.analysed("5,50,100", "10m", null);
        rollout.sets();
        rollout.passes("2M").looks(Outcome.PASS);
        assertRuns(rollout, 50, 2, Phase.SHIFT, false);
        rollout.sets();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Bake.class);
        rollout.passes("1M").looks(Outcome.PASS);
        assertRuns(rollout, 100, 3, Phase.SHIFT, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"INCONCLUSIVE", "ERROR"})
    void whatCannotBeSaidIsAskedOfAPerson(Outcome outcome) {
        Rollout rollout = Rollout.analysed("5,100", "10m", null);
        rollout.sets();
        rollout.passes("10M").looks(Outcome.CONTINUE, outcome);

        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.WaitForPerson.class);
        assertThat(rollout.record().asks()).isTrue();
        assertThat(rollout.passes("9H").advance())
                .as("it waits for as long as it takes")
                .isEmpty();
        rollout.resume();
        assertRuns(rollout, 100, 2, Phase.SHIFT, false);
        rollout.sets();
        assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.PASSED);
        assertThat(rollout.record().end().reason())
                .contains("cannot say whether the release does harm", "It went on nevertheless");
    }

    @Test
    void harmIsFoundAlsoWhileItAsks() {
        Rollout rollout = Rollout.analysed("5,100", "10m", null);
        rollout.sets();
        rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.INCONCLUSIVE);
        RolloutEffect.WaitForPerson wait = (RolloutEffect.WaitForPerson) rollout.effect();
        assertThat(wait.wakeAt()).isEqualTo(rollout.now().plusSeconds(60));

        rollout.passes("1M").looks(Outcome.FAIL);
        assertRuns(rollout, 0, 1, Phase.BACK, true);
    }

    @Test
    void whatCannotBeSaidFailsWhereThatIsWanted() {
        Rollout rollout = Rollout.analysed("5,100", "10m", "fail");
        rollout.sets();
        rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.INCONCLUSIVE);
        assertRuns(rollout, 0, 1, Phase.BACK, true);
        rollout.sets();
        assertEnded(
                rollout,
                RolloutOutcome.INCONCLUSIVE,
                0,
                "The analysis web-slo cannot say whether the release does harm. errors: It is INCONCLUSIVE.");
    }

    @Test
    void whatCannotBeSaidPassesWhereThatIsWantedAndTheEndSaysSo() {
        Rollout rollout = Rollout.analysed("5,100", "10m", "pass");
        rollout.sets();
        rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.ERROR);
        assertRuns(rollout, 100, 2, Phase.SHIFT, false);
        rollout.sets();
        assertThat(rollout.record().end().reason()).contains("It went on nevertheless");
    }

    @ParameterizedTest
    @CsvSource({"pause, ASKS", "fail, INCONCLUSIVE", "pass, PASSED"})
    void aRolloutThatNeverMeasuredAnythingHasNotPassed(String onInconclusive, String expected) {
        Rollout rollout = Rollout.analysed("5,100", "10m", onInconclusive);
        rollout.sets();
        rollout.skip();
        assertRuns(rollout, 100, 2, Phase.SHIFT, false);
        rollout.sets();
        if (expected.equals("ASKS")) {
            assertThat(rollout.record().asks()).isTrue();
            assertThat(rollout.record().pause().orElseThrow().reason()).contains("nothing was measured");
            rollout.resume();
            assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.PASSED);
        } else if (expected.equals("INCONCLUSIVE")) {
            assertRuns(rollout, 0, 2, Phase.BACK, true);
        } else {
            assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.PASSED);
        }
        if (!expected.equals("INCONCLUSIVE")) {
            assertThat(rollout.record().end().reason()).contains("nothing was measured");
        }
    }

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
        assertRuns(rollout, 5, 1, Phase.SHIFT, false);
        rollout.passes("5M").sets();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.WaitForPerson.class);
        rollout.passes("5M").resume();
        assertRuns(rollout, 100, 2, Phase.SHIFT, false);
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
        assertRuns(rollout, 50, 2, Phase.SHIFT, false);
        rollout.sets();
        rollout.pause();
        rollout.skip();
        assertRuns(rollout, 100, 3, Phase.SHIFT, false);
    }

    @Test
    void sentBackItEndsAborted() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.passes("1M").back();
        assertRuns(rollout, 0, 1, Phase.BACK, true);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.ABORTED, 0, "Sent back by Ada Lovelace: customers call");
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
        assertRuns(rollout, 0, 2, Phase.BACK, true);
        rollout.sets();
        assertEnded(rollout, RolloutOutcome.ABORTED, 0, "Sent back by Ada Lovelace: customers call");
    }

    @Test
    void aBuildThatIsStoppedBringsTheTrafficBack() {
        Rollout rollout = Rollout.of("5,100", "10m");
        rollout.sets();
        rollout.pause();
        rollout.stop();
        assertRuns(rollout, 0, 1, Phase.BACK, true);
        assertThat(rollout.stop()).as("told twice it is recorded once").isEmpty();
        rollout.sets();
        assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.ABORTED);
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

    @Test
    void looksAreOnAGridThatARestartDoesNotMove() {
        Rollout rollout = Rollout.analysed("5,100", "2m30s", null);
        rollout.sets();
        assertThat(wakeAt(rollout)).isEqualTo(START.plusSeconds(60));
        rollout.passes("59S");
        assertThat(wakeAt(rollout)).isEqualTo(START.plusSeconds(60));
        rollout.passes("1S");
        assertThat(wakeAt(rollout)).isEqualTo(START.plusSeconds(120));
        rollout.passes("61S");
        assertThat(wakeAt(rollout)).as("the last look is at the end").isEqualTo(START.plusSeconds(150));
        rollout.passes("1H");
        assertThat(wakeAt(rollout)).as("overdue").isEqualTo(rollout.now());
    }

    /** A release that fails 5 % of its requests where the one before fails 1 %, judged as it would be. */
    @Test
    void aRealAnalysisStopsARealFault() {
        Rollout rollout = Rollout.analysed("10,50,100", "10m", null);
        RolloutPlan plan = RolloutPlan.of(rollout.record().started());
        Analysis analysis = new Analysis(new AnalysisPlan(
                0.05, plan.looks(), List.of(Metric.of("errors", MetricKind.RATE, Direction.INCREASE))));
        Random random = new Random(7);
        rollout.sets();
        while (!rollout.record().current().orElseThrow().isBack()
                && rollout.record().step() < 3) {
            int step = rollout.record().step();
            rollout.passes("1M");
            double share = plan.share(step);
            int canary = (int) (6000 * share);
            Report report = analysis.look(
                    Map.of(
                            "errors",
                            List.of(new Observation.Counts(
                                    random.ints(canary, 0, 100)
                                            .filter(n -> n < 5)
                                            .count(),
                                    canary,
                                    random.ints(6000 - canary, 0, 100)
                                            .filter(n -> n < 1)
                                            .count(),
                                    6000 - canary))),
                    share);
            rollout.handle(new RolloutCommand.Looked(
                    rollout.id, Rollout.NAME, step, rollout.now(), report, analysis.conclude()));
        }

        assertThat(rollout.record().step()).as("found at the first step").isEqualTo(1);
        rollout.sets();
        RolloutRecord record = rollout.record();
        assertThat(record.end().outcome()).isEqualTo(RolloutOutcome.FAILED);
        assertThat(record.end().reason()).contains("found harm. errors: The canary is higher");
        assertThat(record.end().metrics().get(0).verdict()).isEqualTo("FAIL");
        assertThat(record.looks()).hasSizeLessThan(5);
    }

    private static Instant wakeAt(Rollout rollout) {
        return ((RolloutEffect.Bake) rollout.effect()).wakeAt();
    }

    private static void assertRuns(Rollout rollout, int weight, int step, Phase phase, boolean back) {
        long token = rollout.record().current().orElseThrow().token();
        assertThat(rollout.effect()).isEqualTo(new RolloutEffect.RunBody(token, weight, step, phase, back));
    }

    private static void assertEnded(Rollout rollout, RolloutOutcome outcome, Integer weight, String reason) {
        RolloutEvent.RolloutEnded end = rollout.record().end();
        assertThat(end).as("it has ended").isNotNull();
        assertThat(end.outcome()).isEqualTo(outcome);
        assertThat(end.weight()).isEqualTo(weight);
        assertThat(end.reason()).isEqualTo(reason);
        assertThat(rollout.record().endedAt()).isEqualTo(rollout.now());
    }
}
