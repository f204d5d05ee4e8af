package io.jenkins.plugins.promotion.engine.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Cuts a time into intervals. The last one takes what is left over where that is less than half an interval. */
final class Spans {
    private Spans() {}

    /** Into how many. */
    static long of(Duration time, Duration interval) {
        return Math.max(1, time.plus(interval.dividedBy(2)).minusNanos(1).dividedBy(interval));
    }

    /** The intervals in order; none of what is no time. */
    static List<Span> of(Instant from, Instant to, Duration interval) {
        List<Span> spans = new ArrayList<>();
        if (!from.isBefore(to)) {
            return spans;
        }
        long many = of(Duration.between(from, to), interval);
        Instant begin = from;
        for (long each = 1; each < many; each++) {
            Instant end = begin.plus(interval);
            spans.add(new Span(begin, end));
            begin = end;
        }
        spans.add(new Span(begin, to));
        return spans;
    }
}
