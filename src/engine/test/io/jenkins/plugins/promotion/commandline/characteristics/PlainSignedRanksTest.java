package io.jenkins.plugins.promotion.commandline.characteristics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.Observation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainSignedRanksTest {
    private static final PlainSignedRanks TEST = new PlainSignedRanks(0.05, 0);

    private static Traffic of(double... differences) {
        return look -> List.of(new Observation.Averages(100 + differences[(look - 1) % differences.length], 100));
    }

    /** With rank 1 throughout the evidence after n of them is the mean of (2 / (1 + exp(-2 tilt)))^n: 13.6, then 24.9. */
    @Test
    void sixOfSixThatAreHigherByTheSameAreEnough() {
        assertThat(TEST.failsAt(of(1), 60)).isEqualTo(6);
        assertThat(TEST.failsAt(of(1), 5)).isZero();
        assertThat(new PlainSignedRanks(0.06, 0).failsAt(of(1), 60)).isEqualTo(6);
        assertThat(new PlainSignedRanks(0.08, 0).failsAt(of(1), 60)).isEqualTo(5);
    }

    @Test
    void whatIsLowerOrHigherByTurnsOrWithinTheToleranceIsNot() {
        assertThat(TEST.failsAt(of(-1), 60)).isZero();
        assertThat(TEST.failsAt(of(1, -1), 60)).isZero();
        assertThat(new PlainSignedRanks(0.05, 0.02).failsAt(of(1), 60)).isZero();
    }

    /** A large difference down outweighs small ones up. */
    @Test
    void ranksCount() {
        assertThat(TEST.failsAt(of(1, 1, -5, 1, -5, 1), 60)).isZero();
        assertThat(TEST.failsAt(of(5, 5, -1, 5, -1, 5), 60)).isPositive();
    }
}
