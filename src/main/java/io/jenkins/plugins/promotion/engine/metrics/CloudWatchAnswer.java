package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The answer to one query of CloudWatch, page by page. */
final class CloudWatchAnswer {
    private final Series series = new Series();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private String status = "Complete";
    private int most;

    /** Reads one page; returns the token of the next, {@code null} when it is the last. */
    String add(Exchange.Answered answer) throws AnswerException {
        JsonNode json = JsonBody.read(answer.body()).orElseThrow(() -> AnswerException.form("it is no JSON"));
        JsonNode results = json.path("MetricDataResults");
        if (!results.isArray()) {
            throw AnswerException.form("there is no list of results");
        }
        json.path("Messages").forEach(message -> warnings.add(said(message)));
        // A series that goes on on the next page has the same name there; two of one name on one page are two.
        most = Math.max(most, results.size());
        for (JsonNode result : results) {
            seen.add(result.path("Id").asText() + "\n" + result.path("Label").asText());
            status = result.path("StatusCode").asText(status);
            result.path("Messages").forEach(message -> warnings.add(said(message)));
            points(result);
        }
        String next = json.path("NextToken").asText("");
        return next.isEmpty() ? null : next;
    }

    private void points(JsonNode result) throws AnswerException {
        JsonNode times = result.path("Timestamps");
        JsonNode values = result.path("Values");
        if (times.size() != values.size()) {
            throw AnswerException.form(values.size() + " values and " + times.size() + " moments");
        }
        for (int i = 0; i < values.size(); i++) {
            series.add(Series.seconds(times.get(i).asDouble(Double.NaN)), number(values.get(i)));
        }
    }

    private static double number(JsonNode node) throws AnswerException {
        if (node.isNumber()) {
            return node.doubleValue();
        } else if (node.isTextual()) {
            return Series.number(node.textValue());
        }
        throw AnswerException.form("a value is no number");
    }

    private static String said(JsonNode message) {
        return message.path("Code").asText() + ": " + message.path("Value").asText();
    }

    List<String> warnings() {
        return warnings;
    }

    /** The one series, complete and with numbers; what is missing of it could be what it is asked for. */
    Series series() throws AnswerException {
        String why = warnings.isEmpty() ? "" : " It says: " + String.join("; ", warnings);
        switch (status) {
            case "Forbidden" ->
                throw new AnswerException(Fault.UNAUTHORIZED, "The key may not read this metric." + why);
            case "InternalError" ->
                throw new AnswerException(Fault.SOURCE, "The source failed while it read the metric." + why);
            case "PartialData" ->
                throw new AnswerException(Fault.SOURCE, "The source has read only a part of the data." + why);
            default -> Series.one(Math.max(most, seen.size()));
        }
        return series.needed();
    }
}
