package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rollouts that an analysis looks at: what it says decides. */
class RolloutAnalysisTest {
    @Test
    void harmEndsItAtOnceAndTheEvidenceIsKept() {
        Rollout rollout = Rollout.analysed("5,100", "10m", null);
        rollout.sets();
        assertThat(rollout.passes("1M").looks(Outcome.CONTINUE)).hasSize(1);
        assertThat(rollout.passes("1M").looks(Outcome.CONTINUE))
                .as("nothing new, so nothing to record")
                .isEmpty();
        rollout.passes("1M").looks(Outcome.FAIL);

        rollout.assertRuns(0, 1, Phase.BACK, true);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.FAILED, 0, "The analysis web-slo found harm. errors: It is FAIL.");
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
        rollout.assertRuns(100, 2, Phase.SHIFT, false);
        rollout.sets();
        rollout.assertEnded(RolloutOutcome.PASSED, 100, "errors: It is PASS.");
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
        rollout.assertRuns(50, 2, Phase.SHIFT, false);
        rollout.sets();
        assertThat(rollout.effect()).isInstanceOf(RolloutEffect.Bake.class);
        rollout.passes("1M").looks(Outcome.PASS);
        rollout.assertRuns(100, 3, Phase.SHIFT, false);
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
        rollout.assertRuns(100, 2, Phase.SHIFT, false);
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
        rollout.assertRuns(0, 1, Phase.BACK, true);
    }

    @Test
    void whatCannotBeSaidFailsWhereThatIsWanted() {
        Rollout rollout = Rollout.analysed("5,100", "10m", "fail");
        rollout.sets();
        rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.INCONCLUSIVE);
        rollout.assertRuns(0, 1, Phase.BACK, true);
        rollout.sets();
        rollout.assertEnded(
                RolloutOutcome.INCONCLUSIVE,
                0,
                "The analysis web-slo cannot say whether the release does harm. errors: It is INCONCLUSIVE.");
    }

    @Test
    void whatCannotBeSaidPassesWhereThatIsWantedAndTheEndSaysSo() {
        Rollout rollout = Rollout.analysed("5,100", "10m", "pass");
        rollout.sets();
        rollout.passes("10M").looks(Outcome.CONTINUE, Outcome.ERROR);
        rollout.assertRuns(100, 2, Phase.SHIFT, false);
        rollout.sets();
        assertThat(rollout.record().end().reason()).contains("It went on nevertheless");
    }

    @ParameterizedTest
    @CsvSource({"pause, ASKS", "fail, INCONCLUSIVE", "pass, PASSED"})
    void aRolloutThatNeverMeasuredAnythingHasNotPassed(String onInconclusive, String expected) {
        Rollout rollout = Rollout.analysed("5,100", "10m", onInconclusive);
        rollout.sets();
        rollout.skip();
        rollout.assertRuns(100, 2, Phase.SHIFT, false);
        rollout.sets();
        if (expected.equals("ASKS")) {
            assertThat(rollout.record().asks()).isTrue();
            assertThat(rollout.record().pause().orElseThrow().reason()).contains("nothing was measured");
            rollout.resume();
            assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.PASSED);
        } else if (expected.equals("INCONCLUSIVE")) {
            rollout.assertRuns(0, 2, Phase.BACK, true);
        } else {
            assertThat(rollout.record().end().outcome()).isEqualTo(RolloutOutcome.PASSED);
        }
        if (!expected.equals("INCONCLUSIVE")) {
            assertThat(rollout.record().end().reason()).contains("nothing was measured");
        }
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
}
