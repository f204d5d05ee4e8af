package io.jenkins.plugins.promotion.engine.measure;

import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisState;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The analysis of a running rollout: asks about what nobody has asked about yet, interval by interval, judges, and keeps
 * what came of it before it says so.
 *
 * <p>A time that was measured is never asked about again, and none is left out: after a crash, the first look asks about
 * everything since the last one that was kept. Where the canary has all of the traffic nothing is compared; only bounds on
 * the canary alone are looked at then.
 */
public final class LiveAnalysis {
    /** As many intervals are asked about in one look. */
    static final int MOST_AT_ONCE = 500;

    private final MetricFeed feed;
    private final Keeper keeper;
    private final Executor workers;
    private AnalysisRecord record;
    private Analysis analysis;
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

    /** Where what came of a look is kept. */
    @FunctionalInterface
    public interface Keeper {
        /**
         * Keeps it in place of what was kept before; it must be there after a crash.
         *
         * @throws IOException when it cannot be kept; then nothing has been measured
         */
        void keep(AnalysisRecord record) throws IOException;
    }

    /**
     * Goes on with what is kept; of a new analysis that is {@link #begun}.
     *
     * @param workers where is judged and kept
     */
    public LiveAnalysis(AnalysisRecord record, MetricFeed feed, Keeper keeper, Executor workers) {
        this.record = record;
        this.analysis = new Analysis(record.state());
        this.feed = feed;
        this.keeper = keeper;
        this.workers = workers;
    }

    /**
     * Before the first look.
     *
     * @param looks how many are declared, 0 where nobody knows
     * @param conclusions in how many steps is compared
     * @throws io.jenkins.plugins.promotion.engine.model.InvalidValueException when a query cannot be asked with these
     *     placeholders
     */
    public static AnalysisRecord begun(
            AnalysisDefinition definition, int looks, int conclusions, Placeholders placeholders) {
        Placeholders filled = placeholders.over(definition.interval());
        definition.metrics().forEach(metric -> metric.questions().all().forEach(filled::fill));
        AnalysisState state = new Analysis(definition.plan(looks, conclusions)).state();
        return new AnalysisRecord(AnalysisRecord.VERSION, definition, placeholders, state, null, List.of(), null);
    }

    /**
     * Measures what has not been measured of this time, and looks. One look follows the other. The future fails only when
     * what was found cannot be kept.
     *
     * @param from since when the canary has this share
     * @param to the moment of the look
     * @param share of the traffic that the canary has, from 0 to 1
     */
    public synchronized CompletableFuture<Report> look(Instant from, Instant to, double share) {
        CompletableFuture<Report> look =
                underWay.handle((done, failure) -> null).thenComposeAsync(any -> measure(from, to, share), workers);
        underWay = look;
        return look;
    }

    private CompletableFuture<Report> measure(Instant from, Instant to, double share) {
        AnalysisRecord before = record();
        Instant begin = before.measuredTo() != null && before.measuredTo().isAfter(from) ? before.measuredTo() : from;
        List<Span> spans = Spans.of(begin, to, interval(before, Duration.between(begin, to)));
        List<MeasuredMetric> metrics = before.definition().metrics().stream()
                .filter(metric -> share < 1 || metric.metric().kind() == MetricKind.THRESHOLD)
                .toList();
        if (spans.isEmpty() || metrics.isEmpty()) {
            return CompletableFuture.completedFuture(standing());
        }
        List<List<CompletableFuture<MetricFeed.Answer>>> asked = spans.stream()
                .map(span ->
                        metrics.stream().map(metric -> feed.ask(metric, span)).toList())
                .toList();
        return CompletableFuture.allOf(asked.stream().flatMap(List::stream).toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(
                        any -> judge(
                                spans,
                                metrics,
                                asked.stream()
                                        .map(each -> each.stream()
                                                .map(CompletableFuture::join)
                                                .toList())
                                        .toList(),
                                share),
                        workers);
    }

    /** That of the definition, longer ones after a long time in which nobody asked: sources are not to be overrun. */
    private static Duration interval(AnalysisRecord record, Duration time) {
        Duration least = time.dividedBy(MOST_AT_ONCE);
        Duration interval = record.definition().interval();
        return least.compareTo(interval) > 0 ? least : interval;
    }

    private synchronized Report judge(
            List<Span> spans, List<MeasuredMetric> metrics, List<List<MetricFeed.Answer>> answers, double share) {
        Map<String, List<Observation>> observations = new LinkedHashMap<>();
        List<Interval> intervals = new ArrayList<>(record.intervals());
        for (int i = 0; i < spans.size(); i++) {
            List<Levels> levels = new ArrayList<>();
            for (int m = 0; m < metrics.size(); m++) {
                MetricFeed.Answer answer = answers.get(i).get(m);
                observations
                        .computeIfAbsent(metrics.get(m).metric().name(), any -> new ArrayList<>())
                        .add(answer.observation());
                levels.add(answer.levels());
            }
            intervals.add(new Interval(spans.get(i).from(), spans.get(i).to(), share, levels));
        }
        Report report = analysis.lookAt(observations, metric -> expected(metric, share));
        AnalysisRecord after = new AnalysisRecord(
                AnalysisRecord.VERSION,
                record.definition(),
                record.placeholders(),
                analysis.state(),
                spans.get(spans.size() - 1).to(),
                intervals,
                report);
        try {
            keeper.keep(after);
        } catch (IOException e) {
            analysis = new Analysis(record.state());
            throw new UncheckedIOException("What the analysis has found cannot be kept.", e);
        }
        record = after;
        return report;
    }

    /**
     * Only where events are counted their number tells who has the traffic: points are as many on either side. Of averages the
     * share tells how noisy they are.
     */
    private static Double expected(Metric metric, double share) {
        boolean helps = metric.kind() == MetricKind.RATE || metric.kind() == MetricKind.SERIES;
        return helps && share > 0 && share < 1 ? (Double) share : null;
    }

    private synchronized Report standing() {
        return analysis.standing();
    }

    /** What follows when a step has had its last look. It changes nothing and asks nobody. */
    public synchronized Report conclude() {
        return analysis.conclude();
    }

    /** What is kept. */
    public synchronized AnalysisRecord record() {
        return record;
    }
}
