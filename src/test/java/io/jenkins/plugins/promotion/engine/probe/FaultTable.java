package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what probes found of faults. With {@code -Dpromotion.faults=docs/health-gates-faults.md} (as an absolute path)
 * the rows of a run take the place of those that the document has of the same test.
 */
final class FaultTable {
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
        if (TARGET == null) {
            return;
        }
        Path document = Path.of(TARGET);
        String text = Files.readString(document);
        String begin = "<!-- rows of " + test + " -->\n";
        int from = text.indexOf("|---", text.indexOf(begin));
        from = text.indexOf('\n', from) + 1;
        int to = text.indexOf("<!-- end -->", from);
        Files.writeString(document, text.substring(0, from) + String.join("", rows.values()) + text.substring(to));
    }
}
