package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountAndSignIncrementTest {
    private static final double[] TILTS = {0.05, 0.1, 0.2, 0.4};

    private static double logMean(Lattice lattice, double tilt) {
        double sum = 0;
        for (int i = 0; i < lattice.mass().length; i++) {
            sum += lattice.mass()[i] * Math.exp(tilt * (lattice.origin() + i * lattice.spacing()));
        }
        return Math.log(sum);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.1", "7, 0.5", "40, 0.09", "300, 0.7"})
    void momentsOfCountsAreThoseOfTheirDistribution(long both, double share) {
        CountIncrement increment = new CountIncrement(0, both, share);
        Lattice lattice = increment.distribution();
        double[] up = new double[TILTS.length];
        double[] down = new double[TILTS.length];

        increment.addLogMoments(new Growth(TILTS, Side.UP), 1, up);
        increment.addLogMoments(new Growth(TILTS, Side.DOWN), -1, down);

        for (int k = 0; k < TILTS.length; k++) {
            assertThat(up[k]).isCloseTo(logMean(lattice, TILTS[k]), within(1e-5));
            assertThat(down[k]).isCloseTo(logMean(lattice, -TILTS[k]), within(1e-5));
        }
        assertThat(logMean(lattice.mirrored(), 0.3)).isCloseTo(logMean(lattice, -0.3), within(1e-12));
    }

    @Test
    void veryManyEventsStayAffordableAndOnTheSafeSide() {
        Lattice lattice = new CountIncrement(0, 4_000_000_000L, 0.5).distribution();
        double mean = 0;
        for (int i = 0; i < lattice.mass().length; i++) {
            mean += lattice.mass()[i] * (lattice.origin() + i * lattice.spacing());
        }

        assertThat(lattice.mass()).hasSizeLessThanOrEqualTo(4_000);
        assertThat(mean).isBetween(-1.0, 0.02 * Math.sqrt(1e9));
    }

    @Test
    void signsAreFairCoins() {
        double[] logs = new double[TILTS.length];
        SignIncrement increment = new SignIncrement(-1, 0.4);

        increment.addLogMoments(new Growth(TILTS, Side.UP), 1, logs);

        for (int k = 0; k < TILTS.length; k++) {
            assertThat(logs[k]).isCloseTo(Math.log(Math.cosh(0.4 * TILTS[k])), within(1e-12));
        }
        assertThat(new SignIncrement(0, 0.4).variance()).isZero();
    }
}
