package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cases of what Kayenta's judge says: of one metric, and of all of them together. */
final class JudgeVectors {
    private final VectorAnswers answers;

    JudgeVectors(VectorAnswers answers) {
        this.answers = answers;
    }

    void classifier(JsonNode vector) {
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
            answers.same(
                    "classification",
                    expected.get("classification").asText(),
                    result.classification().word());
        }
        if (expected.has("critical")) {
            answers.same("critical", expected.get("critical").asText(), String.valueOf(result.critical()));
        }
        if (expected.path("reason_present").asBoolean()) {
            answers.same("reason_present", "true", String.valueOf(result.reason() != null));
        }
        JsonNode peer = vector.path("peer_computed_ci_low_high_hl");
        if (peer.isArray()) {
            MannWhitney.Interval found = new MannWhitney(
                            KayentaJson.numbers(vector.path("experiment")), KayentaJson.numbers(vector.path("control")))
                    .interval(metric.confidence());
            answers.interval(peer, found.low(), found.high(), found.estimate());
        }
    }

    /** A classifier of Kayenta's that its judge does not use. */
    private void meanInequality(JsonNode vector) {
        double experiment = Samples.mean(KayentaJson.numbers(vector.path("experiment")));
        double control = Samples.mean(KayentaJson.numbers(vector.path("control")));
        Classification found = experiment > control
                ? Classification.HIGH
                : experiment < control ? Classification.LOW : Classification.PASS;
        answers.same("classification", vector.at("/expected/classification").asText(), found.word());
    }

    void scorer(JsonNode vector) {
        KayentaScore score = KayentaScore.of(
                KayentaJson.metrics(vector.path("metrics")), KayentaJson.weights(vector.path("groupWeights")));
        answers.close("summary", vector.path("expected_summary"), score.score(), 0);
        if (vector.has("expected_group_scores_sorted")) {
            double[] found = score.groups().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            answers.same(
                    "groups",
                    Arrays.toString(KayentaJson.numbers(vector.get("expected_group_scores_sorted"))),
                    Arrays.toString(found));
        }
    }

    void judged(JsonNode vector) {
        KayentaMetric metric = KayentaJson.metric(vector.path("canary"));
        KayentaJudge.Result result = KayentaJudge.judge(
                metric, KayentaJson.numbers(vector.path("experiment")), KayentaJson.numbers(vector.path("control")));
        answers.same(
                "classification",
                vector.path("classification").asText(),
                result.classification().word());
        answers.same("critical", vector.path("critical").asText(), String.valueOf(result.critical()));
        answers.same("used_control", vector.path("used_control").asText(), String.valueOf(result.usedControl()));
        answers.same(
                "used_experiment", vector.path("used_experiment").asText(), String.valueOf(result.usedExperiment()));
        if (vector.path("ratio").isNumber()) {
            answers.close(
                    "ratio",
                    vector.get("ratio"),
                    result.ratio() == null ? Double.NaN : result.ratio(),
                    VectorAnswers.CLOSE);
        }
        if (vector.path("ci98_low_high_hl").isArray()) {
            answers.interval(vector.get("ci98_low_high_hl"), result.low(), result.high(), result.estimate());
        }
        KayentaScore score = KayentaScore.of(
                List.of(new KayentaScore.Scored(List.of("only"), result.classification(), result.critical(), false)),
                Map.of());
        answers.close("score", vector.path("score"), score.score(), 0);
        answers.same("score_class", vector.path("score_class").asText(), score.classification(95, 75));
    }

    void scored(JsonNode vector) {
        KayentaScore score = KayentaScore.of(
                KayentaJson.metrics(vector.path("metrics")), KayentaJson.weights(vector.path("groupWeights")));
        answers.close("score", vector.path("score"), score.score(), 1e-9);
        answers.same(
                "classification",
                vector.path("classification").asText(),
                score.classification(
                        vector.path("pass").asDouble(), vector.path("marginal").asDouble()));
        Map<String, Double> expected = KayentaJson.weights(vector.path("groupScores"));
        answers.same(
                "groups", expected.keySet().toString(), score.groups().keySet().toString());
        expected.forEach((group, value) -> {
            double found = score.groups().getOrDefault(group, Double.NaN);
            if (!(Math.abs(found - value) <= 1e-9)) {
                answers.differs("group " + group, String.valueOf(value), String.valueOf(found));
            }
        });
    }
}
