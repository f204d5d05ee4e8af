package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import java.util.function.DoubleUnaryOperator;

/**
 * A root by the method of Brent (Algorithms for Minimization without Derivatives, 1973, chapter 4): inverse quadratic
 * interpolation or the secant where they make progress, else bisection. It stops at an absolute tolerance, which is why
 * what is computed with it depends on the unit of the data.
 */
final class BrentRoot {
    private static final double HALF_TOLERANCE = 5e-5;
    private static final int MOST_STEPS = 1_000;
    private static final double EPSILON = Math.ulp(1.0);

    private BrentRoot() {}

    /** A root between two points at which the function has different signs. */
    static double between(DoubleUnaryOperator function, double left, double right) {
        double before = left;
        double best = right;
        double valueBefore = function.applyAsDouble(before);
        double valueBest = function.applyAsDouble(best);
        if (valueBefore == 0) {
            return before;
        }
        double across = before;
        double valueAcross = valueBefore;
        for (int step = 0; step < MOST_STEPS && valueBest != 0; step++) {
            double last = best - before;
            if (Math.abs(valueAcross) < Math.abs(valueBest)) {
                before = best;
                valueBefore = valueBest;
                best = across;
                valueBest = valueAcross;
                across = before;
                valueAcross = valueBefore;
            }
            double tolerance = 2 * EPSILON * Math.abs(best) + HALF_TOLERANCE;
            double width = across - best;
            if (Math.abs(width / 2) <= tolerance || valueBest == 0) {
                break;
            }
            double next = width / 2;
            if (Math.abs(last) >= tolerance && Math.abs(valueBefore) > Math.abs(valueBest)) {
                double ratio = valueBest / valueBefore;
                double numerator;
                double denominator;
                if (Double.compare(before, across) == 0) {
                    numerator = width * ratio;
                    denominator = 1 - ratio;
                } else {
                    double outer = valueBefore / valueAcross;
                    double inner = valueBest / valueAcross;
                    numerator = ratio * (width * outer * (outer - inner) - (best - before) * (inner - 1));
                    denominator = (outer - 1) * (inner - 1) * (ratio - 1);
                }
                if (numerator > 0) {
                    denominator = -denominator;
                } else {
                    numerator = -numerator;
                }
                if (numerator < 0.75 * width * denominator - Math.abs(tolerance * denominator) / 2
                        && numerator < Math.abs(last * denominator / 2)) {
                    next = numerator / denominator;
                }
            }
            if (Math.abs(next) < tolerance) {
                next = next > 0 ? tolerance : -tolerance;
            }
            before = best;
            valueBefore = valueBest;
            best += next;
            valueBest = function.applyAsDouble(best);
            if (Math.signum(valueBest) == Math.signum(valueAcross) && valueBest != 0) {
                across = before;
                valueAcross = valueBefore;
            }
        }
        return best;
    }
}
