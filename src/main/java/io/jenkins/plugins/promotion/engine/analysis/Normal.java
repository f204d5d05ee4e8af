package io.jenkins.plugins.promotion.engine.analysis;

import org.apache.commons.numbers.gamma.InverseErfc;

/** The normal distribution with mean 0 and variance 1. */
public final class Normal {
    private Normal() {}

    /** Which value is not exceeded with that probability, above 0 and below 1. */
    public static double quantile(double probability) {
        return -Math.sqrt(2) * InverseErfc.value(2 * probability);
    }
}
