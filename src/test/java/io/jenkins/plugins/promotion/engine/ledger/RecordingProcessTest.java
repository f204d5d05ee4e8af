package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RecordingProcessTest {
    @RegisterExtension
    final LedgerLog log = new LedgerLog();

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void whatAKilledProcessAcknowledgedIsOnRecord() throws Exception {
        Path path = directory.resolve("production.jsonl");
        Process process = RecordingProcess.start(path);
        long acknowledged = 0;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            while (acknowledged < 60) {
                acknowledged = Long.parseLong(output.readLine());
            }
            process.toHandle().destroyForcibly();
            for (String line = output.readLine(); line != null && line.matches("[0-9]+"); line = output.readLine()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(new FileLedger(path, PRODUCTION).state().version()).isBetween(acknowledged, acknowledged + 2);
    }

    /** A limit on the size of files stands for a full disk: a write is cut short in the middle of a record. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whereTheDiskIsFullNothingIsHalfRecordedAndWhatWasAcknowledgedStays() throws Exception {
        Path path = directory.resolve("production.jsonl");
        Process process = RecordingProcess.start(path, "sh", "-c", "ulimit -f 64 && exec \"$@\"", "sh");
        List<String> output = lines(process);
        process.waitFor();

        long acknowledged = Long.parseLong(output.get(output.size() - 3));
        assertThat(output.get(output.size() - 2)).startsWith("The ledger " + path + " cannot be written: ");
        assertThat(output).last().isEqualTo("reads " + acknowledged);
        FileLedger reopened = new FileLedger(path, PRODUCTION);
        assertThat(reopened.state().version()).isEqualTo(acknowledged).isGreaterThan(10);
        assertThat(reopened.tornTails()).isEmpty();
        assertThat(Files.size(path)).isLessThan(64 * 1024);
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }
}
