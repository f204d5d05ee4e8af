package io.jenkins.plugins.promotion.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.measure.AnalysisRecord;
import io.jenkins.plugins.promotion.engine.measure.Chart;
import io.jenkins.plugins.promotion.engine.measure.MeasuredMetric;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes the rows of the metrics of one rollout. */
final class MetricRows {
    private static final double LARGEST_EVIDENCE = 1e9;

    private final Times times;
    private final Numbers numbers;
    private final boolean over;

    /** @param over whether the rollout has ended */
    MetricRows(Times times, Numbers numbers, boolean over) {
        this.over = over;
        this.times = times;
        this.numbers = numbers;
    }

    /** From what is kept beside the build: with charts, and with metrics that were not looked at yet. */
    List<CanaryPage.Row> of(AnalysisRecord record, List<Found> found) {
        return record.definition().metrics().stream()
                .map(metric -> row(
                        metric,
                        record,
                        found.stream()
                                .filter(each ->
                                        each.metric().equals(metric.metric().name()))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }

    /** From the ledger alone. */
    List<CanaryPage.Row> of(List<Found> found) {
        return found.stream()
                .map(each -> new CanaryPage.Row(
                        CanaryMarks.of(each, false, over),
                        each.metric(),
                        each.critical() ? Messages.MetricRows_critical() : Messages.MetricRows_notCritical(),
                        null,
                        levels(each, false, null),
                        Stream.of(between(each, null), each.sentence())
                                .filter(Objects::nonNull)
                                .toList(),
                        bar(each, null)))
                .toList();
    }

    private CanaryPage.Row row(MeasuredMetric measured, AnalysisRecord record, @CheckForNull Found found) {
        Metric metric = measured.metric();
        boolean rate = metric.kind() == MetricKind.RATE;
        boolean bounds = metric.kind() == MetricKind.THRESHOLD;
        Chart chart = Chart.of(metric.name(), record.intervals());
        Drawing drawing = Drawing.of(
                chart,
                found == null ? metric.name() : metric.name() + ": " + levels(found, rate, measured.unit()),
                Stream.of(metric.lower(), metric.upper())
                        .filter(Objects::nonNull)
                        .toList(),
                point -> words(point, rate, measured.unit()));
        List<String> notes = new ArrayList<>();
        if (found != null) {
            add(notes, between(found, measured));
        }
        notes.add(bounds ? allowed(measured) : tolerated(metric));
        if (found != null && !isQuiet(found)) {
            notes.add(found.sentence());
        }
        if (found != null) {
            notes.addAll(found.warnings());
        }
        return new CanaryPage.Row(
                found == null
                        ? Mark.waiting().worded(Messages.CanaryMarks_notYet())
                        : CanaryMarks.of(found, bounds, over),
                metric.name(),
                kind(metric),
                drawing,
                found == null ? "" : levels(found, rate, measured.unit()),
                notes,
                bounds || found == null
                        ? null
                        : bar(found, record.definition().plan(0, 1).level(metric)));
    }

    private static void add(List<String> notes, @CheckForNull String note) {
        if (note != null) {
            notes.add(note);
        }
    }

    /** Whether the numbers beside it say all that there is to say. */
    private static boolean isQuiet(Found found) {
        return List.of("UNDECIDED", "NO_HARM_FOUND").contains(found.reason());
    }

    private static String kind(Metric metric) {
        String kind =
                switch (metric.kind()) {
                    case RATE -> Messages.MetricRows_rate();
                    case SAMPLES -> Messages.MetricRows_samples();
                    case SERIES -> Messages.MetricRows_series();
                    case THRESHOLD -> Messages.MetricRows_bounds();
                };
        String worse =
                switch (metric.direction()) {
                    case INCREASE -> Messages.MetricRows_higherIsWorse();
                    case DECREASE -> Messages.MetricRows_lowerIsWorse();
                    case EITHER -> metric.kind() == MetricKind.THRESHOLD ? null : Messages.MetricRows_bothAreWorse();
                };
        return Stream.of(
                        kind,
                        worse,
                        metric.critical() ? Messages.MetricRows_critical() : Messages.MetricRows_notCritical())
                .filter(Objects::nonNull)
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    private String levels(Found found, boolean rate, @CheckForNull String unit) {
        if (found.canary() == null) {
            return Messages.MetricRows_nothing();
        }
        String canary = numbers.level(found.canary(), rate, unit);
        return found.baseline() == null
                ? canary
                : Messages.MetricRows_against(canary, numbers.level(found.baseline(), rate, unit));
    }

    private String words(Chart.Point point, boolean rate, @CheckForNull String unit) {
        String at = times.moment(point.at()).absolute();
        if (point.failure() != null) {
            return at + ": " + point.failure();
        }
        String canary =
                point.canary() == null ? Messages.MetricRows_nothing() : numbers.level(point.canary(), rate, unit);
        return point.baseline() == null
                ? at + ": " + canary
                : at + ": " + Messages.MetricRows_against(canary, numbers.level(point.baseline(), rate, unit));
    }

    /** The bounds of the difference in words, {@code null} where there is no difference. */
    @CheckForNull
    private String between(Found found, @CheckForNull MeasuredMetric measured) {
        if (found.effect() == null) {
            return null;
        } else if (found.low() == null && found.high() == null) {
            return Messages.MetricRows_notBounded();
        } else if (found.low() == null) {
            return Messages.MetricRows_atMostBy(side(found.high(), found, measured));
        } else if (found.high() == null) {
            return Messages.MetricRows_atLeastBy(side(found.low(), found, measured));
        }
        return Messages.MetricRows_between(side(found.low(), found, measured), side(found.high(), found, measured));
    }

    private String side(double difference, Found found, @CheckForNull MeasuredMetric measured) {
        boolean isRate = measured != null && measured.metric().kind() == MetricKind.RATE;
        String amount = found.relative()
                ? numbers.percent(Math.abs(difference))
                : numbers.level(Math.abs(difference), isRate, measured == null ? null : measured.unit());
        return difference < 0 ? Messages.MetricRows_lower(amount) : Messages.MetricRows_higher(amount);
    }

    private String tolerated(Metric metric) {
        String amount = numbers.percent(metric.tolerance());
        if (metric.tolerance() == 0) {
            return Messages.MetricRows_nothingTolerated();
        }
        return metric.direction() == Direction.EITHER
                ? Messages.MetricRows_toleratedBoth(amount)
                : Messages.MetricRows_tolerated(
                        metric.direction() == Direction.INCREASE
                                ? Messages.MetricRows_higher(amount)
                                : Messages.MetricRows_lower(amount));
    }

    private String allowed(MeasuredMetric measured) {
        Metric metric = measured.metric();
        String lower = metric.lower() == null ? null : numbers.level(metric.lower(), false, measured.unit());
        String upper = metric.upper() == null ? null : numbers.level(metric.upper(), false, measured.unit());
        if (lower == null) {
            return Messages.MetricRows_atMost(upper);
        }
        return upper == null ? Messages.MetricRows_atLeast(lower) : Messages.MetricRows_within(lower, upper);
    }

    /** Evidence is how rarely chance alone brings as much; it stops the rollout where that is rare enough. */
    @CheckForNull
    private CanaryPage.Bar bar(Found found, @CheckForNull Double level) {
        if (found.p() == null || found.needed() == null) {
            return null;
        }
        double evidence = evidence(found.p());
        double stop = Math.max(1.01, evidence(found.needed()));
        String text = stop >= LARGEST_EVIDENCE
                ? Messages.MetricRows_evidenceEarly(numbers.plain(evidence))
                : Messages.MetricRows_evidence(numbers.plain(evidence), numbers.plain(stop));
        return new CanaryPage.Bar(
                Drawing.number(100 * Math.min(1, Math.log(evidence) / Math.log(stop))),
                "100",
                text,
                level == null ? null : Messages.MetricRows_alpha(numbers.plain(level)));
    }

    private static double evidence(double p) {
        return Math.min(LARGEST_EVIDENCE, 1 / Math.max(p, Double.MIN_NORMAL));
    }
}
