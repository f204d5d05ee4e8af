package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/** Runs cases with known answers, in the form of {@code kayenta.json}, and says where the answers differ. */
public final class KayentaVectors {
    private static final double CLOSE = 1e-6;

    private final List<Difference> differences = new ArrayList<>();
    private int cases;
    private String section;
    private String name;

    /**
     * An answer that differs.
     *
     * @param section of the file
     * @param name of the case, or its position
     * @param field what differs
     * @param expected what the file says
     * @param actual what was found
     */
    public record Difference(String section, String name, String field, String expected, String actual) {}

    /** @param cases how many were run @param differences where they differ */
    public record Report(int cases, List<Difference> differences) {}

    /** Runs all cases of the file. */
    public static Report run(JsonNode file) {
        KayentaVectors vectors = new KayentaVectors();
        vectors.each("classifier_vectors", file.path("classifier_vectors"), KayentaVectors::classifier);
        vectors.each("mannwhitney_vectors", file.path("mannwhitney_vectors"), KayentaVectors::mannWhitney);
        vectors.each("detector_vectors", file.path("detector_vectors"), KayentaVectors::detector);
        vectors.each("transform_vectors", file.path("transform_vectors"), KayentaVectors::transform);
        vectors.each("scorer_vectors", file.path("scorer_vectors"), KayentaVectors::scorer);
        vectors.each("statistic_vectors", file.path("statistic_vectors"), KayentaVectors::statistic);
        vectors.each("oracle.cases", file.at("/oracle/cases"), KayentaVectors::judged);
        vectors.each("oracle.scoring_cases", file.at("/oracle/scoring_cases"), KayentaVectors::scored);
        return new Report(vectors.cases, List.copyOf(vectors.differences));
    }

    private void each(String where, JsonNode all, BiConsumer<KayentaVectors, JsonNode> check) {
        section = where;
        for (int i = 0; i < all.size(); i++) {
            cases++;
            name = all.get(i).path("name").asText(String.valueOf(i));
            check.accept(this, all.get(i));
        }
    }

    private void classifier(JsonNode vector) {
        if (vector.path("classifier").asText().startsWith("mean-inequality")) {
            meanInequality(vector);
            return;
        }
        JsonNode allowed = vector.path("effectSizeThresholds");
        JsonNode critical = vector.path("criticalThresholds");
        KayentaMetric.Effect effect = new KayentaMetric.Effect(
                "cles".equals(vector.path("effectSizeMeasure").asText()),
                allowed.path("allowedIncrease").asDouble(1),
                allowed.path("allowedDecrease").asDouble(1),
                critical.path("criticalIncrease").asDouble(1),
                critical.path("criticalDecrease").asDouble(1));
        KayentaMetric metric = new KayentaMetric(
                KayentaMetric.Direction.of(vector.path("direction").asText()),
                "replace".equals(vector.path("nanStrategy").asText()),
                null,
                vector.path("isCriticalMetric").asBoolean(),
                vector.path("isDataRequired").asBoolean(),
                effect,
                vector.path("tolerance").asDouble(),
                vector.path("confLevel").asDouble());
        KayentaJudge.Result result = KayentaJudge.judge(
                metric, KayentaJson.numbers(vector.path("experiment")), KayentaJson.numbers(vector.path("control")));
        JsonNode expected = vector.path("expected");
        if (expected.has("classification")) {
            same(
                    "classification",
                    expected.get("classification").asText(),
                    result.classification().word());
        }
        if (expected.has("critical")) {
            same("critical", expected.get("critical").asText(), String.valueOf(result.critical()));
        }
        if (expected.path("reason_present").asBoolean()) {
            same("reason_present", "true", String.valueOf(result.reason() != null));
        }
        JsonNode peer = vector.path("peer_computed_ci_low_high_hl");
        if (peer.isArray()) {
            MannWhitney.Interval found = new MannWhitney(
                            KayentaJson.numbers(vector.path("experiment")), KayentaJson.numbers(vector.path("control")))
                    .interval(metric.confidence());
            interval(peer, found.low(), found.high(), found.estimate());
        }
    }

    /** A classifier of Kayenta's that its judge does not use. */
    private void meanInequality(JsonNode vector) {
        double experiment = Samples.mean(KayentaJson.numbers(vector.path("experiment")));
        double control = Samples.mean(KayentaJson.numbers(vector.path("control")));
        Classification found = experiment > control
                ? Classification.HIGH
                : experiment < control ? Classification.LOW : Classification.PASS;
        same("classification", vector.at("/expected/classification").asText(), found.word());
    }

    private void interval(JsonNode expected, Double low, Double high, Double estimate) {
        if (low == null) {
            same("interval", expected.toString(), "none");
        } else {
            close("low", expected.get(0), low, CLOSE);
            close("high", expected.get(1), high, CLOSE);
            close("estimate", expected.get(2), estimate, CLOSE);
        }
    }

    private void mannWhitney(JsonNode vector) {
        double tolerance = vector.path("tolerance").asDouble(CLOSE);
        if (vector.has("p")) {
            close(
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
                close("w", point.get("w"), found, tolerance);
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
            close(field.getKey(), field.getValue(), found.getOrDefault(field.getKey(), Double.NaN), allowed);
        });
    }

    private void detector(JsonNode vector) {
        double[] data = KayentaJson.numbers(vector.path("data"));
        double parameter = vector.path("parameter").asDouble();
        boolean[] outliers = vector.path("detector").asText().startsWith("IQR")
                ? Samples.outliersByQuartiles(
                        data, parameter, vector.path("reduceSensitivity").asBoolean())
                : Samples.outliersByDeviation(data, parameter);
        for (int i = 0; i < outliers.length; i++) {
            same("outlier " + i, vector.path("expected_outlier").path(i).asText(), String.valueOf(outliers[i]));
        }
    }

