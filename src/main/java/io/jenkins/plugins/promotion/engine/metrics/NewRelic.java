package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * NRQL through NerdGraph of New Relic: https://docs.newrelic.com/docs/apis/nerdgraph/examples/nerdgraph-nrql-tutorial/.
 *
 * <p>The query comes without {@code SINCE}, {@code UNTIL} and {@code TIMESERIES}; the times are added here. It must select
 * one number, such as {@code SELECT percentage(count(*), WHERE error IS true) FROM Transaction}.
 *
 * @param endpoint with {@link #key} as its credential
 * @param account the number of the account
 * @param window over which one value is taken
 */
public record NewRelic(Endpoint endpoint, long account, Duration window) implements MetricSource {
    /** Over which one value is taken where nothing else is said. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);
    /** The most buckets that NRQL gives for one series. */
    public static final int MOST_BUCKETS = 366;

    private static final List<String> JSON = List.of("application/json");
    private static final String QUERY = "query($account: Int!, $nrql: Nrql!) "
            + "{ actor { account(id: $account) { nrql(query: $nrql) { results } } } }";

    /** The key of a user. */
    public static Credential key(String key) {
        return Credential.headers(Map.of("API-Key", key));
    }

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        String nrql = query + " SINCE " + at.minus(window).toEpochMilli() + " UNTIL " + at.toEpochMilli();
        return ask(nrql, time, Limits.SMALL_BODY, (answer, warnings) -> read(answer, at, false));
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        long seconds = Math.max(step.toSeconds(), Duration.between(from, to).toSeconds() / MOST_BUCKETS + 1);
        String nrql = query + " SINCE " + from.toEpochMilli() + " UNTIL " + to.toEpochMilli() + " TIMESERIES " + seconds
                + " seconds";
        return ask(nrql, time, Limits.LARGE_BODY, (answer, warnings) -> read(answer, to, true));
    }

    private CompletableFuture<Measured> ask(String nrql, Duration time, int body, Endpoint.Reader reader) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("query", QUERY);
        request.putObject("variables").put("account", account).put("nrql", nrql);
        return endpoint.ask(
                endpoint.call("/graphql", time, body).post("application/json", request.toString()),
                JSON,
                reader,
                NewRelic::error);
    }

    private static String error(Exchange.Answered answer) {
        return JsonBody.read(answer.body())
                .map(json -> json.path("errors").path(0).path("message").asText(null))
                .orElse(null);
    }

    private static Series read(Exchange.Answered answer, Instant at, boolean timeseries) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElseThrow(() -> AnswerException.form("it is no JSON"));
        if (json.path("errors").size() > 0) {
            throw new AnswerException(Fault.SOURCE, "The source says: " + error(answer));
        }
        JsonNode results =
                json.path("data").path("actor").path("account").path("nrql").path("results");
        if (!results.isArray()) {
            throw AnswerException.form("there is no list of results");
        } else if (!timeseries) {
            Series.one(results.size());
        }
        Series series = new Series();
        for (JsonNode result : results) {
            if (result.has("facet")) {
                throw new AnswerException(Fault.SEVERAL_SERIES, "The query has facets, and one series is expected.");
            }
            Instant moment =
                    timeseries ? Series.seconds(result.path("endTimeSeconds").asDouble(Double.NaN)) : at;
            series.add(moment, value(result));
        }
        return series;
    }

    /** The one value beside the times; it may lie one level deeper, as that of a percentile does. */
    private static Double value(JsonNode result) throws AnswerException {
        List<JsonNode> values = new ArrayList<>();
        result.fields().forEachRemaining(field -> {
            if (!field.getKey().endsWith("TimeSeconds")) {
                JsonNode value = field.getValue();
                if (value.isObject()) {
                    value.forEach(values::add);
                } else {
                    values.add(value);
                }
            }
        });
        if (values.size() > 1) {
            throw new AnswerException(
                    Fault.SEVERAL_SERIES, "The query selects " + values.size() + " values, and one is expected.");
        } else if (values.isEmpty() || values.get(0).isNull()) {
            return null;
        } else if (!values.get(0).isNumber()) {
            throw AnswerException.form("the selected value is no number");
        }
        return values.get(0).doubleValue();
    }
}
