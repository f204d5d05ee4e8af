package io.jenkins.plugins.promotion.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was not measured has not passed. */
class GuardsTest {
    private static final double NO = Double.NaN;

    static Stream<Arguments> notMeasured() {
        Simulated simulated = new Simulated(1);
        IntFunction<Observation> failed = look -> new Observation.Failed("connection refused");
        return Stream.of(
                Arguments.of(MetricKind.SAMPLES, Reason.TOO_LITTLE_DATA, (IntFunction<Observation>)
                        look -> new Observation.Values(new double[] {1, 2}, new double[] {2, 1})),
                Arguments.of(MetricKind.SAMPLES, Reason.TOO_LITTLE_DATA, (IntFunction<Observation>)
                        look -> new Observation.Values(new double[0], new double[0])),
                Arguments.of(MetricKind.SAMPLES, Reason.DEAD_BASELINE, (IntFunction<Observation>)
                        look -> new Observation.Values(new double[100], new double[0])),
                Arguments.of(MetricKind.SAMPLES, Reason.SILENT_CANARY, (IntFunction<Observation>)
                        look -> new Observation.Values(new double[0], new double[100])),
                Arguments.of(MetricKind.SAMPLES, Reason.MISSING_VALUES, (IntFunction<Observation>)
                        look -> new Observation.Values(
                                new double[] {1, NO, 2, NO, 3, 4, 5, 6, 7, 8, 9, 10},
                                new double[] {1, NO, NO, NO, 4, 5, 6, 7, 8, 9, 10, 11})),
                Arguments.of(MetricKind.SAMPLES, Reason.PROVIDER_ERROR, failed),
                Arguments.of(MetricKind.RATE, Reason.TOO_LITTLE_DATA, (IntFunction<Observation>)
                        look -> new Observation.Counts(0, 5, 0, 5)),
                Arguments.of(MetricKind.RATE, Reason.DEAD_BASELINE, (IntFunction<Observation>)
                        look -> new Observation.Counts(0, 500, 0, 0)),
                Arguments.of(MetricKind.RATE, Reason.SILENT_CANARY, (IntFunction<Observation>)
                        look -> new Observation.Counts(0, 0, 3, 500)),
                Arguments.of(MetricKind.RATE, Reason.MISSING_VALUES, (IntFunction<Observation>) look -> look % 2 == 0
                        ? new Observation.Counts(-1, -1, 3, 500)
                        : new Observation.Counts(3, 500, 3, 500)),
                Arguments.of(MetricKind.RATE, Reason.PROVIDER_ERROR, failed),
                Arguments.of(MetricKind.SERIES, Reason.DEAD_BASELINE, (IntFunction<Observation>)
                        look -> new Observation.Averages(1, NO)),
                Arguments.of(MetricKind.SERIES, Reason.SILENT_CANARY, (IntFunction<Observation>)
                        look -> new Observation.Averages(NO, 1)),
                Arguments.of(MetricKind.SERIES, Reason.MISSING_VALUES, (IntFunction<Observation>) look ->
                        look % 3 == 0 ? new Observation.Averages(NO, NO) : new Observation.Averages(look, look)),
                Arguments.of(MetricKind.SERIES, Reason.PROVIDER_ERROR, (IntFunction<Observation>)
                        look -> look < 8 ? simulated.averages(1, 0).get(0) : new Observation.Failed("timeout")),
                Arguments.of(MetricKind.THRESHOLD, Reason.MISSING_VALUES, (IntFunction<Observation>)
                        look -> new Observation.Level(NO)),
                Arguments.of(MetricKind.THRESHOLD, Reason.PROVIDER_ERROR, failed));
    }