    private void transform(JsonNode vector) {
        double[] data = KayentaJson.numbers(vector.path("data"));
        String operation = vector.path("op").asText();
        double[] found = operation.startsWith("removeOutliers")
                ? Samples.withoutOutliers(
                        data, Double.parseDouble(operation.substring(operation.lastIndexOf(' ') + 1)), false)
                : operation.startsWith("replace") ? Samples.missingAsZero(data) : Samples.withoutMissing(data);
        double[] expected = KayentaJson.numbers(vector.path("expected"));
        same("values", Arrays.toString(expected), Arrays.toString(found));
    }

    private void scorer(JsonNode vector) {
        KayentaScore score = KayentaScore.of(
                KayentaJson.metrics(vector.path("metrics")), KayentaJson.weights(vector.path("groupWeights")));
        close("summary", vector.path("expected_summary"), score.score(), 0);
        if (vector.has("expected_group_scores_sorted")) {
            double[] found = score.groups().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            same(
                    "groups",
                    Arrays.toString(KayentaJson.numbers(vector.get("expected_group_scores_sorted"))),
                    Arrays.toString(found));
        }
    }

    private void statistic(JsonNode vector) {
        double[] data = KayentaJson.numbers(vector.path("data"));
        double[] experiment = KayentaJson.numbers(vector.path("experiment"));
        double[] control = KayentaJson.numbers(vector.path("control"));
        JsonNode expected = vector.path("expected");
        double tolerance = Math.max(1e-9, vector.path("tolerance").asDouble());
        switch (vector.path("stat").asText().split(" ")[0]) {
            case "percentile" ->
                close(
                        "percentile",
                        expected,
                        Samples.percentile(data, vector.path("p").asDouble()),
                        tolerance);
            case "meanRatio" -> close("meanRatio", expected, Samples.meanRatio(experiment, control), tolerance);
            case "cles" ->
                close("cles", expected, new MannWhitney(experiment, control).commonLanguageEffect(), tolerance);
            case "cohenD" ->
                close(
                        "cohenD",
                        expected,
                        Math.abs(Samples.cohen(
                                KayentaJson.numbers(vector.path("a")), KayentaJson.numbers(vector.path("b")))),
                        tolerance);
            case "summary" -> {
                double[] none = {0};
                Supplier<DoubleStream> values = () -> Arrays.stream(data.length == 0 ? none : data);
                close("min", expected.path("min"), values.get().min().orElse(0), tolerance);
                close("max", expected.path("max"), values.get().max().orElse(0), tolerance);
                close("mean", expected.path("mean"), Samples.mean(data), tolerance);
                close("std", expected.path("std"), Samples.deviation(data), tolerance);
                close("count", expected.path("count"), data.length, 0);
            }
            default -> same("stat", vector.path("stat").asText(), "not known");
        }
    }

    private void judged(JsonNode vector) {
        KayentaMetric metric = KayentaJson.metric(vector.path("canary"));
        KayentaJudge.Result result = KayentaJudge.judge(
                metric, KayentaJson.numbers(vector.path("experiment")), KayentaJson.numbers(vector.path("control")));
        same(
                "classification",
                vector.path("classification").asText(),
                result.classification().word());
        same("critical", vector.path("critical").asText(), String.valueOf(result.critical()));
        same("used_control", vector.path("used_control").asText(), String.valueOf(result.usedControl()));
        same("used_experiment", vector.path("used_experiment").asText(), String.valueOf(result.usedExperiment()));
        if (vector.path("ratio").isNumber()) {
            close("ratio", vector.get("ratio"), result.ratio() == null ? Double.NaN : result.ratio(), CLOSE);
        }
        if (vector.path("ci98_low_high_hl").isArray()) {
            interval(vector.get("ci98_low_high_hl"), result.low(), result.high(), result.estimate());
        }
        KayentaScore score = KayentaScore.of(
                List.of(new KayentaScore.Scored(List.of("only"), result.classification(), result.critical(), false)),
                Map.of());
        close("score", vector.path("score"), score.score(), 0);
        same("score_class", vector.path("score_class").asText(), score.classification(95, 75));
    }

    private void scored(JsonNode vector) {
        KayentaScore score = KayentaScore.of(
                KayentaJson.metrics(vector.path("metrics")), KayentaJson.weights(vector.path("groupWeights")));
        close("score", vector.path("score"), score.score(), 1e-9);
        same(
                "classification",
                vector.path("classification").asText(),
                score.classification(
                        vector.path("pass").asDouble(), vector.path("marginal").asDouble()));
        Map<String, Double> expected = KayentaJson.weights(vector.path("groupScores"));
        same("groups", expected.keySet().toString(), score.groups().keySet().toString());
        expected.forEach((group, value) -> {
            double found = score.groups().getOrDefault(group, Double.NaN);
            if (!(Math.abs(found - value) <= 1e-9)) {
                differs("group " + group, String.valueOf(value), String.valueOf(found));
            }
        });
    }

    private void close(String field, JsonNode expected, double actual, double tolerance) {
        double value = expected.isNumber() ? expected.asDouble() : Double.NaN;
        if (!(Math.abs(actual - value) <= tolerance) && !(Double.isNaN(actual) && Double.isNaN(value))) {
            differs(field, expected.asText(), String.valueOf(actual));
        }
    }

    private void same(String field, String expected, String actual) {
        if (!expected.equals(actual)) {
            differs(field, expected, actual);
        }
    }

    private void differs(String field, String expected, String actual) {
        differences.add(new Difference(section, name, field, expected, actual));
    }
}
