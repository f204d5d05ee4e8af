package io.jenkins.plugins.promotion.commandline.characteristics;

import java.util.Random;
import java.util.SplittableRandom;

/** Random numbers of the kinds that metrics are made of. */
final class Noise {
    private static final double LARGE_MEAN = 200;

    private final Random random;

    Noise(long seed) {
        random = new Random(new SplittableRandom(seed).nextLong());
    }

    double normal() {
        return random.nextGaussian();
    }

    /** Student's t with three degrees of freedom, scaled to variance 1. */
    double heavy() {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double z = random.nextGaussian();
            squares += z * z;
        }
        return random.nextGaussian() / Math.sqrt(squares);
    }

    long poisson(double mean) {
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
    long bursts(double mean, double dispersion) {
        return dispersion <= 1 ? poisson(mean) : poisson(gamma(mean / (dispersion - 1)) * (dispersion - 1));
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
