package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Flux over the API of InfluxDB 2: https://docs.influxdata.com/influxdb/v2/query-data/execute-queries/influx-api/, answers
 * as CSV: https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/.
 *
 * <p>A query uses {@code v.timeRangeStart}, {@code v.timeRangeStop} and {@code v.windowPeriod}, as in the query editor of
 * InfluxDB; they are defined here. It must lead to one table with the columns {@code _time} and {@code _value}; a query
 * that ends in {@code last()} or the like has no {@code _time}, and its value counts for the moment that was asked for.
 *
 * @param endpoint with {@link #token} as its credential
 * @param organization its name
 * @param window over which one value is taken
 */
public record InfluxDb(Endpoint endpoint, String organization, Duration window) implements MetricSource {
    /** Over which one value is taken where nothing else is said. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private static final List<String> CSV = List.of("text/csv", "application/csv");

    /** A token of the API. */
    public static Credential token(String token) {
        return Credential.token("Token", token);
    }

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        return ask(query, at.minus(window), at, window, time, Limits.SMALL_BODY).thenApply(Latest::of);
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        return ask(query, from, to, step, time, Limits.LARGE_BODY);
    }

    private CompletableFuture<Measured> ask(
            String query, Instant from, Instant to, Duration step, Duration time, int body) {
        String flux = "option v = {timeRangeStart: " + from + ", timeRangeStop: " + to + ", windowPeriod: "
                + Math.max(1, step.toMillis()) + "ms}\n" + query;
        return endpoint.ask(
                endpoint.call("/api/v2/query", time, body, "org", organization)
                        .post("application/vnd.flux", flux)
                        .with("Accept", "application/csv"),
                CSV,
                (answer, warnings) -> read(answer, to),
                InfluxDb::error);
    }

    private static String error(Exchange.Answered answer) {
        return JsonBody.read(answer.body())
                .map(json -> json.path("message").asText(null))
                .orElse(null);
    }

    private static Series read(Exchange.Answered answer, Instant at) throws AnswerException {
        Series series = new Series();
        Set<String> tables = new HashSet<>();
        List<String> header = null;
        int schema = 0;
        for (List<String> row : Csv.rows(answer.text())) {
            if (row.get(0).startsWith("#") || row.size() == 1 && row.get(0).isEmpty()) {
                header = null;
            } else if (header == null) {
                header = row;
                schema++;
                if (header.contains("error")) {
                    continue;
                }
                if (!header.contains("_value")) {
                    throw AnswerException.form("there is no column _value");
                }
            } else if (header.contains("error")) {
                throw new AnswerException(Fault.SOURCE, "The source says: " + cell(header, row, "error"));
            } else {
                tables.add(schema + "/" + cell(header, row, "table"));
                String time = cell(header, row, "_time");
                String value = cell(header, row, "_value");
                series.add(time.isEmpty() ? at : moment(time), value.isEmpty() ? null : (Double) Series.number(value));
            }
        }
        Series.one(tables.size());
        return series;
    }

    private static Instant moment(String text) throws AnswerException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw AnswerException.form("there is no moment in the column _time");
        }
    }

    private static String cell(List<String> header, List<String> row, String column) {
        int index = header.indexOf(column);
        return index < 0 || index >= row.size() ? "" : row.get(index);
    }
}
