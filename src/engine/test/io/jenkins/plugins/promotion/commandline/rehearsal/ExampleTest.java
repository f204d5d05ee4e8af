package io.jenkins.plugins.promotion.commandline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.commandline.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation, from end to end. */
class ExampleTest {
    @TempDir
    private Path directory;

    @Test
    void tellsTheStoryOfARelease() {
        Path ledgers = directory.resolve("ledgers");

        Run run = Run.of("rehearse", Run.EXAMPLE, "--ledger", ledgers);

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "A release enters production once staging verified it, and one of release-managers approved it.",
                        "Step 1: Jo Park promotes 2.14.2 to staging",
                        "[promotion] staging-1: deploys 2.14.2, the first",
                        "/version answers 2.14.2",
                        "[promotion] staging-1: VERIFIED",
                        "[promotion] production-2: REFUSED: Order: 2.14.3 (digest sha256:5e1c0f4a) was not verified in staging.",
                        "[promotion] production-3: waits; nothing was touched",
                        "[why] Release managers: 0 of 1 from release-managers. Who can change it: release-managers, but not Jo"
                                + " Park, who started it. It does not change by itself.",
                        "[promotion] not possible, and nothing was recorded: You may not vote on production-3.",
                        "[promotion] production-3: Ines Almeida approved: \"Load test was fine\"",
                        "[promotion] production-3: may start: Order: Verified in staging, same digest sha256:5e1c0f4a.",
                        "[promotion] production-3: deploys 2.14.3 over 2.14.2",
                        "[promotion] production-3: VERIFIED",
                        "[promotion] production-4: SUPERSEDED by production-5",
                        "[promotion] production-5: REJECTED by Jo Park: Not before the sale ends",
                        "[promotion] production-6: the deployment of 2.14.6 failed: /healthz answered 503",
                        "[promotion] production-6: brings 2.14.3 back",
                        "/version answers 2.14.3",
                        "[promotion] production-6: ROLLED BACK",
                        "Release history of shop/webshop",
                        "What is live",
                        "Ledgers")
                .containsPattern("Environment +Version +When +By +Approved by +Outcome +Took +Build\n")
                .containsPattern("production +2\\.14\\.6 +\\S+ \\S+ +Tariq Demir +Jo Park +rolled back +.+ +shop/webshop #44\n")
                .containsPattern("production +2\\.14\\.3 +2\\.14\\.3 +they agree\n")
                .containsPattern("production\\.jsonl +22 +7 +unaltered +[0-9a-f]{64}\n")
                .endsWith("The rehearsal went as expected: 19 steps.\n")
                .doesNotContain("NOT AS EXPECTED", "\u001B");
        assertThat(Run.of("audit", ledgers).exitCode()).isZero();
        assertThat(ledgers).isDirectoryNotContaining("glob:**.torn-*");
    }

    @Test
    void ledgersAreNeverMixed() throws Exception {
        Path other = Files.writeString(directory.resolve("staging.jsonl"), "something");

        Run run = Run.of("rehearse", Run.EXAMPLE, "--ledger", directory);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--ledger: '" + directory + "' is not empty, it holds staging.jsonl;");
        assertThat(run.out()).isEmpty();
        assertThat(other).hasContent("something");
    }

    @Test
    void aFileIsNoDirectoryForLedgers() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        Run run = Run.of("rehearse", Run.EXAMPLE, "--ledger", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is no directory");
    }
}
