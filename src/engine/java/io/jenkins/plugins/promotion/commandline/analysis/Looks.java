package io.jenkins.plugins.promotion.commandline.analysis;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What two recordings bring at each look. */
final class Looks {
    private Looks() {}

    /**
     * Pairs the recordings by interval, or where they name none by position.
     *
     * @param baseline {@code null} for a threshold
     * @param perLook how many intervals make a look; of raw values without interval, how many values
     */
    static List<List<Observation>> of(MetricKind kind, Recording canary, Recording baseline, int perLook) {
        if (baseline != null && !canary.rows().isEmpty() && !baseline.rows().isEmpty() && canary.keyed() != baseline.keyed()) {
            throw new InvalidInputException("--baseline: " + baseline.file() + ": either both files name intervals or none does");
        }
        boolean keyed = canary.keyed() || (baseline != null && baseline.keyed());
        int chunk = kind == MetricKind.SAMPLES && !keyed ? perLook : 1;
        Map<String, List<double[]>> ofCanary = byInterval(canary, keyed, chunk);
        Map<String, List<double[]>> ofBaseline = baseline == null ? Map.of() : byInterval(baseline, keyed, chunk);
        List<List<Observation>> looks = new ArrayList<>();
        int inLook = kind == MetricKind.SAMPLES && !keyed ? 1 : perLook;
        for (String interval : intervals(ofCanary, ofBaseline)) {
            if (looks.isEmpty() || looks.get(looks.size() - 1).size() == inLook) {
                looks.add(new ArrayList<>());
            }
            looks.get(looks.size() - 1)
                    .add(observation(
                            kind,
                            ofCanary.getOrDefault(interval, List.of()),
                            ofBaseline.getOrDefault(interval, List.of())));
        }
        return looks;
    }

    private static Map<String, List<double[]>> byInterval(Recording recording, boolean keyed, int chunk) {
        Map<String, List<double[]>> all = new LinkedHashMap<>();
        for (int i = 0; i < recording.rows().size(); i++) {
            Recording.Row row = recording.rows().get(i);
            String interval = keyed ? row.interval() : String.valueOf(i / chunk);
            all.computeIfAbsent(interval, any -> new ArrayList<>()).add(row.values());
        }
        return all;
    }

    /** In the order of their numbers where all are numbers, else as they come. */
    private static List<String> intervals(Map<String, List<double[]>> canary, Map<String, List<double[]>> baseline) {
        List<String> all = new ArrayList<>(baseline.keySet());
        canary.keySet().stream().filter(interval -> !baseline.containsKey(interval)).forEach(all::add);
        if (all.stream().allMatch(interval -> interval.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?"))) {
            all.sort(Comparator.comparingDouble(Double::parseDouble));
        } else if (!canary.isEmpty() && !baseline.isEmpty() && !baseline.keySet().containsAll(canary.keySet())) {
            Collections.sort(all);
        }
        return all;
    }

    private static Observation observation(MetricKind kind, List<double[]> canary, List<double[]> baseline) {
        return switch (kind) {
            case SAMPLES -> new Observation.Values(first(canary), first(baseline));
            case SERIES -> new Observation.Averages(mean(canary), mean(baseline));
            case THRESHOLD -> new Observation.Level(mean(canary));
            case RATE -> new Observation.Counts(
                    Math.round(sum(canary, 0)), sum(canary, 1), Math.round(sum(baseline, 0)), sum(baseline, 1));
        };
    }

    private static double[] first(List<double[]> rows) {
        return rows.stream().mapToDouble(row -> row[0]).toArray();
    }

    private static double mean(List<double[]> rows) {
        return rows.stream().mapToDouble(row -> row[0]).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /** Negative where a number is missing. */
    private static double sum(List<double[]> rows, int column) {
        boolean there = !rows.isEmpty() && rows.stream().allMatch(row -> row[0] >= 0 && row[1] >= 0 && Double.isFinite(row[1]));
        return there ? rows.stream().mapToDouble(row -> row[column]).sum() : -1;
    }
}
