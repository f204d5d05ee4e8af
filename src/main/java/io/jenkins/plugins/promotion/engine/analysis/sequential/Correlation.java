package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * Whether each number of a bounded series resembles the one before, by the first autocorrelation, with the bias of a short
 * series taken out (Kendall 1954).
 */
final class Correlation {
    private static final int FEWEST = 8;
    private static final double STRONG = 1.645;
    private static final double UNKNOWN = 2;
    private static final double CAUTION = 1.25;
    private static final double LARGEST = 0.9;

    private double previous;
    private double sum;
    private double squares;
    private double products;
    private int count;
    private double first;

    void add(double value) {
        if (count == 0) {
            first = value;
        } else {
            products += value * previous;
        }
        previous = value;
        sum += value;
        squares += value * value;
        count++;
    }

    double value() {
        double mean = sum / count;
        double spread = squares - count * mean * mean;
        if (count < 3 || spread <= 1e-12 * squares) {
            return 0;
        }
        double raw = (products - mean * (2 * sum - first - previous) + (count - 1) * mean * mean) / spread;
        return raw + (1 + 3 * raw) / count;
    }

    /**
     * By what the variance of a sum is to be multiplied: what a first-order autoregression somewhat more than one standard
     * error above the estimate would do to it. It shrinks to 1 as independence shows.
     */
    double inflation() {
        if (count < FEWEST) {
            return UNKNOWN;
        }
        double cautious = Math.min(LARGEST, value() + CAUTION / Math.sqrt(count));
        return cautious > 0 ? (1 + cautious) / (1 - cautious) : 1;
    }

    /** Whether neighbours resemble each other so clearly that they have to be put together. */
    boolean isStrong() {
        return count >= FEWEST && value() * Math.sqrt(count) > STRONG;
    }
}
