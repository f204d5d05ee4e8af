package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Estimate;
import java.util.Locale;

/** What a verdict says, for people. */
final class Sentences {
    private static final double PERCENT = 100;

    private Sentences() {}

    static String of(Metric metric, Reason reason, Evidence evidence, Tally tally) {
        return switch (reason) {
            case HARM_FOUND ->
                "The canary is " + worse(metric, evidence) + beyond(metric) + ": " + effect(evidence) + "; "
                        + chance(evidence) + ".";
            case OUT_OF_BOUNDS ->
                tally.canaryBad() + " of " + tally.canaryEvents() + " values out of bounds (" + bounds(metric) + "), "
                        + (metric.allowed() == 0 ? "none" : "at most " + metric.allowed()) + " allowed.";
            case HARM_EXCLUDED -> "Harm" + beyond(metric) + " is excluded: " + effect(evidence) + ".";
            case NO_HARM_FOUND ->
                metric.kind() == MetricKind.THRESHOLD
                        ? tally.canaryBad() + " of " + tally.canaryEvents() + " values out of bounds (" + bounds(metric)
                                + ")."
                        : "No harm" + beyond(metric) + " was found: " + effect(evidence) + "; " + seen(evidence) + ".";
            case UNDECIDED -> "Undecided: " + effect(evidence) + "; " + chance(evidence) + ".";
            case TOO_LITTLE_DATA ->
                "Too little data: " + seen(evidence) + ", and each side needs " + metric.enough() + ".";
            case DEAD_BASELINE -> "The baseline says nothing, while the canary does: " + seen(evidence) + ".";
            case SILENT_CANARY -> "The canary says nothing, while the baseline does: " + seen(evidence) + ".";
            case MISSING_VALUES -> tally.missing() + " of " + tally.points() + " values are missing.";
            case UNEQUAL_TRAFFIC ->
                "The canary has another share of the traffic than it should: " + seen(evidence)
                        + ". Both sides may not see the same.";
            case PROVIDER_ERROR -> "The source of the metric does not answer: " + tally.lastFailure();
        };
    }

    private static String beyond(Metric metric) {
        return metric.tolerance() == 0 ? "" : " beyond the tolerated " + percent(metric.tolerance(), false);
    }

    private static String worse(Metric metric, Evidence evidence) {
        boolean up = metric.direction() == Direction.INCREASE
                || (metric.direction() == Direction.EITHER
                        && evidence.effect() != null
                        && evidence.effect().value() >= 0);
        return up
                ? "higher"
                : metric.direction() == Direction.EITHER && evidence.effect() == null ? "different" : "lower";
    }

    private static String bounds(Metric metric) {
        return metric.lower() == null
                ? "at most " + number(metric.upper())
                : metric.upper() == null
                        ? "at least " + number(metric.lower())
                        : number(metric.lower()) + " to " + number(metric.upper());
    }

    private static String effect(Evidence evidence) {
        Estimate effect = evidence.effect();
        if (effect == null) {
            return evidence.canaryBad() == null
                    ? "nothing could be compared"
                    : evidence.canaryBad() + " bad events against " + evidence.baselineBad();
        }
        String range = (effect.low() == null ? "no lower bound" : amount(effect, effect.low()))
                + " to "
                + (effect.high() == null ? "no upper bound" : amount(effect, effect.high()));
        return amount(effect, effect.value()) + " ("
                + (effect.low() == null && effect.high() == null ? "not bounded yet" : range) + ")";
    }

    private static String amount(Estimate effect, double value) {
        return effect.relative() ? percent(value, true) : (value >= 0 ? "+" : "") + number(value);
    }

    private static String percent(double share, boolean signed) {
        double value = share * PERCENT;
        String pattern = Math.abs(value) < 10 ? "%.1f" : "%.0f";
        return (signed && value >= 0 ? "+" : "") + String.format(Locale.ROOT, pattern, value) + " %";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String chance(Evidence evidence) {
        return evidence.p() == null
                ? "no evidence yet"
                : "p = " + small(evidence.p()) + ", needed " + small(evidence.needed());
    }

    private static String small(double p) {
        return p < 1e-4 ? String.format(Locale.ROOT, "%.0e", p) : String.format(Locale.ROOT, "%.2g", p);
    }

    private static String seen(Evidence evidence) {
        return evidence.canaryBad() == null
                ? evidence.canaryEvents() + " values of the canary, " + evidence.baselineEvents() + " of the baseline"
                : evidence.canaryBad() + " bad of " + evidence.canaryEvents() + " in the canary, "
                        + evidence.baselineBad() + " of " + evidence.baselineEvents() + " in the baseline";
    }
}
