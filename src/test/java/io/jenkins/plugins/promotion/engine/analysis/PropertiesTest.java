package io.jenkins.plugins.promotion.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.sequential.RatioTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Settings;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every judge, on many random runs. */
class PropertiesTest {
    private static final int RUNS = 60;
    /** With declared looks every run has its own boundaries to compute. */
    private static final int DECLARED_RUNS = 8;

    private static final int LOOKS = 8;

    /** One run: values of canary and baseline at each look. */
    private record Run(double[][] canary, double[][] baseline) {
        static Run random(Random random) {
            double factor = 0.8 + 0.6 * random.nextDouble();
            double[][] canary = new double[LOOKS][];
            double[][] baseline = new double[LOOKS][];
            for (int i = 0; i < LOOKS; i++) {
                canary[i] = values(random, 10 + random.nextInt(30), factor);
                baseline[i] = values(random, 10 + random.nextInt(30), 1);
            }
            return new Run(canary, baseline);
        }

        private static double[] values(Random random, int many, double factor) {
            double[] values = new double[many];
            Arrays.setAll(values, i -> factor * Math.exp(0.5 * random.nextGaussian()));
            return values;
        }

        Run times(double unit) {
            return new Run(times(canary, unit), times(baseline, unit));
        }

        private static double[][] times(double[][] all, double unit) {
            return Arrays.stream(all)
                    .map(values ->
                            Arrays.stream(values).map(value -> value * unit).toArray())
                    .toArray(double[][]::new);
        }

        Run shuffled(Random random) {
            return new Run(shuffled(canary, random), shuffled(baseline, random));
        }

        private static double[][] shuffled(double[][] all, Random random) {
            return Arrays.stream(all)
                    .map(values -> {
                        List<Double> list =
                                new ArrayList<>(Arrays.stream(values).boxed().toList());
                        Collections.shuffle(list, random);
                        return list.stream().mapToDouble(Double::doubleValue).toArray();
                    })
                    .toArray(double[][]::new);
        }

        Run worse(Random random) {
            return new Run(
                    Arrays.stream(canary)
                            .map(values -> Arrays.stream(values)
                                    .map(value -> value * (1 + 0.3 * random.nextDouble()))
                                    .toArray())
                            .toArray(double[][]::new),
                    baseline);
        }

        List<MetricVerdict> judged(Metric metric, int declared) {
            Analysis analysis = new Analysis(new AnalysisPlan(0.05, declared, List.of(metric)));
            List<MetricVerdict> verdicts = new ArrayList<>();
            for (int i = 0; i < LOOKS; i++) {
                List<Observation> brought = metric.kind() == MetricKind.SERIES
                        ? averages(i)
                        : List.of(new Observation.Values(canary[i].clone(), baseline[i].clone()));
                verdicts.add(analysis.look(Map.of(metric.name(), brought), null)
                        .metrics()
                        .get(0));
            }
            verdicts.add(analysis.conclude().metrics().get(0));
            return verdicts;
        }

        private List<Observation> averages(int look) {
            List<Observation> all = new ArrayList<>();
            for (int i = 0; i < Math.min(canary[look].length, baseline[look].length); i++) {
                all.add(new Observation.Averages(canary[look][i], baseline[look][i]));
            }
            return all;
        }
    }

