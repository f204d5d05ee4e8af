package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * How far each number of a bounded series resembles the one before, by the first autocorrelation around the mean, with the
 * bias of a short series taken out (Kendall 1954).
 */
final class Correlation {
    private static final int FEWEST = 5;
    private static final double CLEAR = 1.645;
    private static final double DOUBT = 1.5;
    private static final double LOWEST = -0.2;
    private static final double HIGHEST = 0.95;
    /** Divides evidence by 2 where the correlation is 0.8 in 28 values. */
    private static final double CAUTION = 40;
    /** What chance alone brings is not worth a caution. */
    private static final double CAUTION_FROM = 0.1;

    private static final double TRUST_BELOW = 0.4;
    private static final double TRUST_FROM = 20;

    private double previous;
    private double previousUnit;
    private double sum;
    private double shape;
    private double squares;
    private double products;
    private double crosses;
    private double shapes;
    private int count;

    /**
     * @param value of the series
     * @param unit how large the mean of this value is beside those of the others
     */
    void add(double value, double unit) {
        if (count > 0) {
            products += value * previous;
            crosses += value * previousUnit + previous * unit;
            shapes += unit * previousUnit;
        }
        previous = value;
        previousUnit = unit;
        sum += unit * value;
        shape += unit * unit;
        squares += value * value;
        count++;
    }

    double value() {
        double mean = sum / shape;
        double spread = squares - mean * sum;
        if (count < FEWEST || spread <= 1e-12 * squares) {
            return 0;
        }
        double raw = (products - mean * crosses + mean * mean * shapes) / spread;
        // The expectation of the raw value is about r - (1 + 3 r) / n.
        return Math.min(HIGHEST, (raw + 1.0 / count) / (1 - 3.0 / count));
    }

    /**
     * What of it is beyond doubt, one and a half standard errors nearer to 0: taking a correlation out that is none costs
     * power, and one that is small does little harm.
     */
    double certain() {
        double value = value();
        double doubt = count == 0 ? 0 : DOUBT / Math.sqrt(count);
        return Math.abs(value) < doubt ? 0 : Math.max(LOWEST, value - Math.signum(value) * doubt);
    }

    /** By what the variance of a sum is multiplied, 1 or more. */
    double inflation() {
        double value = Math.max(0, value());
        return (1 + value) / (1 - value);
    }

    /**
     * By what evidence is to be divided because the correlation is only estimated: the error of a long-run variance grows
     * with the correlation, and shrinks with the length of the series. Where nothing hangs together it is 1.
     */
    double caution() {
        return count == 0 ? 1 : 1 + CAUTION * Math.max(0, value() - CAUTION_FROM) / count;
    }

    /**
     * How far it can be trusted that nothing hangs together, from 0, not at all, to 1: the more, the longer the series is and
     * the lower the correlation around the mean. A strong one cannot look like a low one for long; in fewer than twenty it can.
     */
    double independence() {
        return Math.max(0, 1 - TRUST_FROM / Math.max(1, count)) * Math.min(1, Math.max(0, 1 - value() / TRUST_BELOW));
    }

    /** Whether it is clear, and the series so long that this outweighs what somebody declares. */
    boolean isBeyondDenial() {
        return count >= TRUST_FROM && isClear();
    }

    /** Whether neighbours resemble each other so clearly that it has to be said. */
    boolean isClear() {
        return value() * Math.sqrt(count) > CLEAR;
    }
}
