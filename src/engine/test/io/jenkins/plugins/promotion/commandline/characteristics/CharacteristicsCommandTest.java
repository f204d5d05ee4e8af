package io.jenkins.plugins.promotion.commandline.characteristics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.commandline.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacteristicsCommandTest {
    private static final String ONLY = "Errors, 10 a minute, 60 looks of a minute: (no change|ratio 3)";

    @TempDir
    private Path directory;

    @Test
    void theSameSeedGivesTheSameTable() {
        Run first = Run.of("characteristics", "--runs", "20", "--only", ONLY);
        Run second = Run.of("characteristics", "--runs", "20", "--only", ONLY);
        Run other = Run.of("characteristics", "--runs", "20", "--only", ONLY, "--seed", "2");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).isEqualTo(second.out()).isNotEqualTo(other.out());
        assertThat(first.out()).contains("| no change | 0.05 | no | 0.", "| ratio 3 | 0.05 | no | 1.0000");
    }

    /** The plain test knows nothing of a memory; ours does. It has no declared looks, and other kinds have other tests. */
    @Test
    void thePlainTestStandsBesideAverages() {
        Run run = Run.of("characteristics", "--runs", "100", "--only", "60 looks: autocorrelation 0.8 a side, no change");
        Run errors = Run.of("characteristics", "--runs", "3", "--only", ONLY);

        assertThat(run.out()).contains("| Kayenta, asked at each look | plain signed ranks |\n|---|---|---|---|---|---|---|---|---|\n");
        assertThat(run.out()).containsPattern("\\| no \\| 0\\.[01]\\d+ .*\\|  \\| 0\\.[4-6]\\d+ \\([\\d.]+\\) \\|\n");
        assertThat(run.out()).containsPattern("\\| yes \\| 0\\.[01]\\d+ .*\\|  \\|  \\|\n");
        assertThat(errors.out()).doesNotContain("signed ranks");
    }

    @Test
    void theTableIsPutBetweenTheMarks() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.md"), "before\n<!-- characteristics: begin -->\nold\n<!-- characteristics: end -->\nafter\n");

        Run run = Run.of("characteristics", "--runs", "3", "--only", ONLY, "--write", file);

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(file))
                .startsWith("before\n<!-- characteristics: begin -->\n3 runs a row, seed 1.\n")
                .endsWith("<!-- characteristics: end -->\nafter\n")
                .doesNotContain("old");
    }

    @Test
    void aFileWithoutMarksIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("a.md"), "text");

        Run run = Run.of("characteristics", "--runs", "3", "--only", ONLY, "--write", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has no marks");
        assertThat(Files.readString(file)).isEqualTo("text");
    }
}
