package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.List;

/**
 * Evidence that stays valid however often it is looked at: a weighted mean of {@code exp(tilt * sum - sum of log moments)}.
 *
 * <p>Each part is a martingale with mean 1 where the null hypothesis just holds, and a supermartingale inside of it; so is
 * their mean, and it ever reaches {@code 1 / alpha} with probability alpha at most (Ville 1939; mixtures: Robbins 1970).
 */
final class Mixture {
    private final double[] tilts;
    private final double[] weights;
    private final double[][] moments = new double[2][];
    private final Growth[] growth = new Growth[2];
    private RankIncrement last;
    private double[] lastMoments;
    private double sum;

    /** Of the given sides only; nothing else may be asked of it. */
    Mixture(Tilts tilts, List<Side> sides) {
        this.tilts = tilts.atAsArray();
        weights = tilts.weightsAsArray();
        for (Side side : sides) {
            moments[side.ordinal()] = new double[weights.length];
            growth[side.ordinal()] = new Growth(this.tilts, side);
        }
    }

    void restore(double recordedSum, Side side, List<Double> recordedMoments) {
        sum = recordedSum;
        moments[side.ordinal()] = Numbers.array(recordedMoments);
    }

    void add(Increment increment) {
        sum += increment.value();
        if (increment instanceof RankIncrement ranks) {
            addRanks(ranks);
            return;
        }
        for (int i = 0; i < moments.length; i++) {
            if (moments[i] != null) {
                increment.addLogMoments(growth[i], i == Side.UP.ordinal() ? 1 : -1, moments[i]);
            }
        }
    }

    /** The moments are the same on both sides, and the same again where the sizes are. */
    private void addRanks(RankIncrement ranks) {
        if (last == null || last.canary() != ranks.canary() || last.baseline() != ranks.baseline()) {
            last = ranks;
            lastMoments = new double[tilts.length];
            ranks.addLogMoments(growth[0] != null ? growth[0] : growth[1], 1, lastMoments);
        }
        for (double[] ofSide : moments) {
            for (int k = 0; ofSide != null && k < ofSide.length; k++) {
                ofSide[k] += lastMoments[k];
            }
        }
    }

    /** The logarithm of the evidence for that side. */
    double log(Side side) {
        return log(side, side.sign() * sum);
    }

    /** The same, were the sum another one; it is given in the direction of the side. */
    private double log(Side side, double directed) {
        double[] ofSide = moments[side.ordinal()];
        double top = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < tilts.length; k++) {
            top = Math.max(top, tilts[k] * directed - ofSide[k]);
        }
        double total = 0;
        for (int k = 0; k < tilts.length; k++) {
            double below = tilts[k] * directed - ofSide[k] - top;
            if (below > -36) {
                total += weights[k] * Math.exp(below);
            }
        }
        return top + Math.log(total);
    }

    /** From which sum on, in the direction of the side, there is that much evidence; to four digits. */
    double sumFor(Side side, double logEvidence) {
        double high = 1;
        while (log(side, high) < logEvidence && high < 1e15) {
            high *= 2;
        }
        double low = 0;
        while (high - low > 1e-4 * high) {
            double middle = (low + high) / 2;
            if (log(side, middle) < logEvidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    double sum() {
        return sum;
    }

    List<Double> moments(Side side) {
        return Numbers.list(moments[side.ordinal()]);
    }
}
