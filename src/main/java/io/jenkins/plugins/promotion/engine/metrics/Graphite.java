package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The render API of Graphite with {@code format=json}: https://graphite.readthedocs.io/en/latest/render_api.html. It knows
 * time series only: one value is the last of a short time that is not empty.
 *
 * @param window of which one value is the last point
 */
public record Graphite(Endpoint endpoint, Duration window) implements MetricSource {
    /** Long enough for metrics that are written once a minute. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private static final List<String> JSON = List.of("application/json");

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        return ask(query, at.minus(window), at, time, Limits.SMALL_BODY).thenApply(Latest::of);
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        return ask(query, from, to, time, Limits.LARGE_BODY);
    }

    private CompletableFuture<Measured> ask(String query, Instant from, Instant to, Duration time, int body) {
        return endpoint.ask(
                endpoint.call(
                        "/render",
                        time,
                        body,
                        "target",
                        query,
                        "from",
                        String.valueOf(from.getEpochSecond()),
                        "until",
                        String.valueOf(to.getEpochSecond()),
                        "format",
                        "json"),
                JSON,
                Graphite::read,
                // Errors come as pages for people, with a stack trace.
                answer -> null);
    }

    private static Series read(Exchange.Answered answer, List<String> warnings) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElseThrow(() -> AnswerException.form("it is no JSON"));
        if (!json.isArray()) {
            throw AnswerException.form("it is no list of series");
        }
        Series.one(json.size());
        Series series = new Series();
        for (JsonNode point : json.get(0).path("datapoints")) {
            if (!point.isArray() || point.size() != 2 || !point.get(1).isNumber()) {
                throw AnswerException.form("a point is no pair of a value and a moment");
            }
            series.add(
                    Series.seconds(point.get(1).doubleValue()),
                    point.get(0).isNumber() ? (Double) point.get(0).doubleValue() : null);
        }
        return series;
    }
}
