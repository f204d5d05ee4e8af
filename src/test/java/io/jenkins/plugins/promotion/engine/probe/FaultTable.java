package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Collects what probes found of faults, for {@code docs/health-gates-faults.md}. */
final class FaultTable {
    /** Where the rows are written when the system property {@code promotion.faults} is set. */
    private static final String TARGET = System.getProperty("promotion.faults");

    private final String test;
    private final Map<String, String> rows = new TreeMap<>();

    FaultTable(Class<?> test) {
        this.test = test.getSimpleName();
    }

    /** One row: what was checked, what the other side did, and what came of it. */
    synchronized void add(String check, String fault, Reading reading) {
        String outcome = reading instanceof Reading.Well
                ? "well"
                : reading instanceof Reading.Unwell unwell
                        ? "unwell: `" + unwell.fault() + "`"
                        : "error: `" + ((Reading.Failed) reading).fault() + "`";
        String verdict = reading instanceof Reading.Well
                ? "PASS"
                : reading instanceof Reading.Unwell
                        ? "FAIL"
                        : ((Reading.Failed) reading).fault().isWithoutData() ? "INCONCLUSIVE" : "ERROR";
        rows.put(
                check + "|" + fault,
                String.format(
                        "| `%s` | %s | %s | %s | %d ms | %,d | `%s` |%n",
                        check,
                        fault,
                        outcome,
                        verdict,
                        reading.latency().toMillis(),
                        reading.bytes(),
                        test));
    }

    /** Writes the rows, where they are wanted. */
    void write() throws IOException {
        if (TARGET != null) {
            Files.createDirectories(Path.of(TARGET));
            Files.writeString(Path.of(TARGET, test + ".md"), String.join("", rows.values()));
        }
    }
}
