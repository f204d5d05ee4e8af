package io.jenkins.plugins.promotion.engine.analysis.sequential;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One average an interval and side: sequential signed ranks of {@code canary - (baseline + tolerance |baseline|)}, paired
 * in time.
 *
 * <p>Exact where the differences are symmetric given the past: each sign is then a fair coin, whatever the magnitudes
 * (sequential ranks: Reynolds 1975; betting on symmetry: Ramdas et al. 2020). A load that moves both sides alike cancels.
 *
 * <p>Averages that depend on those just before break every such test. What of their correlation is beyond doubt is therefore
 * taken out: each difference less so many times the one before, estimated from those before alone. What is in doubt is left to
 * a limit: evidence for a change is never believed beyond the ratio of likelihoods by which a change explains the differences
 * better than a memory of any strength would ({@link Autoregression}); and where they do hang together, it is divided by what
 * the error of that estimate may do.
 *
 * <p>An average over a small share of the traffic is noisy: the variance of a difference goes with 1/w + 1/(1 - w) where the
 * canary has the share w. Each difference is therefore divided by that noise before it is compared with others, and a change
 * is expected in proportion (generalised least squares); else the first step of a rollout would outweigh the others by its
 * noise. With one share throughout that changes nothing.
 *
 * <p>Where averages are declared to be independent of each other, nothing guards against those that hang together, until twenty
 * or more plainly do. The level is kept where the declaration is true.
 */
public final class SignedRankTest {
    /** What is assumed where nobody says. */
    private static final double HALF = 0.5;
    /** Beyond so many times the median, a difference counts as that: tails say nothing of a memory. */
    private static final double TAIL = 3;
    /**
     * The logarithm of the odds, about twenty to one, at which no memory is believed where the correlation around the mean
     * shows none. The ratio of likelihoods alone pays for a memory that could explain a change even where none is to be seen.
     * Chosen by simulation, with {@link Correlation#caution()}: with heavy tails +5 % is found in .92 of the runs of 60
     * declared looks, instead of .85 without; false alarms stay within two standard errors of alpha, .05 and .01, for
     * correlations from 0 to 0.8 (docs/canary-analysis.md).
     */
    private static final double NO_MEMORY = 3;

    private final Settings settings;
    private final double tolerance;
    private final boolean weighed;
    private final boolean independent;
    private final List<Double> canary = new ArrayList<>();
    private final List<Double> baseline = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final List<Integer> looks = new ArrayList<>();
    private final SequentialTest test;
    private final SortedBlocks differences = new SortedBlocks();
    private final SortedBlocks innovations = new SortedBlocks();
    private final Correlation correlation = new Correlation();
    private final Autoregression drift = new Autoregression();
    private double memory;
    private double previous;
    private double sumOfBaseline;
    private double sumOfWeights;
    private double sumOfDifferences;
    private double sumOfSquares;

    /** @param tolerance greater than -1 */
    public SignedRankTest(Settings settings, double tolerance) {
        this(settings, tolerance, false);
    }

    /**
     * @param tolerance greater than -1
     * @param independent whether the averages are declared to be independent of each other
     */
    public SignedRankTest(Settings settings, double tolerance, boolean independent) {
        this(settings, tolerance, independent, true);
    }

    private SignedRankTest(Settings settings, double tolerance, boolean independent, boolean weighed) {
        this.settings = settings;
        this.tolerance = tolerance;
        this.independent = independent;
        this.weighed = weighed;
        test = new SequentialTest(Tilts.ofSigns(), settings);
    }

    /** The test as it was recorded. */
    public SignedRankTest(State state) {
        this(
                state.settings(),
                state.tolerance(),
                Boolean.TRUE.equals(state.independent()),
                state.shares() != null || state.canary().isEmpty());
        for (int look : state.looks()) {
            addUpTo(look, state);
            look();
        }
        addUpTo(state.canary().size(), state);
    }

    private void addUpTo(int many, State state) {
        while (canary.size() < many) {
            int next = canary.size();
            add(
                    state.canary().get(next),
                    state.baseline().get(next),
                    weighed ? state.shares().get(next) : HALF);
        }
    }

    /** Adds the averages of one interval, which are as noisy as those of the others. */
    public void add(double ofCanary, double ofBaseline) {
        add(ofCanary, ofBaseline, HALF);
    }

