package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what Kayenta writes. */
public final class KayentaJson {
    private KayentaJson() {}

    /** The metric as a canary configuration of Kayenta's writes it. */
    public static KayentaMetric metric(JsonNode canary) {
        JsonNode size = canary.path("effectSize");
        KayentaMetric.Effect none =
                KayentaMetric.Effect.any("cles".equals(size.path("measure").asText()));
        return new KayentaMetric(
                KayentaMetric.Direction.of(canary.path("direction").asText()),
                "replace".equals(canary.path("nanStrategy").asText()),
                "remove".equals(canary.at("/outliers/strategy").asText())
                        ? canary.at("/outliers/outlierFactor").asDouble(3)
                        : null,
                canary.path("critical").asBoolean(),
                canary.path("mustHaveData").asBoolean(),
                new KayentaMetric.Effect(
                        none.commonLanguage(),
                        size.path("allowedIncrease").asDouble(none.allowedIncrease()),
                        size.path("allowedDecrease").asDouble(none.allowedDecrease()),
                        size.path("criticalIncrease").asDouble(none.criticalIncrease()),
                        size.path("criticalDecrease").asDouble(none.criticalDecrease())),
                KayentaMetric.TOLERANCE,
                KayentaMetric.CONFIDENCE);
    }

    static List<KayentaScore.Scored> metrics(JsonNode all) {
        List<KayentaScore.Scored> metrics = new ArrayList<>();
        for (JsonNode one : all) {
            List<String> groups = new ArrayList<>();
            one.path("groups").forEach(group -> groups.add(group.asText()));
            metrics.add(new KayentaScore.Scored(
                    groups,
                    Classification.of(one.path("classification").asText()),
                    one.path("critical").asBoolean(),
                    one.path("muted").asBoolean()));
        }
        return metrics;
    }

    static Map<String, Double> weights(JsonNode all) {
        Map<String, Double> weights = new TreeMap<>();
        all.fields()
                .forEachRemaining(
                        field -> weights.put(field.getKey(), field.getValue().asDouble()));
        return weights;
    }

    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).isNumber() ? array.get(i).asDouble() : Double.NaN;
        }
        return numbers;
    }
}
