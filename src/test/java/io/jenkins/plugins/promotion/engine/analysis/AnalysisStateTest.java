package io.jenkins.plugins.promotion.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restart between any two looks changes nothing. */
class AnalysisStateTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static Analysis restarted(Analysis analysis) throws Exception {
        String json = MAPPER.writeValueAsString(analysis.state());
        return new Analysis(MAPPER.readValue(json, AnalysisState.class));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 1.3", "10, 1", "10, 1.3"})
    void aRestartAfterEachLookChangesNoReport(int declared, double factor) throws Exception {
        AnalysisPlan plan = new AnalysisPlan(
                0.1,
                declared,
                List.of(
                        Metric.of("samples", MetricKind.SAMPLES, Direction.INCREASE)
                                .withTolerance(0.05)
                                .withEarlyPass(true),
                        Metric.of("shape", MetricKind.SAMPLES, Direction.EITHER).withAnyShape(true),
                        Metric.of("rate", MetricKind.RATE, Direction.EITHER).withWeight(2),
                        Metric.of("series", MetricKind.SERIES, Direction.EITHER)
                                .withEarlyPass(true)
                                .withTolerance(0.1),
                        Metric.of("window", MetricKind.SERIES, Direction.INCREASE)
                                .withJudge(Judge.WINDOW),
                        Metric.threshold("threshold", 0.5, 1.2)));
        Simulated simulated = new Simulated(7);
        Analysis steady = new Analysis(plan);
        Analysis shaken = new Analysis(plan);
        for (int look = 1; look <= 10; look++) {
            List<Observation> latencies = simulated.latencies(50, factor);
            Map<String, List<Observation>> brought = Map.of(
                    "samples",
                    latencies,
                    "shape",
                    latencies,
                    "rate",
                    look == 3 ? List.of(new Observation.Failed("503")) : simulated.errors(factor),
                    "series",
                    simulated.averages(2, factor - 1),
                    "window",
                    simulated.averages(3, factor - 1),
                    "threshold",
                    List.of(new Observation.Level(factor)));
            Report expected = steady.look(brought, 0.5);

            assertThat(shaken.look(brought, 0.5)).isEqualTo(expected);

            shaken = restarted(shaken);
            assertThat(shaken.state()).isEqualTo(steady.state());
            assertThat(shaken.conclude()).isEqualTo(steady.conclude());
        }
    }

    @Test
    void aReportIsFitForJson() throws Exception {
        Simulated simulated = new Simulated(8);
        Analysis analysis = new Analysis(
                new AnalysisPlan(0.01, 0, List.of(Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE))));
        List<Report> reports = new ArrayList<>();
        for (int look = 0; look < 5; look++) {
            reports.add(analysis.look(Map.of("m", simulated.latencies(60, 1.2)), null));
        }
        for (Report report : reports) {
            String json = MAPPER.writeValueAsString(report);

            assertThat(json).doesNotContain("NaN", "Infinity");
            assertThat(MAPPER.readValue(json, Report.class)).isEqualTo(report);
        }
    }

    @Test
    void theFirstStateIsSmall() throws Exception {
        Analysis analysis = new Analysis(
                new AnalysisPlan(0.01, 0, List.of(Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE))));
        Simulated simulated = new Simulated(9);
        for (int look = 0; look < 500; look++) {
            analysis.look(Map.of("m", simulated.latencies(60, 1)), null);
        }

        assertThat(MAPPER.writeValueAsString(analysis.state())).hasSizeLessThan(4_000);
    }

    @Test
    void aStateOfALaterVersionIsRefused() {
        AnalysisState state = new Analysis(
                        new AnalysisPlan(0.01, 0, List.of(Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE))))
                .state();

        assertThatThrownBy(() -> new Analysis(new AnalysisState(2, state.plan(), state.looks(), state.metrics())))
                .hasMessage("version of the analysis: '2' is not allowed; this version reads 1");
    }
}
