package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.SequentialTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Tests of one metric, one for each side on which harm lies. */
final class Sided<T> {
    private final List<Side> sides;
    private final List<T> tests;
    private final Function<T, SequentialTest> within;

    Sided(List<Side> sides, IntFunction<T> test, Function<T, SequentialTest> within) {
        this.sides = sides;
        this.tests = IntStream.range(0, sides.size()).mapToObj(test).toList();
        this.within = within;
    }

    List<T> all() {
        return tests;
    }

    boolean anyHarm() {
        return IntStream.range(0, tests.size()).anyMatch(i -> crossed(i, sides.get(i)));
    }

    boolean allExcluded() {
        return IntStream.range(0, tests.size())
                .allMatch(i -> crossed(i, sides.get(i).opposite()));
    }

    private boolean crossed(int i, Side side) {
        SequentialTest test = within.apply(tests.get(i));
        return test != null && test.crossed(side);
    }

    /** The test in which harm is clearest. */
    T clearest() {
        int best = 0;
        for (int i = 1; i < tests.size(); i++) {
            if (p(i) < p(best)) {
                best = i;
            }
        }
        return tests.get(best);
    }

    /** The p-value against harm on any side, {@code null} while there is none. */
    Double p() {
        return pOrNeeded(true);
    }

    /** The p-value that is small enough. */
    Double needed() {
        return pOrNeeded(false);
    }

    private Double pOrNeeded(boolean p) {
        int i = tests.indexOf(clearest());
        SequentialTest test = within.apply(tests.get(i));
        if (test == null) {
            return null;
        }
        Side side = sides.get(i);
        return Math.min(1, tests.size() * (p ? test.p(side) : test.needed(side)));
    }

    private double p(int i) {
        SequentialTest test = within.apply(tests.get(i));
        return test == null ? 1 : test.p(sides.get(i));
    }
}
