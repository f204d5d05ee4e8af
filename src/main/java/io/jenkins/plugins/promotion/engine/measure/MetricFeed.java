package io.jenkins.plugins.promotion.engine.measure;

import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Asks the sources of metrics what an interval brought, and makes observations of their answers.
 *
 * <p>A source that does not answer, or answers what is no answer to the question, makes a failed observation; one that
 * answers that it has nothing makes a missing value, never a zero.
 */
public final class MetricFeed {
    /** How long one question may take. */
    static final Duration TIME = Duration.ofSeconds(20);
    /** As long after its end, an interval is still the present to a source that only knows that. */
    private static final Duration PRESENT = Duration.ofSeconds(30);

    private final Function<String, Optional<MetricSource>> sources;
    private final Placeholders placeholders;
    private final Clock clock;
    private final Turns turns;

    /**
     * @param sources finds a source by its name at the time of each question
     * @param placeholders what stands for what in the queries of this rollout
     * @param workers where questions begin; none is kept while an answer is awaited
     */
    public MetricFeed(
            Function<String, Optional<MetricSource>> sources,
            Placeholders placeholders,
            Clock clock,
            Executor workers) {
        this.sources = sources;
        this.placeholders = placeholders;
        this.clock = clock;
        this.turns = new Turns(workers);
    }

    /**
     * What came of a metric.
     *
     * @param levels of both sides, for people
     */
    record Answer(Observation observation, Levels levels) {}

    /** Asks about one metric in one interval. The future always completes, never with an exception. */
    CompletableFuture<Answer> ask(MeasuredMetric metric, Span span) {
        Optional<MetricSource> source = sources.apply(metric.source());
        if (source.isEmpty()) {
            return failed(metric, "There is no metric source '" + metric.source() + "' any more.");
        } else if (!source.get().answersForThePast()
                && clock.instant().isAfter(span.to().plus(PRESENT))) {
            return failed(
                    metric,
                    "Nobody asked in time, and the metric source '" + metric.source()
                            + "' cannot be asked about the past.");
        }
        Placeholders filled = placeholders.over(span.length());
        try {
            Questioner questioner = new Questioner(source.get(), filled, metric, span);
            return questioner.observed().exceptionally(thrown -> failure(metric, said(thrown)));
        } catch (InvalidValueException e) {
            return failed(metric, e.getMessage());
        }
    }

    private static CompletableFuture<Answer> failed(MeasuredMetric metric, String why) {
        return CompletableFuture.completedFuture(failure(metric, why));
    }

    private static Answer failure(MeasuredMetric metric, String why) {
        return new Answer(
                new Observation.Failed(why), Levels.failed(metric.metric().name(), why));
    }

    private static String said(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause instanceof Unanswered unanswered
                ? unanswered.getMessage()
                : "The question itself failed with a " + cause.getClass().getSimpleName() + ".";
    }

    /** Ends the way of an answer that is none. */
    private static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered(String reason) {
            super(reason);
        }
    }

    /** The questions about one metric in one interval. */
    private final class Questioner {
        private final MetricSource source;
        private final Placeholders filled;
        private final MeasuredMetric metric;
        private final Span span;

        Questioner(MetricSource source, Placeholders filled, MeasuredMetric metric, Span span) {
            this.source = source;
            this.filled = filled;
            this.metric = metric;
            this.span = span;
        }

        CompletableFuture<Answer> observed() {
            Questions asked = metric.questions();
            String name = metric.metric().name();
            return switch (metric.metric().kind()) {
                case RATE ->
                    number(asked.canary(), "bad events of the canary")
                            .thenCombine(number(asked.canaryTotal(), "all events of the canary"), Counted::new)
                            .thenCombine(
                                    number(asked.baseline(), "bad events of the baseline")
                                            .thenCombine(
                                                    number(asked.baselineTotal(), "all events of the baseline"),
                                                    Counted::new),
                                    (canary, baseline) -> new Answer(
                                            new Observation.Counts(
                                                    canary.badOrMissing(), canary.totalOrMissing(),
                                                    baseline.badOrMissing(), baseline.totalOrMissing()),
                                            Levels.of(name, canary.rate(), baseline.rate())));
                case SAMPLES ->
                    points(asked.canary(), "canary")
                            .thenCombine(
                                    points(asked.baseline(), "baseline"),
                                    (canary, baseline) -> new Answer(
                                            new Observation.Values(canary.clone(), baseline.clone()),
                                            Levels.of(name, average(canary), average(baseline))));
                case SERIES ->
                    points(asked.canary(), "canary")
                            .thenCombine(
                                    points(asked.baseline(), "baseline"),
                                    (canary, baseline) -> new Answer(
                                            new Observation.Averages(average(canary), average(baseline)),
                                            Levels.of(name, average(canary), average(baseline))));
                case THRESHOLD ->
                    number(asked.canary(), "canary")
                            .thenApply(value ->
                                    new Answer(new Observation.Level(value), Levels.of(name, value, Double.NaN)));
            };
        }

        private CompletableFuture<Double> number(String query, String what) {
            String asked = filled.fill(query);
            return turns.take(() -> source.instant(asked, span.to(), TIME)).thenApply(measured -> {
                if (measured instanceof Measured.Values values) {
                    return values.last().value();
                }
                return withoutData((Measured.None) measured, what);
            });
        }

        /** Not a number where the source has nothing. */
        private double withoutData(Measured.None none, String what) {
            if (none.fault() == Fault.NO_DATA || none.fault() == Fault.NOT_A_NUMBER) {
                return Double.NaN;
            }
            throw new Unanswered(metric.source() + ", asked for the " + what + ": " + none.reason());
        }

        private CompletableFuture<double[]> points(String query, String what) {
            String asked = filled.fill(query);
            return turns.take(() -> source.range(asked, span.from(), span.to(), metric.step(span.length()), TIME))
                    .thenApply(measured -> {
                        if (measured instanceof Measured.Values values) {
                            return inside(values);
                        }
                        Measured.None none = (Measured.None) measured;
                        double nothing = withoutData(none, what);
                        return none.fault() == Fault.NOT_A_NUMBER ? new double[] {nothing} : new double[0];
                    });
        }

        /** The points of the interval. Those that are no numbers have no moment: at most one is of the edge. */
        private double[] inside(Measured.Values values) {
            double[] found = values.points().stream()
                    .filter(point -> span.holds(point.at()))
                    .mapToDouble(point -> point.value())
                    .toArray();
            double[] all = new double[found.length + values.missing()];
            System.arraycopy(found, 0, all, 0, found.length);
            Arrays.fill(all, found.length, all.length, Double.NaN);
            return all;
        }

        private double average(double[] values) {
            return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
        }
    }

    /** @param bad not a number where it is missing */
    private record Counted(double bad, double total) {
        long badOrMissing() {
            return isThere() ? Math.round(Math.min(bad, total)) : -1;
        }

        double totalOrMissing() {
            return isThere() ? total : -1;
        }

        double rate() {
            return isThere() && total > 0 ? bad / total : Double.NaN;
        }

        private boolean isThere() {
            return bad >= 0 && total >= 0;
        }
    }
}
