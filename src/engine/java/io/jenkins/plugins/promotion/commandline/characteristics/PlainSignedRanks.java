package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.analysis.Observation;
import java.util.Arrays;

/**
 * The plain sequential test of averages by signed ranks, without any guard: what ours is measured against. Each difference
 * counts with its sign, weighted by the rank of its magnitude among all so far (sequential ranks: Reynolds 1975); evidence is
 * the mean of {@code prod exp(tilt * sign * rank) / cosh(tilt * rank)} over seven tilts, a bet on asymmetry that pays nothing
 * on average where differences are symmetric given the past (Ramdas et al. 2020). It fails the canary at {@code 1 / alpha}.
 * Where averages hang together it has no error level.
 */
final class PlainSignedRanks implements Beside {
    private static final double[] TILTS = {0.1, 0.2, 0.4, 0.7, 1.1, 1.6, 2.4};

    private final double alpha;
    private final double tolerance;

    PlainSignedRanks(double alpha, double tolerance) {
        this.alpha = alpha;
        this.tolerance = tolerance;
    }

    @Override
    public int failsAt(Traffic traffic, int looks) {
        double[] logs = new double[TILTS.length];
        double[] sorted = {};
        for (int look = 1; look <= looks; look++) {
            for (Observation observation : traffic.look(look)) {
                Observation.Averages averages = (Observation.Averages) observation;
                double difference = averages.canary() - (1 + tolerance) * averages.baseline();
                sorted = with(Math.abs(difference), sorted);
                double rank = notAbove(Math.abs(difference), sorted) / (double) sorted.length;
                for (int k = 0; k < TILTS.length; k++) {
                    logs[k] += TILTS[k] * Math.signum(difference) * rank - Math.log(Math.cosh(TILTS[k] * rank));
                }
            }
            if (Arrays.stream(logs).map(Math::exp).sum() / TILTS.length >= 1 / alpha) {
                return look;
            }
        }
        return 0;
    }

    private static double[] with(double size, double[] sorted) {
        int at = notAbove(size, sorted);
        double[] longer = Arrays.copyOf(sorted, sorted.length + 1);
        System.arraycopy(sorted, at, longer, at + 1, sorted.length - at);
        longer[at] = size;
        return longer;
    }

    /** How many are not above it. */
    private static int notAbove(double size, double[] sorted) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] <= size) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
