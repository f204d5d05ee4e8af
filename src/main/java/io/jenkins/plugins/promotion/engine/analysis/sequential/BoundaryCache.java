package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Boundaries that were computed before, for the same level and the same sizes of the samples at each look. They depend on
 * nothing else, so that metrics of one traffic share them, and so does a test that is read again after a restart.
 */
final class BoundaryCache {
    private static final int MOST = 20_000;
    private static final Map<Root, BoundaryCache> ROOTS = new ConcurrentHashMap<>();
    private static final AtomicInteger KEPT = new AtomicInteger();

    private final Map<List<Double>, BoundaryCache> next = new ConcurrentHashMap<>();
    private final NullWalk.Cut cut;

    private BoundaryCache(NullWalk.Cut cut) {
        this.cut = cut;
    }

    private record Root(Spending spending, double level) {}

    /** Before the first look. */
    static BoundaryCache root(Spending spending, double level) {
        return ROOTS.size() > MOST
                ? new BoundaryCache(null)
                : ROOTS.computeIfAbsent(new Root(spending, level), any -> new BoundaryCache(null));
    }

    /** After a look at increments with these ancillary numbers; {@code null} where that is not known. */
    BoundaryCache after(List<Double> ancillaries) {
        return next.get(ancillaries);
    }

    /** Keeps what was computed, while there is room. */
    BoundaryCache keep(List<Double> ancillaries, NullWalk.Cut computed) {
        BoundaryCache found = new BoundaryCache(computed);
        if (KEPT.get() < MOST) {
            KEPT.incrementAndGet();
            next.put(List.copyOf(ancillaries), found);
        }
        return found;
    }

    NullWalk.Cut cut() {
        return cut;
    }
}
