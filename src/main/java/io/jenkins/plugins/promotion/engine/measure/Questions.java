package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.stream.Stream;

/**
 * What the source of a metric is asked, in its own language, with {@link Placeholders}.
 *
 * @param canary the values of the canary; of a rate, its bad events in the interval
 * @param canaryTotal of a rate, all events of the canary in the interval; else {@code null}
 * @param baseline the same as {@code canary} of the baseline; {@code null} for a threshold
 * @param baselineTotal the same as {@code canaryTotal} of the baseline
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Questions(String canary, String canaryTotal, String baseline, String baselineTotal) {
    /** The most characters of a query. */
    public static final int LONGEST = 4_000;

    /** Of values on both sides. */
    public static Questions both(String canary, String baseline) {
        return new Questions(canary, null, baseline, null);
    }

    /** Of the canary alone. */
    public static Questions alone(String canary) {
        return new Questions(canary, null, null, null);
    }

    /** Of events that are counted on both sides. */
    public static Questions counted(String canaryBad, String canaryTotal, String baselineBad, String baselineTotal) {
        return new Questions(canaryBad, canaryTotal, baselineBad, baselineTotal);
    }

    /**
     * Whether it is a query.
     *
     * @param field named in the error
     * @throws InvalidValueException when it is empty, too long, or has a placeholder that nobody knows
     */
    public static String checked(String field, String query) {
        if (query == null || query.isBlank() || query.length() > LONGEST) {
            throw new InvalidValueException(field, query, "it takes a query of 1 to " + LONGEST + " characters");
        }
        Placeholders.check(field, query);
        return query;
    }

    /** Checks that each query is there that the kind needs, and no other. */
    void check(String metric, MetricKind kind) {
        boolean counted = kind == MetricKind.RATE;
        boolean compared = kind != MetricKind.THRESHOLD;
        check(counted ? "bad events of the canary" : "query of the canary", metric, canary, true);
        check("all events of the canary", metric, canaryTotal, counted);
        check(counted ? "bad events of the baseline" : "query of the baseline", metric, baseline, compared);
        check("all events of the baseline", metric, baselineTotal, counted);
        if (compared && canary.equals(baseline)) {
            throw new InvalidValueException(
                    "query of the baseline of '" + metric + "'",
                    baseline,
                    "it is the same as that of the canary, which would be compared with itself");
        }
    }

    private static void check(String what, String metric, String query, boolean needed) {
        String field = what + " of '" + metric + "'";
        if (needed) {
            checked(field, query);
        } else if (query != null) {
            throw new InvalidValueException(field, query, "a metric of this kind has no such query");
        }
    }

    /** Those that are asked. */
    Stream<String> all() {
        return Stream.of(canary, canaryTotal, baseline, baselineTotal).filter(query -> query != null);
    }
}
