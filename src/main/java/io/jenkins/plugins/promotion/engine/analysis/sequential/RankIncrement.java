package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * What the raw values of one interval add: the statistic of Wilcoxon, Mann and Whitney.
 *
 * <p>With m values of the canary, n of the baseline and U = #{canary > baseline} + #{equal} / 2, the value is
 * {@code 12 (U - mn/2) / (m + n + 1)}, the best weight for small shifts when intervals differ in size (van Elteren 1960).
 * Where labels are exchangeable inside the interval and there are no ties, U has the generating function
 * {@code prod_{i=1..m} (1 - z^(n+i)) / (1 - z^i) / C(m+n, m)} (Mann and Whitney 1947), hence with G(N) the sum of
 * {@code log(sinh(x) / x)} at {@code x = t i / 2} for i = 1..N, {@code log E exp(t (U - mn/2)) = G(m+n) - G(m) - G(n)}.
 * Midranks of ties have the smaller spread, so that this bound stays on the safe side.
 *
 * @param canary how many values of the canary, positive
 * @param baseline how many of the baseline, positive
 * @param u the statistic U
 */
record RankIncrement(int canary, int baseline, double u) implements Increment {
    private static final int DIRECT_SUMS = 96;
    private static final double PRECISION = 1e-13;

    @Override
    public double value() {
        return scale() * (u - 0.5 * canary * baseline);
    }

    @Override
    public double variance() {
        return 12.0 * canary * baseline / (canary + baseline + 1.0);
    }

    private double scale() {
        return 12.0 / (canary + baseline + 1.0);
    }

    @Override
    public double[] ancillary() {
        return new double[] {canary, baseline};
    }

    /** Even in the tilt, so that the sign does not matter. */
    @Override
    public void addLogMoments(Growth tilts, int sign, double[] into) {
        PowerSums sums = new PowerSums();
        for (int k = into.length - 1; k >= 0; k--) {
            // x = tilt * scale * i / 2 = 6 tilt * i / (m + n + 1)
            double square = 36 * tilts.at(k) * tilts.at(k);
            double power = square;
            double total = 0;
            for (int j = 1; j <= SinhSeries.TERMS; j++) {
                double term = SinhSeries.coefficient(j) * power * sums.of(j);
                total += term;
                if (Math.abs(term) <= PRECISION * Math.abs(total)) {
                    break;
                }
                power *= square;
            }
            into[k] += total;
        }
    }

    /** The sum of (i / (m + n + 1))^(2j) over i = n+1..n+m, less that over i = 1..m, as far as they are asked for. */
    private final class PowerSums {
        private final double[] known = new double[SinhSeries.TERMS + 1];
        private final int small = Math.min(canary, baseline);
        private final int large = Math.max(canary, baseline);
        private final double unit = 1.0 / (canary + baseline + 1.0);
        private final double[] square = small > DIRECT_SUMS ? null : new double[2 * small];
        private final double[] power = small > DIRECT_SUMS ? null : new double[2 * small];
        private int last;

        double of(int j) {
            while (last < j) {
                last++;
                known[last] = square == null
                        ? powerSum(small + large, last, unit)
                                - powerSum(large, last, unit)
                                - powerSum(small, last, unit)
                        : direct();
            }
            return known[j];
        }

        private double direct() {
            if (last == 1) {
                for (int i = 0; i < small; i++) {
                    square[i] = (large + i + 1) * unit * ((large + i + 1) * unit);
                    square[small + i] = (i + 1) * unit * ((i + 1) * unit);
                }
                System.arraycopy(square, 0, power, 0, square.length);
            } else {
                for (int i = 0; i < power.length; i++) {
                    power[i] *= square[i];
                }
            }
            double sum = 0;
            for (int i = 0; i < small; i++) {
                sum += power[i] - power[small + i];
            }
            return sum;
        }
    }

    /** Sum of (i unit)^(2j) for i = 1..n, by the formula of Euler and Maclaurin; n is large. */
    private static double powerSum(int n, int j, double unit) {
        double s = 2.0 * j;
        double top = n * unit;
        double at = Math.pow(top, s);
        double ratio = 1.0 / n;
        return at * n / (s + 1)
                + at / 2
                + s * at * ratio / 12
                - s * (s - 1) * (s - 2) * at * ratio * ratio * ratio / 720
                + s * (s - 1) * (s - 2) * (s - 3) * (s - 4) * at * Math.pow(ratio, 5) / 30240;
    }

    @Override
    public Lattice distribution() {
        return RankDistribution.of(canary, baseline, scale());
    }
}
