package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The query API of Datadog: https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-points. It knows time series
 * only: one value is the last of a short time. Rate limits: https://docs.datadoghq.com/api/latest/rate-limits/.
 *
 * @param endpoint with {@link #keys} as its credential
 * @param window of which one value is the last point
 */
public record Datadog(Endpoint endpoint, Duration window) implements MetricSource {
    /** Long enough for metrics that are reported once a minute and arrive late. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private static final List<String> JSON = List.of("application/json");

    /** Both keys that the API asks for. */
    public static Credential keys(String apiKey, String applicationKey) {
        return Credential.headers(Map.of("DD-API-KEY", apiKey, "DD-APPLICATION-KEY", applicationKey));
    }

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
                        "/api/v1/query",
                        time,
                        body,
                        "from",
                        String.valueOf(from.getEpochSecond()),
                        "to",
                        String.valueOf(to.getEpochSecond()),
                        "query",
                        query),
                JSON,
                Datadog::read,
                Datadog::error);
    }

    private static String error(Exchange.Answered answer) {
        return JsonBody.read(answer.body())
                .map(json -> json.path("errors").path(0).asText(null))
                .orElse(null);
    }

    private static Series read(Exchange.Answered answer, List<String> warnings) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElseThrow(() -> AnswerException.form("it is no JSON"));
        if (!"ok".equals(json.path("status").asText())) {
            throw new AnswerException(
                    Fault.SOURCE, "The source says: " + json.path("error").asText("nothing but that it failed") + ".");
        } else if (!json.path("series").isArray()) {
            throw AnswerException.form("there is no list of series");
        }
        Series.one(json.path("series").size());
        Series series = new Series();
        for (JsonNode point : json.path("series").get(0).path("pointlist")) {
            if (!point.isArray() || point.size() != 2 || !point.get(0).isNumber()) {
                throw AnswerException.form("a point is no pair of a moment and a value");
            }
            series.add(
                    Series.millis(point.get(0).doubleValue()),
                    point.get(1).isNumber() ? (Double) point.get(1).doubleValue() : null);
        }
        return series;
    }
}
