package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Compares answers with those that are known, and keeps where they differ. */
final class VectorAnswers {
    /** How far a number may be off where its case does not say. */
    static final double CLOSE = 1e-6;

    private final List<KayentaVectors.Difference> differences = new ArrayList<>();
    private String section;
    private String name;

    /** What follows is about this case. */
    void of(String itsSection, String itsName) {
        section = itsSection;
        name = itsName;
    }

    List<KayentaVectors.Difference> differences() {
        return List.copyOf(differences);
    }

    void interval(JsonNode expected, Double low, Double high, Double estimate) {
        if (low == null) {
            same("interval", expected.toString(), "none");
        } else {
            close("low", expected.get(0), low, CLOSE);
            close("high", expected.get(1), high, CLOSE);
            close("estimate", expected.get(2), estimate, CLOSE);
        }
    }

    void close(String field, JsonNode expected, double actual, double tolerance) {
        double value = expected.isNumber() ? expected.asDouble() : Double.NaN;
        if (!(Math.abs(actual - value) <= tolerance) && !(Double.isNaN(actual) && Double.isNaN(value))) {
            differs(field, expected.asText(), String.valueOf(actual));
        }
    }

    void same(String field, String expected, String actual) {
        if (!expected.equals(actual)) {
            differs(field, expected, actual);
        }
    }

    void differs(String field, String expected, String actual) {
        differences.add(new KayentaVectors.Difference(section, name, field, expected, actual));
    }
}
