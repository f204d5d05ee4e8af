package io.jenkins.plugins.promotion.engine.health;

import static io.jenkins.plugins.promotion.engine.health.Gate.DATABASE;
import static io.jenkins.plugins.promotion.engine.health.Gate.SHOP;
import static io.jenkins.plugins.promotion.engine.health.Gate.failed;
import static io.jenkins.plugins.promotion.engine.health.Gate.noData;
import static io.jenkins.plugins.promotion.engine.health.Gate.plan;
import static io.jenkins.plugins.promotion.engine.health.Gate.soak;
import static io.jenkins.plugins.promotion.engine.health.Gate.unwell;
import static io.jenkins.plugins.promotion.engine.health.Gate.well;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a gate counts, and what it ends with. */
class GateMachineTest {
    private static final String A = SHOP.name();
    private static final String B = DATABASE.name();

    @Test
    void passesAfterThreeReadingsInARowOfEveryCheck() {
        Gate gate = new Gate(GatePlan.of(SHOP, DATABASE));
        gate.rounds(2, well());
        gate.read(A, well());
        assertThat(gate.verdict()).as("the other has two").isNull();
        gate.read(B, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
        assertThat(gate.result().checks()).extracting(CheckResult::check).containsExactly(A, B);
        assertThat(gate.result().checks())
                .allMatch(check ->
                        check.verdict() == Verdict.PASS && check.reason().contains("3 times in a row"));
    }

    @Test
    void countsOnlyReadingsInARow() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        for (int i = 0; i < 5; i++) {
            gate.rounds(2, well()).rounds(1, unwell());
        }
        assertThat(gate.verdict()).isNull();
        gate.rounds(2, well()).rounds(1, failed()).rounds(2, well());
        assertThat(gate.verdict()).as("an error ends the row as well").isNull();
        gate.rounds(1, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void waitsForTheInitialDelayAndProbesOnceAnInterval() {
        GateWords words = new GateWords("20s", "5m", 3, 0, "1m", null, null);
        Gate gate = new Gate(plan(words, SHOP));
        gate.pass("59s");
        assertThat(gate.underWay).isEmpty();
        gate.pass("1s");
        assertThat(gate.underWay).containsOnlyKeys(A);
        gate.pass("5s").all(well()).pass("14s");
        assertThat(gate.underWay)
                .as("20 s after the start of the first, not after its end")
                .isEmpty();
        gate.pass("1s");
        assertThat(gate.underWay).containsOnlyKeys(A);
        gate.pass("30s").handle(new GateEvent.Tick());
        assertThat(gate.state.tokens()).as("never two at the same time").isEqualTo(2);
    }

    @Test
    void onlyTheTimeoutFailsItWithoutAFailureThreshold() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.rounds(29, unwell()).all(unwell()).pass("9s");
        assertThat(gate.verdict()).isNull();
        gate.pass("1s");
        assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(gate.result().reason()).isEqualTo("The checks were not all well within 5m.");
        assertThat(gate.result().checks().get(0).reason())
                .isEqualTo("Not well 30 times in a row. The status is 503 instead of 200-299.");
        assertThat(gate.result().checks().get(0).unwell()).isEqualTo(30);
    }

    @Test
    void failsEarlyByItsFailureThreshold() {
        Gate gate = new Gate(plan(soak("0s", 2), SHOP, DATABASE));
        gate.read(A, well());
        gate.read(B, unwell());
        gate.pass("10s");
        gate.read(A, well());
        gate.read(B, failed());
        gate.pass("10s");
        assertThat(gate.verdict()).isNull();
        gate.read(B, unwell());
        assertThat(gate.verdict())
                .as("an error between them does not end the row")
                .isEqualTo(Verdict.FAIL);
        assertThat(gate.result().checks())
                .extracting(CheckResult::verdict)
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.FAIL);
    }

