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
    private double spent;
    private double boundary = Double.POSITIVE_INFINITY;
    private long looks;

    DeclaredLooks(Side side, int looks, double level) {
        this.side = side;
        this.spending = new Spending(looks, POWER);
        this.level = level;
    }

    /** Adds what an interval brought. */
    void add(Lattice lattice, double variance) {
        walk.add(side == Side.UP ? lattice : lattice.mirrored(), variance);
    }

    /** Looks: spends, and puts the boundary where that leads. */
    void look() {
        looks++;
        NullWalk.Cut cut = walk.cut(level * spending.upTo(looks) - spent);
        spent += cut.spent();
        boundary = cut.at();
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
