package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The HTTP API of Prometheus, which Thanos, Mimir and VictoriaMetrics speak too:
 * https://prometheus.io/docs/prometheus/latest/querying/api/. Queries go by POST, so that long ones fit.
 */
public record Prometheus(Endpoint endpoint) implements MetricSource {
    private static final List<String> JSON = List.of("application/json");

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        return ask(
                "/api/v1/query",
                Limits.SMALL_BODY,
                time,
                "query",
                query,
                "time",
                seconds(at),
                "timeout",
                timeout(time));
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        return ask(
                "/api/v1/query_range",
                Limits.LARGE_BODY,
                time,
                "query",
                query,
                "start",
                seconds(from),
                "end",
                seconds(to),
                "step",
                seconds(Instant.EPOCH.plus(step)),
                "timeout",
                timeout(time));
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    }

    private static String timeout(Duration time) {
        return Math.max(1, time.toMillis()) + "ms";
    }

    private CompletableFuture<Measured> ask(String path, int body, Duration time, String... parameters) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(parameters[i])
                    .append('=')
                    .append(Endpoint.encoded(parameters[i + 1]));
        }
        Call call = endpoint.call(path, time, body).post("application/x-www-form-urlencoded", form.toString());
        return endpoint.ask(call, JSON, Prometheus::read, Prometheus::error);
    }

    private static String error(Exchange.Answered answer) {
        return JsonBody.read(answer.body())
                .map(json -> json.path("error").asText(null))
                .orElse(null);
    }

    private static Series read(Exchange.Answered answer, List<String> warnings) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElseThrow(() -> AnswerException.form("it is no JSON"));
        if (!"success".equals(json.path("status").asText())) {
            throw new AnswerException(
                    Fault.SOURCE, "The source says: " + json.path("error").asText("nothing but that it failed") + ".");
        }
        json.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        JsonNode result = json.path("data").path("result");
        Series series = new Series();
        switch (json.path("data").path("resultType").asText()) {
            case "vector" -> {
                one(result);
                add(series, result.get(0).path("value"));
            }
            case "matrix" -> {
                one(result);
                for (JsonNode sample : result.get(0).path("values")) {
                    add(series, sample);
                }
            }
            case "scalar" -> add(series, result);
            default -> throw AnswerException.form("the result is neither vector, matrix nor scalar");
        }
        return series;
    }

    private static void one(JsonNode result) throws AnswerException {
        if (!result.isArray()) {
            throw AnswerException.form("the result is no list");
        }
        Series.one(result.size());
    }

    /** A sample is {@code [seconds, "number"]}. */
    private static void add(Series series, JsonNode sample) throws AnswerException {
        if (!sample.isArray()
                || sample.size() != 2
                || !sample.get(0).isNumber()
                || !sample.get(1).isTextual()) {
            throw AnswerException.form("a sample is no pair of a moment and a value");
        }
        series.add(
                Series.seconds(sample.get(0).doubleValue()),
                Series.number(sample.get(1).textValue()));
    }
}
