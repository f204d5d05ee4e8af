package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** Cases of what Kayenta's judge computes on its way: the test, outliers, missing values, statistics. */
final class StatisticVectors {
    private final VectorAnswers answers;

    StatisticVectors(VectorAnswers answers) {
        this.answers = answers;
    }

    void mannWhitney(JsonNode vector) {
        double tolerance = vector.path("tolerance").asDouble(VectorAnswers.CLOSE);
        if (vector.has("p")) {
            answers.close(
                    "quantile",
                    vector.get("expected"),
                    MannWhitney.quantile(vector.get("p").asDouble()),
                    tolerance);
            return;
        }
        MannWhitney test =
                new MannWhitney(KayentaJson.numbers(vector.path("x")), KayentaJson.numbers(vector.path("y")));
        JsonNode expected = vector.path("expected");
        if (expected.isArray()) {
            for (JsonNode point : expected) {
                double found = test.standardised(
                        point.get("mu").asDouble(), point.get("quantile").asDouble());
                answers.close("w", point.get("w"), found, tolerance);
            }
            return;
        }
        double confidence = vector.path("confLevel").asDouble();
        MannWhitney.Interval interval = test.interval(confidence);
        double z = MannWhitney.quantile(0.5 + confidence / 2);
        Map<String, Double> found = new TreeMap<>(Map.of(
                "low",
                interval.low(),
                "high",
                interval.high(),
                "estimate",
                interval.estimate(),
                "ciLower",
                interval.low(),
                "ciUpper",
                interval.high(),
                "muMin",
                test.lowest(),
                "muMax",
                test.highest(),
                "zqLower",
                z));
        found.put("fLower1", test.standardised(test.lowest(), z));
        found.put("fUpper1", test.standardised(test.highest(), z));
        found.put("fLower2", test.standardised(test.lowest(), -z));
        found.put("fUpper2", test.standardised(test.highest(), -z));
        expected.fields().forEachRemaining(field -> {
            double allowed = "estimate".equals(field.getKey())
                    ? vector.path("estimate_tolerance").asDouble(tolerance)
                    : tolerance;
            answers.close(field.getKey(), field.getValue(), found.getOrDefault(field.getKey(), Double.NaN), allowed);
        });
    }

    void detector(JsonNode vector) {
        double[] data = KayentaJson.numbers(vector.path("data"));
        double parameter = vector.path("parameter").asDouble();
        boolean[] outliers = vector.path("detector").asText().startsWith("IQR")
                ? Samples.outliersByQuartiles(
                        data, parameter, vector.path("reduceSensitivity").asBoolean())
                : Samples.outliersByDeviation(data, parameter);
        for (int i = 0; i < outliers.length; i++) {
            answers.same("outlier " + i, vector.path("expected_outlier").path(i).asText(), String.valueOf(outliers[i]));
        }
    }

    void transform(JsonNode vector) {
        double[] data = KayentaJson.numbers(vector.path("data"));
        String operation = vector.path("op").asText();
        double[] found = operation.startsWith("removeOutliers")
                ? Samples.withoutOutliers(
                        data, Double.parseDouble(operation.substring(operation.lastIndexOf(' ') + 1)), false)
                : operation.startsWith("replace") ? Samples.missingAsZero(data) : Samples.withoutMissing(data);
        double[] expected = KayentaJson.numbers(vector.path("expected"));
        answers.same("values", Arrays.toString(expected), Arrays.toString(found));
    }

    void statistic(JsonNode vector) {
        double[] data = KayentaJson.numbers(vector.path("data"));
        double[] experiment = KayentaJson.numbers(vector.path("experiment"));
        double[] control = KayentaJson.numbers(vector.path("control"));
        JsonNode expected = vector.path("expected");
        double tolerance = Math.max(1e-9, vector.path("tolerance").asDouble());
        switch (vector.path("stat").asText().split(" ")[0]) {
            case "percentile" ->
                answers.close(
                        "percentile",
                        expected,
                        Samples.percentile(data, vector.path("p").asDouble()),
                        tolerance);
            case "meanRatio" -> answers.close("meanRatio", expected, Samples.meanRatio(experiment, control), tolerance);
            case "cles" ->
                answers.close("cles", expected, new MannWhitney(experiment, control).commonLanguageEffect(), tolerance);
            case "cohenD" ->
                answers.close(
                        "cohenD",
                        expected,
                        Math.abs(Samples.cohen(
                                KayentaJson.numbers(vector.path("a")), KayentaJson.numbers(vector.path("b")))),
                        tolerance);
            case "summary" -> {
                double[] none = {0};
                Supplier<DoubleStream> values = () -> Arrays.stream(data.length == 0 ? none : data);
                answers.close("min", expected.path("min"), values.get().min().orElse(0), tolerance);
                answers.close("max", expected.path("max"), values.get().max().orElse(0), tolerance);
                answers.close("mean", expected.path("mean"), Samples.mean(data), tolerance);
                answers.close("std", expected.path("std"), Samples.deviation(data), tolerance);
                answers.close("count", expected.path("count"), data.length, 0);
            }
            default -> answers.same("stat", vector.path("stat").asText(), "not known");
        }
    }
}
