package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * What one pair of averages adds: the sign of the difference, weighted by the rank of its magnitude among all so far.
 * Where differences are symmetric given the past, the sign is a fair coin, whatever the magnitudes are.
 *
 * @param sign of the difference: -1, 0 or 1
 * @param weight the rank of its magnitude, as a share of how many there are, in (0, 1]
 */
record SignIncrement(int sign, double weight) implements Increment {
    private static final double LOG_OF_TWO = Math.log(2);

    @Override
    public double value() {
        return sign * weight;
    }

    @Override
    public double variance() {
        return sign == 0 ? 0 : weight * weight;
    }

    @Override
    public double[] ancillary() {
        return new double[] {Math.abs(sign), weight};
    }

    @Override
    public void addLogMoments(Growth tilts, int towards, double[] into) {
        if (sign == 0) {
            return;
        }
        for (int k = 0; k < into.length; k++) {
            double x = tilts.at(k) * weight;
            into[k] += x + Math.log(1 + Math.exp(-2 * x)) - LOG_OF_TWO;
        }
    }

    @Override
    public Lattice distribution() {
        return sign == 0
                ? new Lattice(0, 1, new double[] {1})
                : new Lattice(-weight, 2 * weight, new double[] {0.5, 0.5});
    }
}
