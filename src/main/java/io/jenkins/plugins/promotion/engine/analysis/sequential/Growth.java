package io.jenkins.plugins.promotion.engine.analysis.sequential;

/** Tilts towards one side, with what is computed of them once. */
final class Growth {
    private final double[] tilts;
    private final double[] growth;

    Growth(double[] tilts, Side side) {
        this.tilts = tilts;
        growth = new double[tilts.length];
        for (int k = 0; k < tilts.length; k++) {
            growth[k] = Math.expm1(side.sign() * tilts[k]);
        }
    }

    double at(int k) {
        return tilts[k];
    }

    /** {@code exp(+-tilt) - 1}. */
    double growth(int k) {
        return growth[k];
    }
}
