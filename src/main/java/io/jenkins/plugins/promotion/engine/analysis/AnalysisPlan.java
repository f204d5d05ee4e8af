package io.jenkins.plugins.promotion.engine.analysis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rollout is judged by.
 *
 * @param alpha the probability, at most, that a canary without harm fails: over all metrics, steps, looks and directions
 * @param looks how many looks were declared for the whole rollout, 0 where nobody can say; with a number less evidence is
 *     needed
 * @param conclusions how often {@link Analysis#conclude} has a last word on new numbers, once a step as a rule; a test of
 *     the whole window has its part of alpha for each. 0, of records that do not tell, is 1
 * @param metrics what is measured; their names differ
 */
public record AnalysisPlan(double alpha, int looks, int conclusions, List<Metric> metrics) {
    /** Above this a group-sequential test costs more than it gains. */
    public static final int MOST_DECLARED_LOOKS = 2_000;

    /** As many as a rollout has steps. */
    public static final int MOST_CONCLUSIONS = 100;

    private static final double LARGEST_ALPHA = 0.2;

    /** @throws InvalidValueException for what is out of range, or two metrics of one name */
    public AnalysisPlan {
        conclusions = conclusions == 0 ? 1 : conclusions;
        metrics = metrics == null ? List.of() : List.copyOf(metrics);
        if (!(alpha > 0) || alpha > LARGEST_ALPHA) {
            throw new InvalidValueException("alpha", alpha, "it takes a probability above 0, at most " + LARGEST_ALPHA);
        }
        if (looks < 0 || looks > MOST_DECLARED_LOOKS) {
            throw new InvalidValueException(
                    "looks", looks, "it takes 0 to " + MOST_DECLARED_LOOKS + "; 0 where their number is not known");
        }
        if (conclusions < 0 || conclusions > MOST_CONCLUSIONS) {
            throw new InvalidValueException("conclusions", conclusions, "it takes 1 to " + MOST_CONCLUSIONS);
        }
        if (metrics.isEmpty()) {
            throw new InvalidValueException("metrics", null, "an analysis measures something");
        }
        Set<String> names = new HashSet<>();
        for (Metric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new InvalidValueException("metric", metric.name(), "each metric has its own name");
            }
        }
    }

    /** What is concluded once. */
    public AnalysisPlan(double alpha, int looks, List<Metric> metrics) {
        this(alpha, looks, 1, metrics);
    }

    /** The part of alpha that is the metric's. A threshold is no test and has none. */
    @JsonIgnore
    public double level(Metric metric) {
        double all = metrics.stream()
                .filter(each -> each.kind() != MetricKind.THRESHOLD)
                .mapToDouble(Metric::weight)
                .sum();
        return metric.kind() == MetricKind.THRESHOLD ? 0 : alpha * metric.weight() / all;
    }
}
