package io.jenkins.plugins.promotion.engine.simulation;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Random numbers of the kinds that metrics are made of; the same seed gives the same ones.
 *
 * <p>Not safe for use by several threads.
 */
public final class Noise {
    private static final double LARGE_MEAN = 200;
    private static final double FEW = 30;

    private final Random random;

    /** @param seed where they begin */
    public Noise(long seed) {
        random = new Random(new SplittableRandom(seed).nextLong());
    }

    /** Normal, with mean 0 and variance 1. */
    public double normal() {
        return random.nextGaussian();
    }

    /** Student's t with three degrees of freedom, scaled to variance 1. */
    public double heavy() {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double z = random.nextGaussian();
            squares += z * z;
        }
        return random.nextGaussian() / Math.sqrt(squares);
    }

    /** Counts of independent events. */
    public long poisson(double mean) {
        if (mean > LARGE_MEAN) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** Counts whose variance is so many times their mean: a Poisson variable with a gamma mean. */
    public long bursts(double mean, double dispersion) {
        return dispersion <= 1 ? poisson(mean) : poisson(gamma(mean / (dispersion - 1)) * (dispersion - 1));
    }

    /** How many of so many events are bad, where each is with that probability, independently of the others. */
    public long binomial(long events, double probability) {
        double mean = events * probability;
        if (probability > 0.5) {
            return events - binomial(events, 1 - probability);
        } else if (mean > FEW) {
            return Math.min(
                    events,
                    Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - probability)) * random.nextGaussian())));
        } else if (probability <= 0) {
            return 0;
        }
        // From one bad event to the next, the good ones in between are geometric.
        double log = Math.log1p(-probability);
        long count = 0;
        double seen = 0;
        while (true) {
            seen += Math.floor(Math.log(1 - random.nextDouble()) / log) + 1;
            if (seen > events) {
                return count;
            }
            count++;
        }
    }

    /** Gamma with scale 1 (Marsaglia and Tsang 2000). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
