package io.jenkins.plugins.promotion.engine.health;

import static io.jenkins.plugins.promotion.engine.health.Gate.SHOP;
import static io.jenkins.plugins.promotion.engine.health.Gate.plan;
import static io.jenkins.plugins.promotion.engine.health.Gate.soak;
import static io.jenkins.plugins.promotion.engine.health.Gate.unwell;
import static io.jenkins.plugins.promotion.engine.health.Gate.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gates at which nobody looks for a time, or whose clock is set. */
class GateRestartTest {
    @Test
    void goesOnAfterARestartWithItsCountersAndItsOriginalDeadline() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.rounds(2, well());
        var deadline = gate.state.deadline();
        gate.restart(Duration.ofSeconds(40));
        assertThat(gate.state.deadline()).isEqualTo(deadline);
        assertThat(gate.state.checks().get(0).successes()).isEqualTo(2);
        assertThat(gate.underWay).as("what was under way is begun anew at once").isNotEmpty();
        gate.all(well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aRestartThatLastsBeyondTheDeadlineLeavesItOpen() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.rounds(2, well()).restart(Duration.ofHours(1));
        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(gate.result().checks().get(0).reason()).startsWith("Nobody had looked for 1h");
    }

    @Test
    void timeInWhichNobodyLookedIsNotSoaked() {
        Gate gate = new Gate(plan(soak("30m", 0), SHOP));
        gate.rounds(3, well()).rounds(60, well());
        Duration left = Duration.between(gate.now, gate.state.soakEnd(gate.plan));
        gate.restart(Duration.ofHours(2));
        assertThat(gate.verdict()).isNull();
        assertThat(gate.told).anyMatch(line -> line.contains("does not count as soak"));
        assertThat(Duration.between(gate.now, gate.state.soakEnd(gate.plan))).isBetween(left, left.plusSeconds(20));
        gate.rounds(130, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aShortRestartDoesNotDelayTheSoak() {
        Gate gate = new Gate(plan(soak("30m", 0), SHOP));
        gate.rounds(63, well());
        var end = gate.state.soakEnd(gate.plan);
        gate.restart(Duration.ofSeconds(15));
        assertThat(gate.state.soakEnd(gate.plan)).isEqualTo(end);
    }

    @Test
    void aClockThatIsSetBackMovesEverythingThatIsToCome() {
        Gate gate = new Gate(GatePlan.of(SHOP));
        gate.rounds(2, unwell());
        Duration left = Duration.between(gate.now, gate.state.deadline());
        gate.now = gate.now.minus(Duration.ofHours(1));
        gate.all(unwell());
        assertThat(Duration.between(gate.now, gate.state.deadline())).isEqualTo(left);
        assertThat(gate.told).anyMatch(line -> line.contains("set back by 1h"));
        gate.pass("10s");
        assertThat(gate.underWay).as("probing goes on").isNotEmpty();
        gate.rounds(60, unwell());
        assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Duration.between(gate.result().at(), gate.now)).isLessThan(Duration.ofSeconds(11));
    }

    @Test
    void aClockThatIsSetForwardDoesNotShortenASoak() {
        Gate gate = new Gate(plan(soak("30m", 0), SHOP));
        gate.rounds(10, well());
        gate.now = gate.now.plus(Duration.ofHours(3));
        gate.all(well());
        assertThat(gate.verdict()).isNull();
        gate.rounds(100, well());
        assertThat(gate.verdict()).as("half of it").isNull();
        gate.rounds(90, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    }
}
