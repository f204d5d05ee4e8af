package io.jenkins.plugins.promotion.engine.measure;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.Point;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** A shop with a canary and a monitoring system that remembers what it was asked. */
final class Shop implements MetricSource {
    static final Instant START = Instant.parse("2026-11-29T10:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final MeasuredMetric ERRORS = new MeasuredMetric(
            Metric.of("errors", MetricKind.RATE, Direction.INCREASE),
            "prom",
            Questions.counted("bad{${version}}", "all{${version}}", "bad{old}", "all{old}"),
            null,
            null);
    static final MeasuredMetric LATENCY = new MeasuredMetric(
            Metric.of("latency", MetricKind.SAMPLES, Direction.INCREASE),
            "prom",
            Questions.both("latency{${version}}", "latency{old}"),
            null,
            "ms");
    static final MeasuredMetric ORDERS = new MeasuredMetric(
            Metric.of("orders", MetricKind.SERIES, Direction.DECREASE),
            "prom",
            Questions.both("orders{${version}}", "orders{old}"),
            Duration.ofSeconds(20),
            null);
    static final MeasuredMetric MEMORY = new MeasuredMetric(
            Metric.threshold("memory", null, 900.0), "prom", Questions.alone("memory{${version}}"), null, "MB");

    /** What was asked, in order. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** What a query leads to at a time; {@code null} for nothing. */
    BiFunction<String, Instant, Double> values = Shop::healthy;
    /** What is wrong with the answer, {@code null} for nothing. */
    Fault fault;

    boolean knowsThePast = true;

    static Double healthy(String query, Instant at) {
        String what = query.substring(0, query.indexOf('{'));
        boolean canary = query.contains("2.0");
        double wobble = Math.floorMod(at.getEpochSecond() / 5 * 7919 + (canary ? 3 : 0), 13);
        return switch (what) {
            case "bad" -> canary ? 2.0 : 5.0;
            case "all" -> canary ? 400.0 : 1600.0;
            case "latency" -> 200 + wobble;
            case "orders" -> 50 + wobble;
            default -> 600 + wobble;
        };
    }

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        asked.add(query + " @" + at);
        return CompletableFuture.completedFuture(answer(query, List.of(at)));
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        asked.add(query + " @" + from + ".." + to + " step " + step.toSeconds());
        List<Instant> moments = new ArrayList<>();
        for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
            moments.add(at);
        }
        return CompletableFuture.completedFuture(answer(query, moments));
    }

    private Measured answer(String query, List<Instant> moments) {
        if (fault != null) {
            return new Measured.None(fault, "It is so.", null, Duration.ZERO, 0);
        }
        List<Point> points = new ArrayList<>();
        int missing = 0;
        for (Instant at : moments) {
            Double value = values.apply(query, at);
            if (value == null) {
                continue;
            } else if (value.isNaN()) {
                missing++;
            } else {
                points.add(new Point(at, value));
            }
        }
        if (points.isEmpty()) {
            Fault why = missing > 0 ? Fault.NOT_A_NUMBER : Fault.NO_DATA;
            return new Measured.None(why, "There is nothing.", null, Duration.ZERO, 0);
        }
        return new Measured.Values(points, missing, List.of(), Duration.ZERO, 0);
    }

    @Override
    public boolean answersForThePast() {
        return knowsThePast;
    }

    Optional<MetricSource> find(String name) {
        return "prom".equals(name) ? Optional.of(this) : Optional.empty();
    }

    static AnalysisDefinition analysis(MeasuredMetric... metrics) {
        return new AnalysisDefinition("web-slo", 0.01, MINUTE, List.of(metrics));
    }

    static Placeholders placeholders() {
        return Placeholders.of("shop", "production", "2.0", "1.9");
    }

    static Instant minute(int minute) {
        return START.plus(MINUTE.multipliedBy(minute));
    }
}
