package io.jenkins.plugins.promotion.commandline.suggest;

import io.jenkins.plugins.promotion.commandline.analysis.Recording;
import io.jenkins.plugins.promotion.commandline.analysis.RecordingReader;
import io.jenkins.plugins.promotion.commandline.audit.LedgerAudit;
import io.jenkins.plugins.promotion.commandline.audit.LedgerReport;
import io.jenkins.plugins.promotion.commandline.audit.Ledgers;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.insight.MetricHistory;
import io.jenkins.plugins.promotion.engine.insight.PastComparison;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what is known of past releases. */
final class Past {
    private Past() {}

    /** From a file with a line a measurement. What is missing is left out. */
    static MetricHistory releases(MetricKind kind, Path file) throws IOException {
        Recording recording = new RecordingReader("--history", file, kind).read();
        if (!recording.keyed()) {
            throw new InvalidInputException("--history: " + file + ": each line begins with its release, such as '2.14.3,"
                    + (kind == MetricKind.RATE ? "3,900" : "182.4") + "'");
        }
        Map<String, List<double[]>> byRelease = new LinkedHashMap<>();
        for (Recording.Row row : recording.rows()) {
            if (Arrays.stream(row.values()).allMatch(Double::isFinite)) {
                byRelease.computeIfAbsent(row.interval(), any -> new ArrayList<>()).add(row.values());
            }
        }
        return new MetricHistory(
                kind,
                byRelease.entrySet().stream()
                        .map(release -> new MetricHistory.Release(
                                release.getKey(),
                                column(release.getValue(), 0),
                                kind == MetricKind.RATE ? column(release.getValue(), 1) : new double[0]))
                        .toList());
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    /** How many events a line has, on average. */
    static double totalOfALine(MetricHistory history) {
        return history.releases().stream()
                .flatMapToDouble(release -> Arrays.stream(release.totals()))
                .average()
                .orElse(0);
    }

    /** From the ends of rollouts on record that found no harm in the metric. */
    static List<PastComparison> rollouts(MetricKind kind, Path place, String metric) throws IOException {
        if (metric == null) {
            throw new InvalidInputException("--metric: a missing value is not allowed; it takes the name that the metric has in its analysis");
        }
        if (!Files.exists(place)) {
            throw new InvalidInputException("--ledger: '" + place + "' is no file and no directory");
        }
        List<PastComparison> found = new ArrayList<>();
        TreeSet<String> known = new TreeSet<>();
        for (Path ledger : Files.isDirectory(place) ? Ledgers.below(place) : List.of(place)) {
            LedgerReport report = LedgerAudit.audit(ledger);
            if (!report.isSound()) {
                throw new LedgerException("NOT RELIABLE: " + ledger + ": " + report.problem(), null);
            }
            for (Promotion promotion : Stream.concat(report.state().ended().stream(), report.state().open().stream()).toList()) {
                for (RolloutRecord rollout : promotion.rollouts()) {
                    List<RolloutEvidence> metrics = rollout.end() == null ? List.of() : rollout.end().metrics();
                    metrics.forEach(one -> known.add(one.metric()));
                    metrics.stream()
                            .filter(one -> one.metric().equals(metric) && Outcome.PASS.name().equals(one.verdict()))
                            .map(one -> PastComparison.of(kind, one, rollout))
                            .flatMap(Optional::stream)
                            .forEach(found::add);
                }
            }
        }
        if (found.isEmpty()) {
            throw new InvalidInputException("--metric: '" + metric + "': no rollout in " + place + " ended with it measured and without harm; known: "
                    + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        return found;
    }
}
