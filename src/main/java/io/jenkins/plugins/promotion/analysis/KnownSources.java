package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.measure.MeasuredMetric;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.metrics.ConfiguredSources;
import java.util.Set;

/** Whether the metric sources that an analysis names are there. */
final class KnownSources {
    private KnownSources() {}

    /**
     * Refuses a name that nobody has given to a source.
     *
     * @param item the place whose sources count, {@code null} for those of the controller
     * @throws InvalidValueException naming those that there are
     */
    static void demand(String field, String name, @CheckForNull Item item) {
        Set<String> known = ConfiguredSources.of(item).names();
        if (!known.contains(name)) {
            throw new InvalidValueException(
                    field,
                    name,
                    known.isEmpty()
                            ? "there are no metric sources; an administrator defines them"
                            : "the metric sources are " + String.join(", ", known));
        }
    }

    /** The same for every metric of an analysis. */
    static void demand(AnalysisDefinition analysis, @CheckForNull Item item) {
        for (MeasuredMetric metric : analysis.metrics()) {
            demand("source of '" + metric.metric().name() + "'", metric.source(), item);
        }
    }
}
