package io.jenkins.plugins.promotion.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static Interval interval(int minute, Levels... levels) {
        return new Interval(Shop.minute(minute), Shop.minute(minute + 1), 0.2, List.of(levels));
    }

    @Test
    void theUsualRangeLiesAroundTheBaseline() {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            intervals.add(interval(i, Levels.of("m", 500, i % 2 == 0 ? 90 : 110)));
        }

        Chart.Point point = Chart.of("m", intervals).points().get(10);

        assertThat(point.baseline()).isEqualTo(90);
        assertThat(point.canary()).isEqualTo(500);
        assertThat(point.low()).isCloseTo(100 - 21, within(2.0));
        assertThat(point.high()).isCloseTo(100 + 21, within(2.0));
    }

    @Test
    void nothingIsUsualAtFirstAndOfWhatIsMissing() {
        Chart chart = Chart.of(
                "m",
                List.of(
                        interval(0, Levels.of("m", 1, 2)),
                        interval(1, Levels.of("other", 1, 2)),
                        interval(2, Levels.failed("m", "503")),
                        interval(3, Levels.of("m", 3, Double.NaN))));

        assertThat(chart.points())
                .containsExactly(
                        new Chart.Point(Shop.minute(1), 0.2, 1.0, 2.0, null, null, null),
                        new Chart.Point(Shop.minute(3), 0.2, null, null, null, null, "503"),
                        new Chart.Point(Shop.minute(4), 0.2, 3.0, null, null, null, null));
    }
}
