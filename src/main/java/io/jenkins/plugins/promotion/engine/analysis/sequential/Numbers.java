package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.Arrays;
import java.util.List;

/** Arrays, which are fast, as lists, which can be recorded. */
final class Numbers {
    private Numbers() {}

    static double[] array(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static List<Double> list(double... array) {
        return Arrays.stream(array).boxed().toList();
    }
}