    /**
     * Adds the averages of one interval.
     *
     * @param share of the traffic that the canary had, between 0 and 1
     */
    public void add(double ofCanary, double ofBaseline, double share) {
        canary.add(ofCanary);
        baseline.add(ofBaseline);
        shares.add(share);
        int many = canary.size();
        double unit = weighed ? Math.sqrt(share * (1 - share)) : HALF;
        double plain = ofCanary - ofBaseline;
        sumOfBaseline += ofBaseline;
        sumOfWeights += unit * unit;
        sumOfDifferences += unit * unit * plain;
        sumOfSquares += unit * unit * plain * plain;
        double difference = unit * (ofCanary - (ofBaseline + tolerance * Math.abs(ofBaseline)));
        double sign = Math.signum(difference);
        double size = Math.abs(difference);
        double rank = differences.add(size) / many;
        double usual = differences.get(many / 2);
        drift.add(sign * (usual > 0 ? Math.min(size, TAIL * usual) : size), unit);
        double innovation = difference - memory * previous;
        test.add(new SignIncrement((int) Math.signum(innovation), innovations.add(Math.abs(innovation)) / many));
        correlation.add(sign * rank, unit);
        memory = isGuarded() ? correlation.certain() : 0;
        previous = difference;
    }

    /** Looks at what was added. */
    public void look() {
        looks.add(canary.size());
        if (!isGuarded()) {
            test.look(1);
            return;
        }
        double ratio = drift.logRatio();
        double limit = ratio > 0 ? ratio + NO_MEMORY * correlation.independence() : 0;
        test.look(correlation.caution(), drift.sign() * limit);
    }

    private boolean isGuarded() {
        return !independent || correlation.isBeyondDenial();
    }

    /** The test. */
    public SequentialTest test() {
        return test;
    }

    /** The correlation of neighbouring differences where it is clear that they hang together, and allowed for; else 0. */
    public double memory() {
        return isGuarded() && correlation.isClear() ? correlation.value() : 0;
    }

    /**
     * By how much the canary differs: the mean difference, each weighed by its noise as in the test, and its bounds by the
     * normal approximation. What is told of the noise is that of one difference, as it came.
     */
    public Estimate estimate() {
        int many = canary.size();
        boolean relative = sumOfBaseline > 0;
        double unit = relative ? sumOfBaseline / many : 1;
        double mean = many == 0 ? 0 : sumOfDifferences / sumOfWeights;
        if (many < 2) {
            return new Estimate(relative, mean / unit, null, null);
        }
        double deviation = Math.sqrt(Math.max(0, sumOfSquares / sumOfWeights - mean * mean) / (many - 1));
        double spread = deviation * (isGuarded() ? Math.sqrt(correlation.inflation() * correlation.caution()) : 1);
        double error = deviation * Math.sqrt(correlation.isClear() ? correlation.inflation() : 1);
        return Estimate.of(
                        relative,
                        mean / unit,
                        (mean - test.radius(Side.UP) * spread) / unit,
                        (mean + test.radius(Side.DOWN) * spread) / unit)
                .with(error / unit, noise() / unit);
    }

    private double noise() {
        int many = canary.size();
        double[] plain = IntStream.range(0, many)
                .mapToDouble(i -> canary.get(i) - baseline.get(i))
                .toArray();
        double mean = Arrays.stream(plain).sum() / many;
        double squares =
                Arrays.stream(plain).map(each -> (each - mean) * (each - mean)).sum();
        return Math.sqrt(squares / (many - 1));
    }

    /** What has to be recorded. */
    public State state() {
        return new State(
                settings, tolerance, canary, baseline, looks, weighed ? shares : null, independent ? true : null);
    }

    /**
     * A signed rank test on record; all else follows from the averages. What earlier versions wrote besides is not needed.
     *
     * @param settings what it was told
     * @param tolerance of the null hypothesis
     * @param canary its averages
     * @param baseline its averages
     * @param looks after how many averages it was looked at
     * @param shares of the traffic that the canary had; {@code null} where an earlier version wrote it, so that all weigh the
     *     same
     * @param independent whether the averages are declared to be independent of each other; {@code null} where they are not
     */
    @JsonIgnoreProperties("together")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            Settings settings,
            double tolerance,
            List<Double> canary,
            List<Double> baseline,
            List<Integer> looks,
            List<Double> shares,
            Boolean independent) {
        /** Copies the lists. */
        public State {
            canary = List.copyOf(canary);
            baseline = List.copyOf(baseline);
            looks = List.copyOf(looks);
            shares = shares == null ? null : List.copyOf(shares);
        }
    }
}
