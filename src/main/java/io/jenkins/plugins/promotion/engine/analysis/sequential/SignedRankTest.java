package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.ArrayList;
import java.util.List;

/**
 * One average an interval and side: sequential signed ranks of {@code canary - (baseline + tolerance |baseline|)}, paired
 * in time.
 *
 * <p>Exact where the differences are symmetric given the past: each sign is then a fair coin, whatever the magnitudes
 * (sequential ranks: Reynolds 1975; betting on symmetry: Ramdas et al. 2020). A load that moves both sides alike cancels.
 *
 * <p>Averages that depend on those just before break every such test. Each new one is therefore compared with the one
 * before; while they hang together, neighbours are averaged, two, four, eight and more, and the test runs on those.
 */
public final class SignedRankTest {
    private static final int LONGEST = 64;

    private final Settings settings;
    private final double tolerance;
    private final List<Double> canary = new ArrayList<>();
    private final List<Double> baseline = new ArrayList<>();
    private final List<Integer> looks = new ArrayList<>();
    private int together;
    private SequentialTest test;
    private SortedBlocks magnitudes;
    private Correlation correlation;
    private double sumOfBaseline;
    private double sumOfDifferences;
    private double sumOfSquares;
    private int blocks;

    /** @param tolerance greater than -1 */
    public SignedRankTest(Settings settings, double tolerance) {
        this.settings = settings;
        this.tolerance = tolerance;
        begin(1);
    }

    /** The test as it was recorded. */
    public SignedRankTest(State state) {
        this(state.settings(), state.tolerance());
        canary.addAll(state.canary());
        baseline.addAll(state.baseline());
        looks.addAll(state.looks());
        begin(state.together());
        replay();
    }

    private void begin(int many) {
        together = many;
        test = new SequentialTest(Tilts.ofSigns(), settings);
        magnitudes = new SortedBlocks();
        correlation = new Correlation();
        sumOfBaseline = 0;
        sumOfDifferences = 0;
        sumOfSquares = 0;
        blocks = 0;
    }

    private void replay() {
        int pair = 0;
        for (int look : looks) {
            while (pair < look) {
                block(++pair);
            }
            test.look(correlation.inflation());
        }
        while (pair < canary.size()) {
            block(++pair);
        }
    }

    /** Adds the averages of one interval. */
    public void add(double ofCanary, double ofBaseline) {
        canary.add(ofCanary);
        baseline.add(ofBaseline);
        block(canary.size());
    }

    /** Looks at what was added. Neighbours that hang together are averaged first, so that they are never believed. */
    public void look() {
        while (together < LONGEST && correlation.isStrong() && !isDecided()) {
            begin(together * 2);
            replay();
        }
        looks.add(canary.size());
        test.look(correlation.inflation());
    }

    private boolean isDecided() {
        for (Side side : settings.sides()) {
            if (test.crossed(side)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the last of the first pairs when they make a block. */
    private void block(int pairs) {
        if (pairs % together != 0) {
            return;
        }
        double high = 0;
        double low = 0;
        for (int i = pairs - together; i < pairs; i++) {
            high += canary.get(i);
            low += baseline.get(i);
        }
        high /= together;
        low /= together;
        double difference = high - (low + tolerance * Math.abs(low));
        blocks++;
        double weight = magnitudes.add(Math.abs(difference)) / blocks;
        int sign = (int) Math.signum(difference);
        correlation.add(sign * weight);
        sumOfBaseline += low;
        sumOfDifferences += high - low;
        sumOfSquares += (high - low) * (high - low);
        test.add(new SignIncrement(sign, weight));
    }

    /** The test. */
    public SequentialTest test() {
        return test;
    }

    /** How many neighbours are averaged; 1 where they do not hang together. */
    public int together() {
        return together;
    }

    /** How many averages of neighbours were compared. */
    public int blocks() {
        return blocks;
    }

    /** By how much the canary differs: the mean difference, its bounds by the normal approximation. */
    public Estimate estimate() {
        boolean relative = sumOfBaseline > 0;
        if (blocks < 2) {
            return new Estimate(
                    relative, blocks == 0 ? 0 : sumOfDifferences / (relative ? sumOfBaseline : 1), null, null);
        }
        double unit = relative ? sumOfBaseline / blocks : 1;
        double mean = sumOfDifferences / blocks;
        double deviation = Math.sqrt(Math.max(0, sumOfSquares / blocks - mean * mean) / (blocks - 1));
        double spread = deviation * Math.sqrt(correlation.inflation());
        // While neighbours do not clearly hang together, they are not averaged, and the error is that of independent
        // ones.
        return Estimate.of(
                        relative,
                        mean / unit,
                        (mean - test.radius(Side.UP) * spread) / unit,
                        (mean + test.radius(Side.DOWN) * spread) / unit)
                .with(deviation / unit, deviation * Math.sqrt(blocks * (double) together) / unit);
    }

    /** What has to be recorded. */
    public State state() {
        return new State(settings, tolerance, canary, baseline, looks, together);
    }

    /**
     * A signed rank test on record; all else follows from the averages.
     *
     * @param settings what it was told
     * @param tolerance of the null hypothesis
     * @param canary its averages
     * @param baseline its averages
     * @param looks after how many averages it was looked at
     * @param together how many neighbours are averaged
     */
    public record State(
            Settings settings,
            double tolerance,
            List<Double> canary,
            List<Double> baseline,
            List<Integer> looks,
            int together) {
        /** Copies the lists. */
        public State {
            canary = List.copyOf(canary);
            baseline = List.copyOf(baseline);
            looks = List.copyOf(looks);
        }
    }
}
