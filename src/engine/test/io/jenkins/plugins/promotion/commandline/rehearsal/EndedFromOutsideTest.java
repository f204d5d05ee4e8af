package io.jenkins.plugins.promotion.commandline.rehearsal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.commandline.Main;
import io.jenkins.plugins.promotion.commandline.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal in a process of its own that does not come to its end. */
@Timeout(180)
class EndedFromOutsideTest {
    @TempDir
    private Path temporary;

    @Test
    void aRehearsalThatIsKilledLeavesNoService() throws Exception {
        Process rehearsal = untilTheFirstService();
        ProcessHandle service = onlyChild(rehearsal);

        rehearsal.destroyForcibly();

        service.onExit().get(60, SECONDS);
        assertThat(rehearsal.waitFor()).isNotZero();
    }

    @Test
    void aRehearsalThatIsAskedToEndCleansUpFirst() throws Exception {
        Process rehearsal = untilTheFirstService();
        ProcessHandle service = onlyChild(rehearsal);

        rehearsal.destroy();

        assertThat(rehearsal.waitFor(60, SECONDS)).isTrue();
        assertThat(service.isAlive()).isFalse();
        assertThat(rehearsal.exitValue()).isNotZero();
        assertThat(temporary).isDirectoryNotContaining("glob:**/promotion-rehearsal*");
    }

    /** Staging keeps its first service until the tenth line after this, so that it is the one to look at. */
    private Process untilTheFirstService() throws IOException {
        Process rehearsal = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "rehearse",
                        Run.EXAMPLE.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = rehearsal.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.contains("/version answers 2.14.2")) {
            line = output.readLine();
        }
        assertThat(line).as("the line of the first deployment").isNotNull();
        return rehearsal;
    }

    private static ProcessHandle onlyChild(Process rehearsal) {
        List<ProcessHandle> children = rehearsal.children().toList();
        assertThat(children).isNotEmpty();
        return children.get(0);
    }
}
