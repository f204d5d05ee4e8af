package io.jenkins.plugins.promotion.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnalysisTest {
    private static final Metric LATENCY = Metric.of("latency", MetricKind.SAMPLES, Direction.INCREASE);
    private static final Metric ERRORS = Metric.of("errors", MetricKind.RATE, Direction.INCREASE);
    private static final Metric AVERAGE = Metric.of("average", MetricKind.SERIES, Direction.INCREASE);

    private static AnalysisPlan plan(int looks, Metric... metrics) {
        return new AnalysisPlan(0.05, looks, List.of(metrics));
    }

    /** Looks until it is decided, at most so many times. */
    private static Report run(AnalysisPlan plan, int looks, IntFunction<Map<String, List<Observation>>> brought) {
        Analysis analysis = new Analysis(plan);
        for (int look = 1; look <= looks; look++) {
            Report report = analysis.look(brought.apply(look), null);
            if (report.outcome() != Outcome.CONTINUE) {
                return report;
            }
        }
        return analysis.conclude();
    }

    @ParameterizedTest
    @CsvSource({"SAMPLES, 0", "SAMPLES, 20", "RATE, 0", "RATE, 20", "SERIES, 0", "SERIES, 20"})
    void harmFailsEarlyAndNoHarmPassesAtTheEnd(MetricKind kind, int declared) {
        Metric metric = Metric.of("m", kind, Direction.INCREASE);
        Simulated simulated = new Simulated(1);

        Report harmful = run(
                plan(declared, metric),
                20,
                look -> Map.of("m", simulated.of(kind, kind == MetricKind.SERIES ? 1.1 : 2)));
        Report harmless = run(plan(declared, metric), 20, look -> Map.of("m", simulated.of(kind, 1)));

        assertThat(harmful.outcome()).as(harmful.sentence()).isEqualTo(Outcome.FAIL);
        assertThat(harmful.look()).isLessThan(15);
        assertThat(harmful.metrics().get(0).reason()).isEqualTo(Reason.HARM_FOUND);
        assertThat(harmful.sentence()).contains("m: The canary is higher: +", "p = ", "needed ");
        assertThat(harmless.outcome()).as(harmless.sentence()).isEqualTo(Outcome.PASS);
        assertThat(harmless.look()).isEqualTo(20);
        assertThat(harmless.metrics().get(0).reason()).isEqualTo(Reason.NO_HARM_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "INCREASE, 1.4, FAIL",
        "INCREASE, 0.6, PASS",
        "DECREASE, 0.6, FAIL",
        "DECREASE, 1.4, PASS",
        "EITHER, 1.4, FAIL",
        "EITHER, 0.6, FAIL"
    })
    void theDirectionSaysWhatHarmIs(Direction direction, double factor, Outcome outcome) {
        Simulated simulated = new Simulated(2);
        Metric metric = Metric.of("m", MetricKind.SAMPLES, direction);

        Report report = run(plan(12, metric), 12, look -> Map.of("m", simulated.latencies(60, factor)));

        assertThat(report.outcome()).as(report.sentence()).isEqualTo(outcome);
        if (outcome == Outcome.FAIL) {
            assertThat(report.sentence()).contains(factor > 1 ? "The canary is higher" : "The canary is lower");
        }
    }

    @Test
    void whatIsToleratedIsNoHarm() {
        Simulated simulated = new Simulated(3);

        Report within =
                run(plan(12, LATENCY.withTolerance(0.2)), 12, look -> Map.of("latency", simulated.latencies(200, 1.1)));
        Report beyond =
                run(plan(12, LATENCY.withTolerance(0.2)), 12, look -> Map.of("latency", simulated.latencies(200, 1.5)));

        assertThat(within.outcome()).isEqualTo(Outcome.PASS);
        assertThat(within.sentence()).contains("No harm beyond the tolerated 20 %");
        assertThat(beyond.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(beyond.metrics().get(0).evidence().effect().low()).isGreaterThan(0.2);
    }

    @ParameterizedTest
    @EnumSource(
            value = MetricKind.class,
            names = {"SAMPLES", "RATE", "SERIES"})
    void harmCanBeExcludedEarlyWhereThatIsAllowed(MetricKind kind) {
        Metric metric = Metric.of("m", kind, Direction.INCREASE).withTolerance(kind == MetricKind.RATE ? 1 : 0.25);
        Simulated simulated = new Simulated(4);

        Report early = run(plan(0, metric.withEarlyPass(true)), 60, look -> Map.of("m", simulated.of(kind, 1)));
        Report patient = run(plan(0, metric), 60, look -> Map.of("m", simulated.of(kind, 1)));

        assertThat(early.outcome()).isEqualTo(Outcome.PASS);
        assertThat(early.look()).isLessThan(60);
        assertThat(early.metrics().get(0).reason()).isEqualTo(Reason.HARM_EXCLUDED);
        assertThat(patient.look()).isEqualTo(60);
    }

    @Test
    void inBothDirectionsBothMustBeExcluded() {
        Simulated simulated = new Simulated(5);
        Metric metric = Metric.of("m", MetricKind.SAMPLES, Direction.EITHER)
                .withTolerance(0.2)
                .withEarlyPass(true);

        Report same = run(plan(0, metric), 40, look -> Map.of("m", simulated.latencies(100, 1)));
        Report atTheEdge = run(plan(0, metric), 40, look -> Map.of("m", simulated.latencies(100, 1.19)));

        assertThat(same.metrics().get(0).reason()).isEqualTo(Reason.HARM_EXCLUDED);
        assertThat(atTheEdge.metrics().get(0).reason()).isNotEqualTo(Reason.HARM_EXCLUDED);
    }

    @Test
    void alphaIsSharedByWeight() {
        AnalysisPlan plan = plan(0, LATENCY.withWeight(3), ERRORS, Metric.threshold("memory", null, 1.0));

        assertThat(plan.level(plan.metrics().get(0))).isCloseTo(0.0375, within(1e-12));
        assertThat(plan.level(plan.metrics().get(1))).isCloseTo(0.0125, within(1e-12));
        assertThat(plan.level(plan.metrics().get(2))).isZero();
    }

    @Test
    void aThresholdNeedsNoBaselineAndFailsAtOnce() {
        Metric memory = Metric.threshold("memory", null, 0.9);

        assertThat(run(
                        plan(0, memory),
                        5,
                        look -> Map.of("memory", List.of(new Observation.Level(look == 3 ? 0.95 : 0.5)))))
                .satisfies(report -> {
                    assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
                    assertThat(report.look()).isEqualTo(3);
                    assertThat(report.metrics().get(0).reason()).isEqualTo(Reason.OUT_OF_BOUNDS);
                    assertThat(report.sentence())
                            .isEqualTo("memory: 1 of 3 values out of bounds (at most 0.9000), none allowed.");
                });
        assertThat(run(plan(0, memory), 5, look -> Map.of("memory", List.of(new Observation.Level(0.5))))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void oneCriticalMetricThatFailsDecides() {
        Simulated simulated = new Simulated(6);

        Report report = run(
                plan(0, LATENCY, ERRORS, AVERAGE),
                60,
                look -> Map.of(
                        "latency",
                        simulated.latencies(60, 1),
                        "errors",
                        simulated.errors(3),
                        "average",
                        simulated.averages(1, 0)));

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(report.sentence()).startsWith("errors: ").doesNotContain("latency");
    }

    @Test
    void oneThatIsNotCriticalAndFailsIsLeftToAPerson() {
        Simulated simulated = new Simulated(7);

        Report report = run(
                plan(0, LATENCY, ERRORS.withCritical(false)),
                12,
                look -> Map.of("latency", simulated.latencies(60, 1), "errors", simulated.errors(3)));

        assertThat(report.look()).isEqualTo(12);
        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(report.sentence()).startsWith("errors: The canary is higher");
    }

    @Test
    void burstsAreSaidAndJudgedByTheRatesOfIntervals() {
        Random random = new Random(8);
        Report report = run(
                plan(0, ERRORS),
                60,
                look -> Map.of(
                        "errors",
                        List.of(new Observation.Counts(
                                random.nextInt(8) == 0 ? 40 : 0, 1_000, random.nextInt(8) == 0 ? 40 : 0, 1_000))));

        assertThat(report.outcome()).isEqualTo(Outcome.PASS);
        assertThat(report.metrics().get(0).warnings())
                .singleElement()
                .asString()
                .startsWith("The events come in bursts");
        assertThat(report.metrics().get(0).evidence().test()).isEqualTo("Signed ranks of the rates of intervals");
    }

    /** A fault that begins in the middle is no burst: it is found at once. */
    @Test
    void harmThatBeginsLateIsFoundAtOnce() {
        Simulated simulated = new Simulated(12);

        Report report = run(plan(0, ERRORS), 60, look -> Map.of("errors", simulated.errors(look < 30 ? 1 : 8)));

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(report.look()).isBetween(30, 32);
        assertThat(report.metrics().get(0).warnings()).isEmpty();
    }

    @Test
    void averagesThatHangTogetherAreSaid() {
        Random random = new Random(9);
        Report report = run(plan(0, AVERAGE), 80, look -> {
            double wave = look % 12 < 6 ? -1 : 1;
            return Map.of("average", List.of(new Observation.Averages(100 + wave + 0.5 * random.nextGaussian(), 100)));
        });

        assertThat(report.metrics().get(0).warnings())
                .singleElement()
                .asString()
                .startsWith("Neighbouring averages hang together");
    }

    @Test
    void aChangeOfShapeIsFoundInLargeSamplesWhereAsked() {
        Random random = new Random(10);
        Metric metric = LATENCY.withAnyShape(true);
        IntFunction<Map<String, List<Observation>>> wider = look -> {
            double[] canary =
                    random.doubles(1_000).map(u -> 100 + 60 * (u - 0.5)).toArray();
            double[] baseline =
                    random.doubles(1_000).map(u -> 100 + 30 * (u - 0.5)).toArray();
            return Map.of("latency", List.of(new Observation.Values(canary, baseline)));
        };

        Report found = run(plan(0, metric), 20, wider);

        assertThat(found.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(found.look()).isGreaterThanOrEqualTo(10);
        assertThat(found.metrics().get(0).warnings())
                .singleElement()
                .asString()
                .startsWith("The distributions differ in shape");
        assertThat(run(plan(0, LATENCY), 20, wider).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aWindowIsJudgedOnceAtTheEnd() {
        Simulated simulated = new Simulated(11);

        Report harmful = run(
                plan(0, LATENCY.withJudge(Judge.WINDOW)), 12, look -> Map.of("latency", simulated.latencies(60, 1.3)));
        Report harmless = run(
                plan(0, LATENCY.withJudge(Judge.WINDOW)), 12, look -> Map.of("latency", simulated.latencies(60, 1)));

        assertThat(harmful.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(harmful.look()).isEqualTo(12);
        assertThat(harmless.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> plan(0))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("measures something");
        assertThatThrownBy(() -> plan(0, LATENCY, LATENCY)).hasMessageContaining("each metric has its own name");
        assertThatThrownBy(() -> new AnalysisPlan(0.5, 0, List.of(LATENCY)))
                .hasMessage("alpha: '0.5' is not allowed; it takes a probability above 0, at most 0.2");
        assertThatThrownBy(() -> LATENCY.withTolerance(-0.1)).hasMessageContaining("tolerance of 'latency'");
        assertThatThrownBy(() ->
                        Metric.of("m", MetricKind.SAMPLES, Direction.EITHER).withTolerance(1))
                .hasMessageContaining("less than 1");
        assertThatThrownBy(() -> Metric.threshold("m", 2.0, 1.0)).hasMessageContaining("at most the upper one");
        assertThatThrownBy(() -> ERRORS.withJudge(Judge.WINDOW)).hasMessageContaining("judges samples and series");
        assertThatThrownBy(() -> LATENCY.withJudge(Judge.INDEPENDENT))
                .hasMessage("judge of 'latency': 'independent' is not allowed; it judges series");
        assertThatThrownBy(() ->
                        new Analysis(plan(0, LATENCY)).look(Map.of("latency", List.of(new Observation.Level(1))), null))
                .hasMessageContaining("latency is judged on raw values");
    }
}
