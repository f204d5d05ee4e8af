package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a source said. */
public sealed interface Measured {
    /** From the question to the end. */
    Duration latency();

    /** The bytes that were received. */
    long bytes();

    /**
     * Numbers of one series.
     *
     * @param points in the order of time, at least one; exactly one when one value was asked for
     * @param missing how many points of the series are no finite numbers and were left out
     * @param warnings what the source itself says of them
     */
    record Values(List<Point> points, int missing, List<String> warnings, Duration latency, long bytes)
            implements Measured {
        /** Copies the lists. */
        public Values {
            points = List.copyOf(points);
            warnings = List.copyOf(warnings);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("no points");
            }
        }

        /** The latest. */
        public Point last() {
            return points.get(points.size() - 1);
        }
    }

    /**
     * No numbers.
     *
     * @param reason in a sentence, without secrets
     * @param retryAt when to ask again at the earliest, {@code null} when the source does not say
     */
    record None(Fault fault, String reason, Instant retryAt, Duration latency, long bytes) implements Measured {}
}
