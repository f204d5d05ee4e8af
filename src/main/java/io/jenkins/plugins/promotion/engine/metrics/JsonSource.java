package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Anything that answers with JSON over HTTP. The URL is a template below the base of the endpoint, in which
 * <code>{query}</code>, <code>{from}</code>, <code>{to}</code> (seconds since 1970) and <code>{step}</code> (seconds) are
 * replaced.
 *
 * @param template such as <code>/stats?q={query}&amp;at={to}</code>
 * @param value where the numbers are
 * @param time where the moments of the numbers are, in the same order, in seconds or milliseconds since 1970; {@code null}
 *     when there are none: then one number is the answer, for the moment that was asked for
 * @param window from <code>{from}</code> to <code>{to}</code> where one value is asked for
 */
public record JsonSource(Endpoint endpoint, String template, JsonQuery value, JsonQuery time, Duration window)
        implements MetricSource {
    private static final List<String> JSON = List.of("application/json", "text/json", "application/problem+json");
    /** Seconds would reach this number in the year 5138, milliseconds did in 1973. */
    private static final double MILLIS_FROM = 1e11;

    /** @throws InvalidValueException when the template does not make a URL */
    public JsonSource {
        if (template == null || !template.isEmpty() && !template.startsWith("/") && !template.startsWith("?")) {
            throw new InvalidValueException("template", template, "it begins with / or ?");
        }
        Call.url("template", endpoint.base() + filled(template, "q", Instant.EPOCH, Instant.EPOCH, Duration.ZERO));
    }

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration limit) {
        return ask(query, at.minus(window), at, window, limit, Limits.SMALL_BODY)
                .thenApply(Latest::of);
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration limit) {
        return ask(query, from, to, step, limit, Limits.LARGE_BODY);
    }

    /** Where the URL holds no moment, the answer is of the present. */
    @Override
    public boolean answersForThePast() {
        return template.contains("{to}") || template.contains("{from}");
    }

    private CompletableFuture<Measured> ask(
            String query, Instant from, Instant to, Duration step, Duration limit, int body) {
        String path = filled(template, query, from, to, step);
        return endpoint.ask(
                endpoint.call(path, limit, body).with("Accept", "application/json"),
                JSON,
                (answer, warnings) -> read(answer, to),
                answer -> null);
    }

    private static String filled(String template, String query, Instant from, Instant to, Duration step) {
        return template.replace("{from}", String.valueOf(from.getEpochSecond()))
                .replace("{to}", String.valueOf(to.getEpochSecond()))
                .replace("{step}", String.valueOf(Math.max(1, step.toSeconds())))
                .replace("{query}", Endpoint.encoded(query));
    }

    private Series read(Exchange.Answered answer, Instant at) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElseThrow(() -> AnswerException.form("it is no JSON"));
        List<JsonNode> values = value.find(json);
        Series series = new Series();
        if (time == null) {
            Series.one(values.size());
            series.add(at, number(values.get(0)));
            return series;
        }
        List<JsonNode> times = time.find(json);
        if (times.size() != values.size()) {
            throw AnswerException.form(values.size() + " values and " + times.size() + " moments");
        }
        for (int i = 0; i < values.size(); i++) {
            double moment = times.get(i).asDouble(Double.NaN);
            series.add(
                    Math.abs(moment) < MILLIS_FROM ? Series.seconds(moment) : Series.millis(moment),
                    number(values.get(i)));
        }
        return series;
    }

    private static Double number(JsonNode node) throws AnswerException {
        if (node.isNull()) {
            return null;
        } else if (node.isNumber()) {
            return node.doubleValue();
        } else if (node.isTextual()) {
            return Series.number(node.textValue());
        }
        throw new AnswerException(Fault.BAD_ANSWER, "There is no number at the path.");
    }
}
