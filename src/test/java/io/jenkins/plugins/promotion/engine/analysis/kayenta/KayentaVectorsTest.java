package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class KayentaVectorsTest {
    private static JsonNode vectors() throws IOException {
        try (InputStream in = KayentaVectorsTest.class.getResourceAsStream("kayenta.json")) {
            return JsonMapper.builder().build().readTree(in);
        }
    }

    @Test
    void everyCaseAndEveryScoringAgrees() throws IOException {
        KayentaVectors.Report report = KayentaVectors.run(vectors());

        assertThat(report.differences()).isEmpty();
        assertThat(report.cases()).isEqualTo(213);
    }

    @Test
    void aDifferenceIsNamed() throws IOException {
        JsonNode vectors = vectors();
        ((ObjectNode) vectors.at("/oracle/cases/7"))
                .put("classification", "Low")
                .put("score", 1);
        ((ObjectNode) vectors.at("/scorer_vectors/5")).put("expected_summary", 33.34);

        KayentaVectors.Report report = KayentaVectors.run(vectors);

        assertThat(report.differences())
                .containsExactlyInAnyOrder(
                        new KayentaVectors.Difference("oracle.cases", "7", "classification", "Low", "High"),
                        new KayentaVectors.Difference("oracle.cases", "7", "score", "1", "0.0"),
                        new KayentaVectors.Difference(
                                "scorer_vectors", "one group three metrics", "summary", "33.34", "33.33"));
    }

    @Test
    void nothingToRunIsNoSuccess() {
        assertThat(KayentaVectors.run(JsonMapper.builder().build().createObjectNode())
                        .cases())
                .isZero();
    }
}