    @ParameterizedTest
    @MethodSource("notMeasured")
    void eachHasItsOutcomeAndNoneIsPass(MetricKind kind, Reason reason, IntFunction<Observation> brought) {
        Metric metric = kind == MetricKind.THRESHOLD
                ? Metric.threshold("m", null, 1.0)
                : Metric.of("m", kind, Direction.INCREASE).withTolerance(0.5).withEarlyPass(true);
        Analysis analysis = new Analysis(new AnalysisPlan(0.05, 0, List.of(metric)));
        for (int look = 1; look <= 20; look++) {
            if (reason == Reason.TOO_LITTLE_DATA && look > 10) {
                break;
            }
            Report report = analysis.look(Map.of("m", List.of(brought.apply(look))), null);
            assertThat(report.outcome()).isEqualTo(Outcome.CONTINUE);
        }

        Report end = analysis.conclude();

        assertThat(end.metrics().get(0).reason()).isEqualTo(reason);
        assertThat(end.outcome()).isEqualTo(reason == Reason.PROVIDER_ERROR ? Outcome.ERROR : Outcome.INCONCLUSIVE);
        assertThat(end.sentence()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(MetricKind.class)
    void neverLookingIsNoPass(MetricKind kind) {
        Metric metric = kind == MetricKind.THRESHOLD
                ? Metric.threshold("m", 0.0, null)
                : Metric.of("m", kind, Direction.EITHER);

        Report end = new Analysis(new AnalysisPlan(0.01, 12, List.of(metric))).conclude();

        assertThat(end.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(end.metrics().get(0).reason()).isEqualTo(Reason.TOO_LITTLE_DATA);
    }

    @Test
    void nothingMeasuredHasNotPassedEvenIfNothingIsCritical() {
        Metric metric = Metric.of("m", MetricKind.RATE, Direction.INCREASE).withCritical(false);

        assertThat(new Analysis(new AnalysisPlan(0.01, 0, List.of(metric)))
                        .conclude()
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    /** One average a side is no traffic, nor is a level of the canary alone. */
    @Test
    void averagesAndLevelsSayNothingOfTheShareOfTheTraffic() {
        Simulated simulated = new Simulated(3);
        Metric series = Metric.of("series", MetricKind.SERIES, Direction.INCREASE);
        Metric window =
                Metric.of("window", MetricKind.SERIES, Direction.INCREASE).withJudge(Judge.WINDOW);
        Metric level = Metric.threshold("level", null, 1e9);
        Analysis analysis = new Analysis(new AnalysisPlan(0.01, 0, List.of(series, window, level)));
        for (int look = 0; look < 300; look++) {
            List<Observation> averages = simulated.averages(1, 0);
            analysis.look(
                    Map.of("series", averages, "window", averages, "level", List.of(new Observation.Level(1))), 0.05);
        }

        assertThat(analysis.conclude().metrics())
                .extracting(MetricVerdict::reason)
                .containsOnly(Reason.NO_HARM_FOUND);
    }

    @Test
    void trafficThatIsNotSplitAsItShouldBeIsSaid() {
        Simulated simulated = new Simulated(2);
        Metric metric = Metric.of("m", MetricKind.RATE, Direction.INCREASE);
        Analysis skew = new Analysis(new AnalysisPlan(0.05, 0, List.of(metric)));
        Analysis fair = new Analysis(new AnalysisPlan(0.05, 0, List.of(metric)));
        for (int look = 0; look < 10; look++) {
            List<Observation> errors = simulated.errors(1);
            skew.look(Map.of("m", errors), 0.25);
            fair.look(Map.of("m", errors), 0.5);
        }

        assertThat(skew.conclude().metrics().get(0).reason()).isEqualTo(Reason.UNEQUAL_TRAFFIC);
        assertThat(skew.conclude().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(fair.conclude().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aSourceThatComesBackIsForgiven() {
        Simulated simulated = new Simulated(3);
        Analysis analysis = new Analysis(
                new AnalysisPlan(0.05, 0, List.of(Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE))));
        for (int look = 1; look <= 10; look++) {
            analysis.look(
                    Map.of("m", look == 4 ? List.of(new Observation.Failed("503")) : simulated.latencies(60, 1)), null);
        }

        assertThat(analysis.conclude().outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void harmFailsWhateverElseIsMissing() {
        Simulated simulated = new Simulated(4);
        Analysis analysis = new Analysis(new AnalysisPlan(
                0.05,
                0,
                List.of(Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE).withMinimum(1_000_000))));
        Report report = null;
        for (int look = 1; look <= 10; look++) {
            report = analysis.look(Map.of("m", simulated.latencies(60, 2)), null);
        }

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
    }
}
