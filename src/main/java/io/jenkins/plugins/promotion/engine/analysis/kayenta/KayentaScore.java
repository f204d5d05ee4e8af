package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up what Kayenta says of each metric.
 *
 * @param score of the canary, 0 to 100, to two decimals
 * @param groups the score of each group of metrics
 */
public record KayentaScore(double score, Map<String, Double> groups) {
    private static final double WHOLE = 100;

    /**
     * A metric that was judged.
     *
     * @param groups to which it belongs
     * @param classification what was said of it
     * @param critical whether it fails the canary alone
     * @param muted whether it is left out
     */
    public record Scored(List<String> groups, Classification classification, boolean critical, boolean muted) {}

    /** Adds up; groups without a weight, which is in per cent, share what is left. */
    public static KayentaScore of(List<Scored> metrics, Map<String, Double> weights) {
        List<Scored> heard = metrics.stream().filter(metric -> !metric.muted()).toList();
        Map<String, List<Scored>> byGroup = new TreeMap<>();
        for (Scored metric : heard) {
            metric.groups()
                    .forEach(group -> byGroup.computeIfAbsent(group, any -> new ArrayList<>())
                            .add(metric));
        }
        Map<String, Double> groups = new TreeMap<>();
        Map<String, Double> inSummary = new TreeMap<>();
        byGroup.forEach((group, members) -> {
            List<Scored> counted = members.stream().filter(KayentaScore::counts).toList();
            long passed = counted.stream()
                    .filter(metric -> metric.classification() == Classification.PASS)
                    .count();
            groups.put(group, counted.isEmpty() ? 0 : passed * WHOLE / counted.size());
            inSummary.put(group, counted.isEmpty() ? WHOLE : passed * WHOLE / counted.size());
        });
        return new KayentaScore(summary(heard, inSummary, weights), groups);
    }

    private static boolean counts(Scored metric) {
        return metric.classification() != Classification.NODATA && metric.classification() != Classification.ERROR;
    }

    private static double summary(List<Scored> heard, Map<String, Double> groups, Map<String, Double> weights) {
        boolean critical =
                heard.stream().anyMatch(metric -> metric.critical() && metric.classification() != Classification.PASS);
        long withoutData = heard.stream()
                .filter(metric -> metric.classification() == Classification.NODATA)
                .count();
        if (critical || heard.isEmpty() || 2 * withoutData >= heard.size()) {
            return 0;
        }
        double given = groups.keySet().stream()
                .mapToDouble(group -> weights.getOrDefault(group, 0.0))
                .sum();
        long without = groups.keySet().stream()
                .filter(group -> !weights.containsKey(group))
                .count();
        double share = without == 0 ? 0 : (WHOLE - given) / without;
        double sum = 0;
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            sum += group.getValue() * weights.getOrDefault(group.getKey(), share) / WHOLE;
        }
        return BigDecimal.valueOf(sum).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    /** What the score means under the given thresholds. */
    public String classification(double pass, double marginal) {
        return score >= pass ? "Pass" : score >= marginal ? "Marginal" : "Fail";
    }
}
