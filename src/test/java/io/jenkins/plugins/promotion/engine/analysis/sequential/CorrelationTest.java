package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationTest {
    private static Correlation of(double memory, int many) {
        Random random = new Random(3);
        Correlation correlation = new Correlation();
        double state = 0;
        for (int i = 0; i < many; i++) {
            state = memory * state + random.nextGaussian();
            correlation.add(state, 1);
        }
        return correlation;
    }

    @ParameterizedTest
    @CsvSource({
        // memory, many, independence, caution
        "-0.5, 400, 0.95, 1",
        "-0.5, 20,  0,    1",
        "-0.5, 12,  0,    1",
        "0.6,  400, 0,    1.05",
        "0.9,  400, 0,    1.08",
    })
    void independenceIsTrustedWhereTheSeriesIsNotShortAndCautionGoesWithTheCorrelation(
            double memory, int many, double independence, double caution) {
        Correlation correlation = of(memory, many);

        assertThat(correlation.independence()).isCloseTo(independence, within(1e-9));
        assertThat(correlation.caution()).isBetween(caution - 0.02, caution + 0.02);
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(new Correlation().independence()).isZero();
        assertThat(new Correlation().caution()).isEqualTo(1);
    }
}
