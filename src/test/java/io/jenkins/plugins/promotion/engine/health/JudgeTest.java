package io.jenkins.plugins.promotion.engine.health;

import static io.jenkins.plugins.promotion.engine.health.Gate.failed;
import static io.jenkins.plugins.promotion.engine.health.Gate.unwell;
import static io.jenkins.plugins.promotion.engine.health.Gate.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a verdict says, in numbers that read well. */
class JudgeTest {
    private static final Check SHOP = HttpCheck.of("https://shop.example/healthz");

    private static Gate gate(Integer successThreshold, Integer failureThreshold, Integer errorLimit) {
        GateWords words = new GateWords(null, null, successThreshold, failureThreshold, null, null, errorLimit);
        return new Gate(words.plan(List.of(SHOP), null));
    }

    private static String ofCheck(Gate gate) {
        return gate.result().checks().get(0).reason();
    }

    @Test
    void onceIsSaidAsOnce() {
        Gate gate = gate(1, 0, 0).all(well());
        assertThat(ofCheck(gate)).startsWith("Well once. ");
        gate = gate(1, 1, 0).all(unwell());
        assertThat(gate.result().reason()).isEqualTo("A check was not well once.");
        assertThat(ofCheck(gate)).startsWith("Not well once. ");
        gate = gate(1, 0, 1).all(failed());
        assertThat(gate.result().reason()).isEqualTo("A check could not be measured once.");
        assertThat(ofCheck(gate)).startsWith("Not to be measured once. ");
    }

    @Test
    void moreThanOnceIsCountedInARow() {
        Gate gate = gate(2, 0, 0).rounds(1, well()).all(well());
        assertThat(ofCheck(gate)).startsWith("Well 2 times in a row. ");
        gate = gate(3, 2, 0).rounds(1, unwell()).all(unwell());
        assertThat(gate.result().reason()).isEqualTo("A check was not well 2 times in a row.");
        assertThat(ofCheck(gate)).startsWith("Not well 2 times in a row. ");
    }
}
