package io.jenkins.plugins.promotion.engine.analysis.sequential;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * A test of one null hypothesis against one or both of its sides, looked at after every interval.
 *
 * <p>Without a declared number of looks it is an e-process ({@link Mixture}). With one it is group-sequential: the level is
 * spent over the looks, and each boundary is computed from the exact null distribution of what was seen ({@link NullWalk}).
 * Both keep the level at every look, also at those after the declared ones.
 *
 * <p>Not safe for use by several threads.
 */
public final class SequentialTest {
    private static final double NO_INCREMENT = -1;
    private static final int SIDES = Side.values().length;

    private final Settings settings;
    private final Tilts tilts;
    private final Mixture mixture;
    private final DeclaredLooks[] declared = new DeclaredLooks[SIDES];
    private final List<double[]> history = new ArrayList<>();
    private final double[] best = new double[SIDES];
    private final boolean[] crossed = new boolean[SIDES];
    private final double[] believed = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private double doubt = 1;
    private double variance;

    SequentialTest(Tilts tilts, Settings settings) {
        this.tilts = tilts;
        this.settings = settings;
        mixture = new Mixture(tilts, settings.sides());
        if (settings.looks() > 0) {
            for (Side side : settings.sides()) {
                declared[side.ordinal()] = new DeclaredLooks(side, settings.looks(), settings.level());
            }
        }
    }

    /** The test as it was recorded; {@code kind} makes an increment again from its ancillary numbers. */
    SequentialTest(State state, Again kind) {
        this(state.tilts(), state.settings());
        variance = state.variance();
        for (Side side : settings.sides()) {
            State.OfSide recorded = side == Side.UP ? state.up() : state.down();
            mixture.restore(state.sum(), side, recorded.moments());
            best[side.ordinal()] = recorded.best();
            crossed[side.ordinal()] = recorded.crossed();
        }
        List<Double> recorded = state.history();
        for (int i = 0; i < recorded.size(); i += 2) {
            if (recorded.get(i + 1) == NO_INCREMENT) {
                history.add(new double[] {0, NO_INCREMENT});
                cut();
            } else {
                walk(kind.increment(recorded.get(i), recorded.get(i + 1)));
            }
        }
    }

    /** How a recorded increment is made again, as far as its distribution goes. */
    interface Again {
        Increment increment(double first, double second);
    }

    /** Adds what one interval brought. It counts once somebody looks. */
    void add(Increment increment) {
        variance += increment.variance();
        mixture.add(increment);
        if (settings.looks() > 0) {
            walk(increment);
        }
    }

    /**
     * Looks at what was added.
     *
     * @param inflation how many times as large as the null variance the variance really is, 1 where the model holds
     */
    void look(double inflation) {
        for (Side side : beforeLooking()) {
            believed[side.ordinal()] = Double.POSITIVE_INFINITY;
            doubt = 1;
            looked(side, mixture.log(side), inflation, true);
        }
    }

    /**
     * Looks at what was added, and believes only so much of it.
     *
     * @param inflation how many times as large as the null variance the variance really is, 1 where the model holds
     * @param limit what the logarithm of the evidence is believed to be at most; for the other side, with its sign, nothing is
     */
    void look(double inflation, double limit) {
        for (Side side : beforeLooking()) {
            double ofSide = Math.max(0, side.sign() * limit);
            believed[side.ordinal()] = ofSide / inflation;
            doubt = inflation;
            looked(side, Math.min(mixture.log(side), ofSide), inflation, believes(side));
        }
    }

    private List<Side> beforeLooking() {
        if (settings.looks() > 0) {
            history.add(new double[] {0, NO_INCREMENT});
            cut();
        }
        return settings.sides();
    }

    private void looked(Side side, double evidence, double inflation, boolean believed) {
        int i = side.ordinal();
        best[i] = Math.max(best[i], evidence / inflation);
        crossed[i] |= declared[i] == null
                ? best[i] >= -Math.log(settings.level())
                : believed && side.sign() * mixture.sum() >= declared[i].boundary() * Math.sqrt(inflation);
    }

    private boolean believes(Side side) {
        return believed[side.ordinal()] >= -Math.log(settings.level());
    }

    private void walk(Increment increment) {
        history.add(increment.ancillary());
        for (Side side : settings.sides()) {
            declared[side.ordinal()].add(increment);
        }
    }

    private void cut() {
        for (Side side : settings.sides()) {
            declared[side.ordinal()].look();
        }
    }

    /** Whether the null hypothesis was rejected towards that side, at this look or an earlier one. */
    public boolean crossed(Side side) {
        return crossed[side.ordinal()];
    }

    /** The logarithm of the evidence for that side now. */
    public double logEvidence(Side side) {
        return mixture.log(side);
    }

    /** The p-value: valid at any time where no looks were declared, else that of this look alone. */
    public double p(Side side) {
        if (settings.looks() == 0) {
            return Math.exp(-best[side.ordinal()]);
        }
        double chance = tail(variance == 0 ? 0 : side.sign() * mixture.sum() / Math.sqrt(variance * doubt));
        return believes(side) ? chance : Math.max(chance, Math.exp(-believed[side.ordinal()]));
    }

    /** The p-value that would be small enough now. */
    public double needed(Side side) {
        return settings.looks() == 0
                ? settings.level()
                : tail(
                        variance == 0
                                ? Double.POSITIVE_INFINITY
                                : declared[side.ordinal()].boundary() / Math.sqrt(variance));
    }

    /**
     * How many standard deviations from the estimate the bound of an interval with the level of this test lies; that of
     * the other side where this one is not tested.
     */
    public double radius(Side side) {
        if (variance == 0) {
            return Double.POSITIVE_INFINITY;
        }
        Side tested = settings.sides().contains(side) ? side : side.opposite();
        double sum = settings.looks() == 0
                ? mixture.sumFor(tested, -Math.log(settings.level()))
                : declared[tested.ordinal()].boundary();
        return sum / Math.sqrt(variance);
    }

    /** The sum of what was added. */
    public double sum() {
        return mixture.sum();
    }

    /** The null variance of the sum: how much was learnt. */
    public double variance() {
        return variance;
    }

    Settings settings() {
        return settings;
    }

    private static double tail(double z) {
        return 0.5 * Erfc.value(z / Math.sqrt(2));
    }

    /** What has to be recorded so that the test goes on after a restart as if there had been none. */
    State state() {
        return new State(
                settings,
                tilts,
                mixture.sum(),
                variance,
                side(Side.UP),
                side(Side.DOWN),
                DeclaredLooks.flattened(history));
    }

    private State.OfSide side(Side side) {
        return settings.sides().contains(side)
                ? new State.OfSide(mixture.moments(side), best[side.ordinal()], crossed[side.ordinal()])
                : null;
    }

    /**
     * A test on record.
     *
     * @param settings what it was told
     * @param tilts what it averages over
     * @param sum of its statistic
     * @param variance of the sum under the null hypothesis
     * @param up of that side, {@code null} where it is not asked for
     * @param down of that side, {@code null} where it is not asked for
     * @param history what made its boundaries, two numbers an interval and a look; empty where no looks were declared
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record State(
            Settings settings, Tilts tilts, double sum, double variance, OfSide up, OfSide down, List<Double> history) {
        /** Copies the history. */
        public State {
            history = history == null ? List.of() : List.copyOf(history);
        }

        /**
         * @param moments the sums of the log moments
         * @param best the logarithm of the most evidence that there was
         * @param crossed whether it was enough
         */
        public record OfSide(List<Double> moments, double best, boolean crossed) {}
    }
}
