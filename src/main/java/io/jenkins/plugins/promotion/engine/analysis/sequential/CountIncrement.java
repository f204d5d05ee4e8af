package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * What the counted events of one interval add. Given how many bad events both sides had together, those of the canary
 * follow a binomial distribution, whatever the common rate of the interval was (Przyborowski and Wilenski 1940).
 *
 * @param canary the bad events of the canary
 * @param both the bad events of both sides
 * @param share the probability that a bad event is one of the canary, where the null hypothesis just holds
 */
record CountIncrement(long canary, long both, double share) implements Increment {
    private static final int FINEST = 4_000;

    @Override
    public double value() {
        return canary - both * share;
    }

    @Override
    public double variance() {
        return both * share * (1 - share);
    }

    @Override
    public double[] ancillary() {
        return new double[] {both, share};
    }

    @Override
    public void addLogMoments(Growth tilts, int sign, double[] into) {
        if (both == 0) {
            return;
        }
        double mean = sign * share;
        for (int k = 0; k < into.length; k++) {
            into[k] += both * (Math.log(1 + share * tilts.growth(k)) - mean * tilts.at(k));
        }
    }

    @Override
    public Lattice distribution() {
        double mean = both * share;
        double reach = 12 * Math.sqrt(variance()) + 60;
        long from = Math.max(0, (long) Math.floor(mean - reach));
        long to = Math.min(both, (long) Math.ceil(mean + reach));
        int width = (int) Math.min(to - from + 1, Integer.MAX_VALUE / 2);
        double[] mass = new double[width];
        int mode = (int) Math.min(Math.max(Math.round(mean) - from, 0), width - 1);
        double odds = share / (1 - share);
        mass[mode] = 1;
        double total = 1;
        for (int i = mode + 1; i < width; i++) {
            double k = from + i;
            mass[i] = mass[i - 1] * odds * (both - k + 1) / k;
            total += mass[i];
        }
        for (int i = mode - 1; i >= 0; i--) {
            double k = from + i + 1;
            mass[i] = mass[i + 1] * k / (odds * (both - k + 1));
            total += mass[i];
        }
        for (int i = 0; i < width; i++) {
            mass[i] /= total;
        }
        return coarser(new Lattice(from - mean, 1, mass).trimmed());
    }

    /** Neighbours put together at the higher point, until few enough are left. */
    private static Lattice coarser(Lattice fine) {
        int together = (fine.mass().length + FINEST - 1) / FINEST;
        if (together <= 1) {
            return fine;
        }
        double[] mass = new double[(fine.mass().length + together - 1) / together];
        for (int i = 0; i < fine.mass().length; i++) {
            mass[i / together] += fine.mass()[i];
        }
        return new Lattice(fine.origin() + (together - 1) / 2.0, together, mass);
    }
}
