package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * How much better a series is explained by a mean other than 0 than by a memory of what came before: the ratio of the
 * likelihoods of two first-order autoregressions, with a mean and without, each with the memory that suits it best.
 *
 * <p>A slow drift looks like a change for a while. An estimate of the correlation around the mean is then too low, and a test
 * that trusts it too bold; this ratio asks what drift without any change would say. The first value counts as one of a
 * stationary series (exact likelihood: Box and Jenkins 1970): a drift has to begin somewhere, and hardly far from 0.
 */
final class Autoregression {
    private static final double MOST_MEMORY = 0.95;
    /** The two parameters, the variance, and one for what the normal distribution does not know of short series. */
    private static final int CHARGED = 4;
    /** From so many numbers on, looking again and again is charged for, as the logarithm of how many times as many. */
    private static final double MANY = 60;

    private static final double CHARGE = 2;
    /** Beyond so many times the root mean square of the others the first value counts as that. */
    private static final double TAIL = 3;

    private double first;
    private double unitOfFirst;
    private double previous;
    private double shape;
    private double before;
    private double after;
    private double squaresBefore;
    private double squaresAfter;
    private double products;
    private int count;

    /**
     * @param value of the series
     * @param unit what the mean would be of this value if it were 1 of one without noise: less, the noisier the value was
     *     before it was divided by its noise
     */
    void add(double value, double unit) {
        if (count > 0) {
            shape += unit * unit;
            before += unit * previous;
            after += unit * value;
            squaresBefore += previous * previous;
            squaresAfter += value * value;
            products += previous * value;
        } else {
            first = value;
            unitOfFirst = unit;
        }
        previous = value;
        count++;
    }

    /** The logarithm of the ratio, never negative. */
    double logRatio() {
        if (count <= CHARGED || squaresBefore == 0) {
            return 0;
        }
        double squaresAround = squaresBefore - before * before / shape;
        double productsAround = products - before * after / shape;
        double memoryWithout = memory(products, squaresBefore);
        double memoryWith = memory(productsAround, squaresAround);
        double without = unexplained(memoryWithout, squaresBefore, products, squaresAfter);
        double with = unexplained(memoryWith, squaresAround, productsAround, squaresAfter - after * after / shape);
        if (with <= 1e-12 * squaresAfter) {
            return without > with ? Double.POSITIVE_INFINITY : 0;
        }
        double mean = (after - memoryWith * before) / (1 - memoryWith) / shape;
        double most = TAIL * Math.sqrt(squaresAfter / (count - 1));
        double start = Math.max(-most, Math.min(most, first));
        double surpriseWithout = surprise(start, memoryWithout, without);
        double surpriseWith = surprise(start - mean * unitOfFirst, memoryWith, with);
        double ratio = (count - CHARGED) / 2.0 * Math.log(without / with)
                + Math.log((1 - memoryWith * memoryWith) / (1 - memoryWithout * memoryWithout)) / 2
                + surpriseWithout
                - surpriseWith;
        return Math.max(0, ratio - CHARGE * Math.log(Math.max(1, count / MANY)));
    }

    /** On which side of 0 the mean lies: -1, 0 or 1. */
    double sign() {
        return Math.signum(before + after);
    }

    private static double memory(double both, double squaresOfFormer) {
        return squaresOfFormer <= 0 ? 0 : Math.max(-MOST_MEMORY, Math.min(MOST_MEMORY, both / squaresOfFormer));
    }

    /** The sum of squares that is left when each value is predicted from the one before. */
    private static double unexplained(double memory, double squaresOfFormer, double both, double squaresOfLatter) {
        return squaresOfLatter - 2 * memory * both + memory * memory * squaresOfFormer;
    }

    /** By how much the logarithm of the likelihood is lower because the first value lies so far from the mean. */
    private double surprise(double distance, double memory, double unexplained) {
        return distance * distance * (1 - memory * memory) * (count - 1) / unexplained / 2;
    }
}
