package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/** Runs cases with known answers, in the form of {@code kayenta.json}, and says where the answers differ. */
public final class KayentaVectors {
    private final VectorAnswers answers = new VectorAnswers();
    private int cases;

    private KayentaVectors() {}

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
        JudgeVectors judge = new JudgeVectors(vectors.answers);
        StatisticVectors statistics = new StatisticVectors(vectors.answers);
        vectors.each("classifier_vectors", file.path("classifier_vectors"), judge::classifier);
        vectors.each("mannwhitney_vectors", file.path("mannwhitney_vectors"), statistics::mannWhitney);
        vectors.each("detector_vectors", file.path("detector_vectors"), statistics::detector);
        vectors.each("transform_vectors", file.path("transform_vectors"), statistics::transform);
        vectors.each("scorer_vectors", file.path("scorer_vectors"), judge::scorer);
        vectors.each("statistic_vectors", file.path("statistic_vectors"), statistics::statistic);
        vectors.each("oracle.cases", file.at("/oracle/cases"), judge::judged);
        vectors.each("oracle.scoring_cases", file.at("/oracle/scoring_cases"), judge::scored);
        return new Report(vectors.cases, vectors.answers.differences());
    }

    private void each(String section, JsonNode all, Consumer<JsonNode> check) {
        for (int i = 0; i < all.size(); i++) {
            cases++;
            answers.of(section, all.get(i).path("name").asText(String.valueOf(i)));
            check.accept(all.get(i));
        }
    }
}
