package io.jenkins.plugins.promotion.engine.analysis.sequential;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The null distribution of U for two sample sizes: exact for small ones, by counting; normal for large ones, whose tails
 * are heavier than the exact ones (the fourth cumulant of U is negative), hence on the safe side.
 */
final class RankDistribution {
    /** Up to this many pairs of values the distribution is counted. */
    private static final int COUNTED_PAIRS = 6_400;

    private static final int NORMAL_POINTS = 1_201;
    private static final double NORMAL_REACH = 9;

    private RankDistribution() {}

    /** The distribution of {@code scale (U - mn/2)}. */
    static Lattice of(int m, int n, double scale) {
        return ((long) m * n <= COUNTED_PAIRS ? counted(m, n, scale) : normal(m, n, scale)).trimmed();
    }

    /** The generating function as a polynomial: m times a multiplication by (1 - z^(n+i)) and a division by (1 - z^i). */
    static double[] probabilities(int m, int n) {
        int small = Math.min(m, n);
        int large = Math.max(m, n);
        int top = m * n;
        double[] mass = new double[top + 1];
        mass[0] = 1;
        for (int i = 1; i <= small; i++) {
            // Dividing by C(large + i, i) / C(large + i - 1, i - 1) at each step keeps every number a probability.
            int shift = large + i;
            for (int u = top; u >= shift; u--) {
                mass[u] -= mass[u - shift];
            }
            double share = i / (double) shift;
            for (int u = i; u <= top; u++) {
                mass[u] += mass[u - i];
            }
            for (int u = 0; u <= top; u++) {
                mass[u] *= share;
            }
        }
        // The upper half suffers from cancellation; the distribution is symmetric.
        for (int u = 0; u < top - u; u++) {
            mass[u] = Math.max(mass[u], 0);
            mass[top - u] = mass[u];
        }
        return mass;
    }

    private static Lattice counted(int m, int n, double scale) {
        return new Lattice(-scale * m * n / 2.0, scale, probabilities(m, n));
    }

    private static Lattice normal(int m, int n, double scale) {
        double deviation = scale * Math.sqrt(m * (double) n * (m + n + 1.0) / 12);
        double spacing = 2 * NORMAL_REACH / (NORMAL_POINTS - 1);
        double[] mass = new double[NORMAL_POINTS];
        double below = 0;
        for (int i = 0; i < NORMAL_POINTS; i++) {
            double upTo = i == NORMAL_POINTS - 1 ? 1 : Normal.cumulative(-NORMAL_REACH + (i + 0.5) * spacing);
            mass[i] = i <= NORMAL_POINTS / 2 ? upTo - below : mass[NORMAL_POINTS - 1 - i];
            below = upTo;
        }
        return new Lattice(-NORMAL_REACH * deviation, spacing * deviation, mass);
    }

    /** The standard normal distribution. */
    static final class Normal {
        private static final double ROOT_OF_TWO = Math.sqrt(2);

        private Normal() {}

        static double cumulative(double z) {
            return 0.5 * Erfc.value(-z / ROOT_OF_TWO);
        }
    }
}
