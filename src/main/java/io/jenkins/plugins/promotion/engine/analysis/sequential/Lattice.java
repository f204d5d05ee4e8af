package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * A distribution on equally spaced points.
 *
 * @param origin the lowest point
 * @param spacing from one point to the next, positive
 * @param mass the probability of each point
 */
record Lattice(double origin, double spacing, double[] mass) {
    /** What is less likely than this at an end is added to the point next to it. */
    private static final double NEGLIGIBLE = 1e-14;

    /** The distribution of the negated value. */
    Lattice mirrored() {
        double[] reversed = new double[mass.length];
        for (int i = 0; i < mass.length; i++) {
            reversed[i] = mass[mass.length - 1 - i];
        }
        return new Lattice(-(origin + spacing * (mass.length - 1)), spacing, reversed);
    }

    /** The same without the ends that hardly ever occur; their mass stays, at the nearest point that is kept. */
    Lattice trimmed() {
        int from = 0;
        double below = 0;
        while (from < mass.length - 1 && below + mass[from] < NEGLIGIBLE) {
            below += mass[from++];
        }
        int to = mass.length;
        double above = 0;
        while (to - 1 > from && above + mass[to - 1] < NEGLIGIBLE) {
            above += mass[--to];
        }
        double[] kept = java.util.Arrays.copyOfRange(mass, from, to);
        kept[0] += below;
        kept[kept.length - 1] += above;
        return new Lattice(origin + spacing * from, spacing, kept);
    }
}
