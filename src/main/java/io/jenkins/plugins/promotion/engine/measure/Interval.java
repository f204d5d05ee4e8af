package io.jenkins.plugins.promotion.engine.measure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A measured interval.
 *
 * @param from when it began
 * @param to when it ended
 * @param share which share of the traffic the canary was to have
 * @param levels of each metric that was asked about
 */
public record Interval(Instant from, Instant to, double share, List<Levels> levels) {
    /** Copies the levels. */
    public Interval {
        levels = List.copyOf(levels);
    }

    /** What it brought of a metric, empty where that was not asked about. */
    public Optional<Levels> of(String metric) {
        return levels.stream().filter(each -> each.metric().equals(metric)).findFirst();
    }

    /** Together with the next: the means of both, where both have a level. */
    Interval with(Interval next) {
        List<Levels> both = levels.stream()
                .map(mine -> next.of(mine.metric()).map(mine::with).orElse(mine))
                .toList();
        return new Interval(from, next.to, share, both);
    }
}