    @Test
    void errorsHaveTheirOwnLimit() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.rounds(1, well()).rounds(4, failed());
        assertThat(gate.verdict()).isNull();
        gate.all(failed());
        assertThat(gate.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(gate.result().checks().get(0).reason())
                .isEqualTo("Not to be measured 5 times in a row. The source answers with status 500.");
    }

    @Test
    void noDataIsNoErrorAndNoSuccess() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.rounds(40, noData());
        assertThat(gate.now).isAfter(Gate.START.plusSeconds(299));
        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(gate.result().checks().get(0).reason())
                .contains("nothing was known")
                .contains("no series");
    }

    @Test
    void neverMeasuredIsInconclusive() {
        Gate gate = new Gate(plan(new GateWords(null, "25s", 1, 0, null, null, null), DATABASE));
        gate.pass("25s");
        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(gate.result().checks().get(0).reason()).isEqualTo("It was never measured.");
    }

    @Test
    void tooFewReadingsInARowAtTheEndFail() {
        Gate gate = new Gate(plan(new GateWords(null, "25s", 3, 0, null, null, null), SHOP));
        gate.rounds(1, unwell()).rounds(2, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(gate.result().checks().get(0).reason()).startsWith("Well only 2 times in a row of the 3");
    }

    @Test
    void aBlockThatStillRunsAtTheEndFails() {
        Gate gate = new Gate(plan(new GateWords(null, "5m", 1, 0, null, null, null), new BlockCheck("smoke")));
        gate.pass("5m");
        assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(gate.result().checks().get(0).reason()).contains("still running");
    }

    @Test
    void aBlockMayTakeLongerThanAnInterval() {
        Gate gate = new Gate(plan(new GateWords(null, "5m", 1, 0, null, null, null), new BlockCheck("smoke")));
        gate.pass("4m").all(well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theWorstVerdictOfAllChecksCounts() {
        GatePlan three = plan(new GateWords(null, "21s", 1, 0, null, null, null), SHOP, DATABASE, new BlockCheck(null));
        Gate gate = new Gate(three);
        gate.read(A, well());
        gate.read(B, noData());
        gate.read("block", unwell());
        gate.pass("10s").all(well()).pass("11s");
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);

        gate = new Gate(three);
        gate.read(A, well());
        gate.read(B, noData());
        gate.read("block", well());
        gate.pass("21s");
        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aSourceThatIsRateLimitedIsLeftAlone() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.all(new Reading.Failed(Fault.RATE_LIMITED, "Later.", Duration.ZERO, 0, gate.now.plusSeconds(95)));
        gate.pass("94s");
        assertThat(gate.underWay).isEmpty();
        gate.pass("1s");
        assertThat(gate.underWay).isNotEmpty();
    }

    @Test
    void aProbeThatNeverEndsIsLost() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        long first = gate.underWay.get(A);
        gate.pass("51s");
        assertThat(gate.state.checks().get(0).errors()).isEqualTo(1);
        assertThat(gate.underWay.get(A)).isNotEqualTo(first);
        gate.handle(new GateEvent.Read(A, first, well()));
        assertThat(gate.state.checks().get(0).successes())
                .as("it comes too late")
                .isZero();
    }

    @Test
    void whatNobodyAskedForChangesNothing() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        GateState before = gate.state;
        gate.handle(new GateEvent.Read("another", 1, well()));
        gate.handle(new GateEvent.Read(A, 99, well()));
        assertThat(gate.state).isEqualTo(before);
    }

    @Test
    void theValueFromBeforeIsKept() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.all(new Reading.Well("The value is 3.", Duration.ZERO, 1, 3.0, 2.5))
                .pass("10s");
        assertThat(gate.state.checks().get(0).baseline()).isEqualTo(2.5);
        gate.all(new Reading.Well("The value is 3.", Duration.ZERO, 1, 3.0, 9.9));
        assertThat(gate.state.checks().get(0).baseline()).isEqualTo(2.5);
    }
}
