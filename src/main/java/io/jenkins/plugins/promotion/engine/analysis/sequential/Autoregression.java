package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * How much better a series is explained by a mean other than 0 than by a memory of what came before: the ratio of the
 * likelihoods of two first-order autoregressions, with a mean and without, each with the memory that suits it best.
 *
 * <p>A slow drift looks like a change for a while. An estimate of the correlation around the mean is then too low, and a test
 * that trusts it too bold; this ratio asks what drift without any change would say.
 */
final class Autoregression {
    private static final double MOST_MEMORY = 0.95;
    /** The two parameters, and one for what the normal distribution does not know of short series. */
    private static final int CHARGED = 3;
    /** From so many numbers on, looking again and again is charged for, as the logarithm of how many times as many. */
    private static final double MANY = 60;

    private static final double CHARGE = 2;

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
        }
        previous = value;
        count++;
    }

    /** The logarithm of the ratio, never negative. */
    double logRatio() {
        int pairs = count - 1;
        if (pairs <= CHARGED || squaresBefore == 0) {
            return 0;
        }
        double without = unexplained(squaresBefore, products, squaresAfter);
        double with = unexplained(
                squaresBefore - before * before / shape,
                products - before * after / shape,
                squaresAfter - after * after / shape);
        if (with <= 1e-12 * squaresAfter) {
            return without > with ? Double.POSITIVE_INFINITY : 0;
        }
        double ratio = (pairs - CHARGED) / 2.0 * Math.log(without / with);
        return Math.max(0, ratio - CHARGE * Math.log(Math.max(1, count / MANY)));
    }

    /** On which side of 0 the mean lies: -1, 0 or 1. */
    double sign() {
        return Math.signum(before + after);
    }

    /** The sum of squares that is left when each value is predicted from the one before, as well as can be. */
    private static double unexplained(double squaresOfFormer, double both, double squaresOfLatter) {
        if (squaresOfFormer <= 0) {
            return squaresOfLatter;
        }
        double memory = Math.max(-MOST_MEMORY, Math.min(MOST_MEMORY, both / squaresOfFormer));
        return squaresOfLatter - 2 * memory * both + memory * memory * squaresOfFormer;
    }
}
