package io.jenkins.plugins.promotion.commandline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.commandline.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {
    private static final String CAST =
            """
            application: shop
            people:
              - {id: jo, name: Jo Park}
              - {id: ines, groups: [managers]}
            releases:
              - {version: 1.10, cannotReturnTo: [live]}
              - {version: 1.11, crashesIn: [live]}
              - {version: 1.12}
            """;
    private static final String OPEN = CAST + "environments: [{name: test}, {name: live}]\n";

    @TempDir
    private Path directory;

    @Test
    void aDeploymentThatFailsAndIsLeftMarksTheSlot() throws IOException {
        Run run = rehearsed(0, OPEN, """
                - {promote: 1.10, to: live, by: jo, expect: verified}
                - {promote: 1.11, to: live, by: jo, expect: failed, because: this release was made to crash}
                """);

        assertThat(run.out())
                .containsPattern("live +1\\.10 +nothing +THEY DIFFER, and the record says that the slot is FAILED\n");
    }

    @Test
    void aRollbackThatFailsBreaksTheSlotUntilSomebodyAcknowledges() throws IOException {
        Run run = rehearsed(0, OPEN, """
                - {promote: 1.10, to: live, by: jo, expect: verified}
                - {promote: 1.11, to: live, by: jo, onFailure: rollback, expect: broken}
                - {promote: 1.12, to: live, by: jo, expect: waiting, because: Somebody has to look}
                - {acknowledge: live, by: ines, found: other, reason: The host is down, expect: acknowledged}
                - {look: 1.12, in: live, expect: verified}
                """);

        assertThat(run.out())
                .containsSubsequence(
                        "brings 1.10 back",
                        "the rollback to 1.10 failed",
                        "BROKEN",
                        "[why] Slot: live is broken",
                        "Who can change it: People with the permission to roll back",
                        "acknowledged; live is nothing that the record can name",
                        "deploys 1.12, the first",
                        "VERIFIED");
    }

    @Test
    void whatWaitsForAnotherEnvironmentGoesOnWhenThatIsVerified() throws IOException {
        String environments =
                """
                environments:
                  - {name: test, approvals: [{groups: [managers]}]}
                  - {name: live, order: {environments: [test]}}
                """;

        Run run = rehearsed(0, CAST + environments, """
                - {promote: 1.12, to: test, by: jo, expect: waiting}
                - {promote: 1.12, to: live, by: jo, expect: waiting, because: on its way to test}
                - {approve: 1.12, in: test, by: ines, expect: verified}
                - {look: 1.12, in: live, expect: verified}
                """);

        assertThat(run.out()).containsSubsequence("test-1: VERIFIED", "live-1: may start: Order", "live-1: VERIFIED");
    }

    @Test
    void waitingEndsByADeadlineOrByAPerson() throws IOException {
        String environments = "environments: [{name: live, approvals: [{count: 2}]}]\n";
        String cast = CAST.replace(", cannotReturnTo: [live]", "");

        Run run = rehearsed(0, cast + environments, """
                - {promote: 1.10, to: live, by: jo, waitTimeout: 0s, expect: expired}
                - {promote: 1.12, to: live, by: jo, waitTimeout: 1h, expect: waiting}
                - {approve: 1.12, in: live, by: jo, expect: waiting, because: 1 of 2}
                - {abort: 1.12, in: live, by: ines, reason: Not today, expect: aborted, because: Not today}
                - {approve: 1.12, in: live, by: ines, expect: notPossible, because: does not wait any more}
                - {approve: 1.11, in: live, by: ines, expect: notPossible, because: was ever asked for}
                - {acknowledge: live, by: ines, found: previous, reason: I looked, expect: notPossible}
                """);

        assertThat(run.out()).contains("and it gives up at ", "[promotion] live-2: ABORTED by ines: Not today");
    }

    @Test
    void aStepThatGoesAnotherWayFailsTheRehearsalWhichGoesOn() throws IOException {
        Run run = rehearsed(1, OPEN, """
                - {promote: 1.12, to: live, by: jo, expect: waiting}
                - {promote: 1.10, to: live, by: jo, expect: refused, because: it is Friday}
                - {promote: 1.10, to: test, by: jo}
                """);

        assertThat(run.out())
                .contains("[expect] NOT AS EXPECTED: expected waiting, but it is verified")
                .contains("[expect] NOT AS EXPECTED: expected refused because 'it is Friday', but it is refused because 'Newer: ")
                .containsPattern("test +1\\.10 .*verified")
                .endsWith("THE REHEARSAL DID NOT GO AS EXPECTED: 2 of 3 steps (2 with an expectation) did not.\n");
    }

    @Test
    void environmentsMayComeFromAFileOfConfigurationAsCode() throws IOException {
        Files.writeString(directory.resolve("jenkins.yaml"), """
                jenkins: {systemMessage: hello}
                unclassified: {environmentPromotion: {environments: [{name: live, approvals: [{}]}]}}
                """);
        String cast = CAST.replace("live", "LIVE") + "environmentsFrom: jenkins.yaml\n";

        Run run = rehearsed(0, cast, "- {promote: 1.12, to: live, by: jo, expect: waiting}\n");

        assertThat(run.out()).contains("somebody who may approve it did so");
    }

    @Test
    void leavesNoLedgersBehindUnlessAsked() throws IOException {
        Run run = rehearsed(0, OPEN, "- {promote: 1.12, to: live, by: jo, expect: verified}\n", "--ledger", "kept/here");

        assertThat(run.out()).contains("They are kept in ");
        assertThat(directory.resolve("kept/here")).isDirectoryContaining("glob:**/live.jsonl");
        assertThat(directory.resolve("kept/here/test.jsonl")).doesNotExist();
    }

    @Test
    void whatPeopleWroteCannotSteerTheTerminal() throws IOException {
        Run run = rehearsed(0, OPEN, "- {promote: 1.12, to: live, by: jo, notes: \"a\\nb\\e[31mc\"}\n");

        assertThat(run.out()).containsPattern("started by Jo Park: \"a b.\\[31mc\"\n").doesNotContain("\u001B");
    }

    private Run rehearsed(int exitCode, String head, String steps, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("rehearsal.yaml"), head + "steps:\n" + steps.indent(2));
        Run run = options.length == 0
                ? Run.of("rehearse", file)
                : Run.of("rehearse", file, options[0], directory.resolve(options[1]));
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
        return run;
    }
}
