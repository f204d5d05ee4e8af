package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import java.nio.charset.StandardCharsets;

/**
 * A query of CloudWatch in one of two forms. Either one expression: a query of Metrics Insights such as
 * {@code SELECT AVG(CPUUtilization) FROM "AWS/EC2"}, or metric math that names no other metric, such as
 * {@code SUM(SEARCH('{AWS/ApplicationELB,LoadBalancer} HTTPCode_Target_5XX_Count', 'Sum', 60))}. Or a JSON list of
 * MetricDataQueries as the API documents them, of which one returns its data and the others are what its expression names.
 */
final class CloudWatchQuery {
    private static final String ID = "Id";
    private static final String EXPRESSION = "Expression";
    private static final String PERIOD = "Period";
    private static final String STATISTIC = "MetricStat";

    private CloudWatchQuery() {}

    /**
     * The list to send.
     *
     * @param period in seconds, for what names none
     */
    static ArrayNode parse(String query, int period) throws AnswerException {
        if (query.strip().startsWith("[")) {
            return list(query, period);
        }
        ArrayNode queries = JsonNodeFactory.instance.arrayNode();
        queries.addObject().put(ID, "value").put(EXPRESSION, query.strip()).put(PERIOD, period);
        return queries;
    }

    private static ArrayNode list(String query, int period) throws AnswerException {
        JsonNode json = JsonBody.read(query.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> refused("it begins with '[' and is no JSON"));
        int returned = 0;
        for (JsonNode each : json) {
            if (!(each instanceof ObjectNode one)
                    || !one.path(ID).isTextual()
                    || one.has(EXPRESSION) == one.path(STATISTIC).isObject()) {
                throw refused("each of its parts takes an Id and either an Expression or a MetricStat");
            }
            if (one.path(STATISTIC) instanceof ObjectNode statistic) {
                if (!statistic.has(PERIOD)) {
                    statistic.put(PERIOD, period);
                }
            } else if (!one.has(PERIOD)) {
                one.put(PERIOD, period);
            }
            returned += one.path("ReturnData").asBoolean(true) ? 1 : 0;
        }
        if (returned != 1) {
            throw refused(returned + " of its parts return data, and one is expected; it takes \"ReturnData\": false in"
                    + " all others");
        }
        return (ArrayNode) json;
    }

    private static AnswerException refused(String why) {
        return new AnswerException(Fault.SETUP, "The query is none that CloudWatch could be asked: " + why + ".");
    }
}
