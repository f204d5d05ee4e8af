package io.jenkins.plugins.promotion.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpListsTheCommandsForPeopleAndTheExitCodes() {
        Run run = Run.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("rehearse", "explain", "analyze", "audit", "Exit codes:")
                .doesNotContain("service", "characteristics")
                .doesNotContain("\u001B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rehearse", "explain", "analyze", "audit", "characteristics"})
    void eachCommandDocumentsItsExitCodes(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: promotion " + command, "  0   ", "  1   ", "  2   ");
    }

    @Test
    void tellsItsVersion() {
        Run run = Run.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("promotion ");
    }

    @Test
    void noCommandIsBadInput() {
        Run run = Run.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Which command?", "rehearse");
    }

    @Test
    void anUnknownOptionIsBadInput() {
        Run run = Run.of("audit", "--formats", "json", ".");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--formats");
    }
}
