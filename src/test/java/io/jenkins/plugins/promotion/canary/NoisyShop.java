package io.jenkins.plugins.promotion.canary;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.measure.MeasuredMetric;
import io.jenkins.plugins.promotion.engine.measure.Questions;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A monitoring system with half an hour of a shop of which a canary takes over; the same noise each time. */
final class NoisyShop implements MetricSource {
    private static final double REQUESTS = 6_000;

    private final Instant end;
    private final Instant step;
    private final double failing;

    /**
     * @param end of what it knows
     * @param step when the canary got a quarter of the traffic
     * @param failing which share of the requests of the canary fails
     */
    NoisyShop(Instant end, Instant step, double failing) {
        this.end = end;
        this.step = step;
        this.failing = failing;
    }

    static AnalysisDefinition analysis() {
        return new AnalysisDefinition(
                "web-slo",
                0.05,
                Duration.ofMinutes(1),
                List.of(
                        new MeasuredMetric(
                                Metric.of("Failed requests", MetricKind.RATE, Direction.INCREASE)
                                        .withTolerance(0.1)
                                        .withWeight(2),
                                "prometheus",
                                Questions.counted("canary bad", "canary all", "baseline bad", "baseline all"),
                                null,
                                null),
                        new MeasuredMetric(
                                Metric.of("Checkout latency", MetricKind.SERIES, Direction.INCREASE)
                                        .withTolerance(0.1)
                                        .withWeight(2),
                                "prometheus",
                                Questions.both("canary latency", "baseline latency"),
                                null,
                                "ms"),
                        new MeasuredMetric(
                                Metric.of("Orders per minute", MetricKind.SERIES, Direction.DECREASE)
                                        .withTolerance(0.05)
                                        .withCritical(false),
                                "prometheus",
                                Questions.both("canary orders", "baseline orders"),
                                null,
                                null),
                        new MeasuredMetric(
                                Metric.threshold("Memory of the canary", null, 900.0),
                                "prometheus",
                                Questions.alone("canary memory"),
                                null,
                                "MB")));
    }

    private double value(String query, Instant at) {
        long minute = Math.floorDiv(Duration.between(at, end).toSeconds(), 60);
        Random chance = new Random(query.hashCode() * 0x9E3779B97F4A7C15L + minute * 0xBF58476D1CE4E5B9L);
        double noise = chance.nextGaussian();
        boolean canary = query.startsWith("canary");
        double share = at.isAfter(step) ? 0.25 : 0.05;
        double all = REQUESTS * (canary ? share : 1 - share);
        double load = 1 + 0.2 * Math.sin(minute / 7.0);
        return switch (query.substring(query.indexOf(' ') + 1)) {
            case "all" -> all;
            case "bad" -> {
                double mean = all * (canary ? failing : 0.01);
                yield Math.max(0, Math.round(mean + Math.sqrt(mean) * noise));
            }
            case "latency" -> 600 * load * (1 + 0.03 * noise) * (canary ? 1.01 : 1);
            case "orders" -> 88 * load * (1 + 0.05 * noise);
            default -> 612 + 8 * noise;
        };
    }

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        return CompletableFuture.completedFuture(
                new Measured.Values(List.of(new Point(at, value(query, at))), 0, List.of(), Duration.ZERO, 0));
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        return instant(query, to, time);
    }
}