    private static List<Reason> reasons(List<MetricVerdict> verdicts) {
        return verdicts.stream().map(MetricVerdict::reason).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "SAMPLES, SEQUENTIAL, 0",
        "SAMPLES, SEQUENTIAL, 8",
        "SERIES, SEQUENTIAL, 0",
        "SERIES, SEQUENTIAL, 8",
        "SAMPLES, WINDOW, 0",
        "SERIES, WINDOW, 0"
    })
    void theUnitOfTheMetricChangesNoVerdict(MetricKind kind, Judge judge, int declared) {
        Random random = new Random(51);
        Metric metric = Metric.of("m", kind, Direction.EITHER)
                .withTolerance(0.05)
                .withJudge(judge)
                .withEarlyPass(judge == Judge.SEQUENTIAL);
        int failed = 0;
        int runs = declared > 0 ? DECLARED_RUNS : RUNS;
        for (int run = 0; run < runs; run++) {
            Run original = Run.random(random);
            List<Reason> expected = reasons(original.judged(metric, declared));
            failed += expected.contains(Reason.HARM_FOUND) ? 1 : 0;
            for (double unit : new double[] {1e-6, 1e-3, 1e3, 1e6}) {
                assertThat(reasons(original.times(unit).judged(metric, declared)))
                        .isEqualTo(expected);
            }
        }
        assertThat(failed).isBetween(1, runs - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void theOrderInsideAnIntervalChangesNothing(int declared) {
        Random random = new Random(52);
        Metric metric = Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE);
        for (int run = 0; run < (declared > 0 ? DECLARED_RUNS : RUNS); run++) {
            Run original = Run.random(random);

            assertThat(original.shuffled(random).judged(metric, declared))
                    .usingRecursiveComparison()
                    .withComparatorForType(
                            (a, b) -> Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) ? 0 : 1, Double.class)
                    .isEqualTo(original.judged(metric, declared));
        }
    }

    @ParameterizedTest
    @CsvSource({"SEQUENTIAL, 0", "SEQUENTIAL, 8", "WINDOW, 0"})
    void aWorseCanaryIsNeverJudgedBetter(Judge judge, int declared) {
        Random random = new Random(53);
        Metric metric = Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE).withJudge(judge);
        for (int run = 0; run < (declared > 0 ? DECLARED_RUNS : RUNS); run++) {
            Run original = Run.random(random);
            List<MetricVerdict> better = original.judged(metric, declared);
            List<MetricVerdict> worse = original.worse(random).judged(metric, declared);
            for (int i = 0; i < better.size(); i++) {
                if (better.get(i).evidence().p() != null) {
                    assertThat(worse.get(i).evidence().p())
                            .isLessThanOrEqualTo(better.get(i).evidence().p() + 1e-12);
                }
                if (better.get(i).outcome() == Outcome.FAIL) {
                    assertThat(worse.get(i).outcome()).isEqualTo(Outcome.FAIL);
                }
            }
        }
    }

    /** As long as the events look independent: a spike on top may look like a burst, which asks for more evidence. */
    @Test
    void moreBadEventsAreNeverJudgedBetter() {
        Random random = new Random(54);
        for (int run = 0; run < RUNS; run++) {
            RatioTest better = new RatioTest(new Settings(0, 0.05, List.of(Side.UP)), 0);
            RatioTest worse = new RatioTest(new Settings(0, 0.05, List.of(Side.UP)), 0);
            for (int i = 0; i < LOOKS; i++) {
                long bad = random.nextInt(12);
                long other = random.nextInt(12);
                better.add(bad, 1_000, other, 1_000);
                worse.add(bad + random.nextInt(2), 1_000, other, 1_000);
                better.look(1);
                worse.look(1);

                assertThat(worse.test().p(Side.UP))
                        .isLessThanOrEqualTo(better.test().p(Side.UP) + 1e-12);
            }
        }
    }

    @Test
    void harmOnceEstablishedStaysEstablished() {
        Random random = new Random(55);
        for (MetricKind kind : List.of(MetricKind.SAMPLES, MetricKind.SERIES)) {
            for (int run = 0; run < RUNS; run++) {
                List<MetricVerdict> verdicts = Run.random(random).judged(Metric.of("m", kind, Direction.INCREASE), 0);
                boolean failed = false;
                for (MetricVerdict verdict : verdicts) {
                    assertThat(!failed || verdict.outcome() == Outcome.FAIL).isTrue();
                    failed |= verdict.outcome() == Outcome.FAIL;
                }
            }
        }
    }

    /** Tested at its full level at the end of each of ten steps, a window would raise a false alarm in three rollouts of ten. */
    @Test
    void aWindowThatIsConcludedAtEachStepKeepsItsLevel() {
        Metric window = Metric.of("m", MetricKind.SAMPLES, Direction.INCREASE).withJudge(Judge.WINDOW);
        AnalysisPlan plan = new AnalysisPlan(0.1, 0, 10, List.of(window));
        int alarms = 0;
        for (int rollout = 0; rollout < 500; rollout++) {
            alarms += failsAtAnyStep(plan, new Simulated(rollout)) ? 1 : 0;
        }

        assertThat(alarms).isBetween(5, 50);
    }

    private static boolean failsAtAnyStep(AnalysisPlan plan, Simulated simulated) {
        Analysis analysis = new Analysis(plan);
        for (int step = 1; step <= plan.conclusions(); step++) {
            analysis.look(Map.of("m", simulated.latencies(50, 1)), null);
            if (analysis.conclude().outcome() == Outcome.FAIL) {
                return true;
            }
        }
        return false;
    }
}
