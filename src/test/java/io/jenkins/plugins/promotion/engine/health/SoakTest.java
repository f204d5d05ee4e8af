package io.jenkins.plugins.promotion.engine.health;

import static io.jenkins.plugins.promotion.engine.health.Gate.SHOP;
import static io.jenkins.plugins.promotion.engine.health.Gate.failed;
import static io.jenkins.plugins.promotion.engine.health.Gate.plan;
import static io.jenkins.plugins.promotion.engine.health.Gate.soak;
import static io.jenkins.plugins.promotion.engine.health.Gate.unwell;
import static io.jenkins.plugins.promotion.engine.health.Gate.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gates that must stay well for a time. */
class SoakTest {
    private static final String A = SHOP.name();

    @Test
    void soaksAfterTheThresholdsAreMet() {
        Gate gate = new Gate(plan(soak("30m", 0), SHOP));
        gate.rounds(3, well());
        assertThat(gate.state.isSoaking()).isTrue();
        assertThat(gate.told).anyMatch(line -> line.contains("must stay so for 30m"));
        gate.rounds(179, well());
        assertThat(gate.verdict()).as("the timeout does not end a soak").isNull();
        gate.rounds(2, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
        assertThat(Duration.between(Gate.START, gate.result().at()))
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
    }

    @Test
    void aReadingFromAfterTheSoakHasTheLastWord() {
        Gate gate = new Gate(plan(new GateWords("10m", "31m", 3, 0, null, "5m", null), SHOP));
        gate.rounds(3, well()).pass("1s");
        assertThat(gate.state.isSoaking()).isTrue();
        gate = new Gate(plan(new GateWords("10m", "31m", 1, 0, null, "5m", null), SHOP));
        gate.all(well()).pass("5m");
        assertThat(gate.underWay).as("not only at the next interval").isNotEmpty();
        gate.all(well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
        assertThat(gate.result().at()).isEqualTo(Gate.START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void fewerFailuresThanTheThresholdAreBorneInTheSoak() {
        Gate gate = new Gate(plan(soak("10m", 3), SHOP));
        gate.rounds(10, well()).rounds(2, unwell());
        assertThat(gate.state.isSoaking()).isTrue();
        gate.rounds(70, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);

        gate = new Gate(plan(soak("10m", 3), SHOP));
        gate.rounds(10, well()).rounds(3, unwell());
        assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(gate.result().reason()).isEqualTo("A check was not well 3 times in a row.");
    }

    @Test
    void withoutAFailureThresholdAnUnwellReadingEndsTheSoakAndTheTimeoutDecides() {
        Gate gate = new Gate(plan(soak("2m", 0), SHOP));
        gate.rounds(4, well()).rounds(1, unwell());
        assertThat(gate.state.isSoaking()).isFalse();
        assertThat(gate.verdict()).as("there is time left to become well again").isNull();
        gate.rounds(16, well());
        assertThat(gate.verdict()).isEqualTo(Verdict.PASS);

        gate = new Gate(plan(soak("30m", 0), SHOP));
        gate.rounds(40, well()).rounds(1, unwell());
        assertThat(gate.verdict()).as("the timeout has passed").isEqualTo(Verdict.FAIL);
    }

    @Test
    void aSoakDuringWhichTheSourceFailsDoesNotPass() {
        GateWords words = new GateWords(null, null, null, 3, null, "10m", 0);
        Gate gate = new Gate(plan(words, SHOP));
        gate.rounds(4, well()).rounds(58, failed()).rounds(3, well());
        assertThat(gate.verdict()).isNull();
        assertThat(gate.state.soakEnd(gate.plan)).isAfter(gate.now.plusSeconds(500));
        gate = new Gate(plan(words, SHOP));
        gate.rounds(4, well()).rounds(1000, failed());
        assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
