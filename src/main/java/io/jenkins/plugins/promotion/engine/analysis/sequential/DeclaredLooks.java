package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.ArrayList;
import java.util.List;

/** The group-sequential part of a test: one side, with its boundary at each look. */
final class DeclaredLooks {
    /** Spends evenly: of the powers tried (1 to 3), the one that finds a change of 10 to 25 per cent first. */
    private static final double POWER = 1;

    private final Side side;
    private final Spending spending;
    private final double level;
    private final NullWalk walk = new NullWalk();
    private final List<Increment> notWalked = new ArrayList<>();
    private final List<Double> sinceLook = new ArrayList<>();
    private BoundaryCache cache;
    private double boundary = Double.POSITIVE_INFINITY;
    private long looks;

    DeclaredLooks(Side side, int looks, double level) {
        this.side = side;
        this.spending = new Spending(looks, POWER);
        this.level = level;
        cache = BoundaryCache.root(spending, level);
    }

    /** Adds what an interval brought. */
    void add(Increment increment) {
        int last = notWalked.size() - 1;
        if (last >= 0
                && increment instanceof CountIncrement counts
                && notWalked.get(last) instanceof CountIncrement before
                && before.share() == counts.share()) {
            // Binomial variables with one probability add up to another; a walk over many small ones would take long.
            notWalked.set(last, new CountIncrement(0, before.both() + counts.both(), counts.share()));
        } else {
            notWalked.add(increment);
        }
        if (increment instanceof RankIncrement) {
            for (double number : increment.ancillary()) {
                sinceLook.add(number);
            }
        } else {
            cache = null;
        }
    }

    /** Looks: spends, and puts the boundary where that leads. */
    void look() {
        looks++;
        BoundaryCache known = cache == null ? null : cache.after(sinceLook);
        NullWalk.Cut cut;
        if (known == null) {
            cut = walked();
            cache = cache == null ? null : cache.keep(sinceLook, cut);
        } else {
            cut = known.cut();
            cache = known;
            notWalked.add(null);
        }
        sinceLook.clear();
        boundary = cut.at();
    }

    /** Walks what was put off, looks included, and this look. */
    private NullWalk.Cut walked() {
        long first = looks - notWalked.stream().filter(each -> each == null).count();
        for (Increment increment : notWalked) {
            if (increment == null) {
                walk.cut(level * spending.upTo(first++));
            } else {
                Lattice lattice = increment.distribution();
                walk.add(side == Side.UP ? lattice : lattice.mirrored(), increment.variance());
            }
        }
        notWalked.clear();
        return walk.cut(level * spending.upTo(looks));
    }

    /** A sum that is not lower, in the direction of the side, crosses at this look; infinite where none can. */
    double boundary() {
        return boundary;
    }

    /** What made the boundaries: it is all that a restart needs. */
    static List<Double> flattened(List<double[]> history) {
        List<Double> flat = new ArrayList<>();
        for (double[] entry : history) {
            for (double number : entry) {
                flat.add(number);
            }
        }
        return List.copyOf(flat);
    }
}
