package io.jenkins.plugins.promotion.commandline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.commandline.Run;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptYamlTest {
    private static final Instant NOW = Instant.parse("2025-03-04T10:00:00Z");
    private static final String GOOD =
            """
            application: shop
            environments: [{name: test}]
            people: [{id: jo}]
            releases: [{version: 1.10}, {version: 1.20, build: 7}]
            steps:
              - {promote: 1.20, to: TEST, by: jo, build: 9, onFailure: rollback, expect: verified}
            """;

    @TempDir
    private Path directory;

    @Test
    void releasesWereBuiltInTheOrderInWhichTheyStand() throws IOException {
        List<Release> releases = read(GOOD).releases().stream().map(PlannedRelease::release).toList();

        assertThat(releases).extracting(Release::version).containsExactly("1.10", "1.20");
        assertThat(releases)
                .extracting(Release::build)
                .containsExactly(new BuildRef("shop", 1), new BuildRef("shop", 7));
        assertThat(releases)
                .extracting(Release::builtAt)
                .containsExactly(NOW.minusSeconds(120), NOW.minusSeconds(60));
    }

    @Test
    void aStepMayNameItsOwnBuild() throws IOException {
        Step step = read(GOOD).steps().get(0);

        assertThat(step.action()).isInstanceOfSatisfying(Step.Promote.class, promote -> {
            assertThat(promote.release().build()).isEqualTo(new BuildRef("shop", 9));
            assertThat(promote.release().builtAt()).isEqualTo(NOW.minusSeconds(60));
            assertThat(promote.environment().value()).isEqualTo("test");
            assertThat(promote.onFailure()).isEqualTo(OnFailure.ROLLBACK);
        });
        assertThat(step.expectation()).isEqualTo(new Expectation(Result.VERIFIED, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            application: shop                | applications: shop              | :1: applications: there is no such field here; known: application, environments,
            application: shop                | application:                    | :1: the field 'application' is missing
            {id: jo}                         | {id: jo}, {id: jo}              | :3: people[1].id: 'jo' is not allowed; each person is listed once
            version: 1.10                    | version: 1.20                   | :4: releases[1].version: '1.20' is not allowed; each version is listed once
            version: 1.10                    | version: 1.10, build: 0         | :4: releases[0]: build number: '0' is not allowed; it counts from 1
            version: 1.10                    | version: 1.10, crashesIn: [tset] | :4: releases[0].crashesIn[0]: environment: 'tset' is not allowed; there is no such environment; did you mean 'test'?
            version: 1.10                    | version: 1.10, artifacts: [x]   | :4: releases[0].artifacts[0]: artifact: 'x' is not allowed; it is written name@sha256:
            promote: 1.20                    | promote: 1.2                    | :6: steps[0].promote: '1.2' is not allowed; it is none of the releases: 1.10, 1.20
            to: TEST                         | to: tset                        | :6: steps[0].to: environment: 'tset' is not allowed; there is no such environment; did you mean 'test'? (known: test)
            by: jo,                          | by: joe,                        | :6: steps[0].by: 'joe' is not allowed; it is none of the people: jo
            by: jo,                          | for: jo,                        | :6: steps[0].for: there is no such field here; known: promote, to, by, build, onFailure, waitTimeout, notes, ticket, expect, because
            by: jo, build                    | build                           | :6: steps[0]: the field 'by' is missing
            onFailure: rollback              | onFailure: retry                | :6: steps[0].onFailure: 'retry' is not allowed; allowed: leave, rollback
            onFailure: rollback              | waitTimeout: soon               | :6: steps[0].waitTimeout: waitTimeout: 'soon' is not allowed; a duration is written 30s, 10m, 2h, 1d or 1h30m
            expect: verified                 | expect: good                    | :6: steps[0].expect: 'good' is not allowed; allowed: waiting, verified, failed, rolledBack,
            promote: 1.20                    | deploy: 1.20                    | :6: a step has exactly one of promote, approve, reject, abort, acknowledge, look; this one has none
            promote: 1.20                    | promote: 1.20, look: 1.20       | this one has promote and look
            environments: [{name: test}]     | environmentsFrom: none.yaml     | none.yaml: there is no such file
            environments: [{name: test}]     | environmentsFrom: none.yaml, x  | none.yaml, x: there is no such file
            """)
    void namesTheFileTheLineTheFieldTheValueAndWhatIsAllowed(String good, String bad, String message)
            throws IOException {
        assertThat(GOOD).contains(good);
        Path file = Files.writeString(directory.resolve("bad.yaml"), GOOD.replace(good, bad));

        Run run = Run.of("rehearse", file);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).startsWith(directory.toString()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void environmentsAreGivenOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("twice.yaml"), GOOD + "environmentsFrom: other.yaml\n");

        assertThat(Run.of("rehearse", file).err()).contains("twice.yaml:7: environmentsFrom: 'other.yaml'", "once");
    }

    @Test
    void aFileThatDoesNotExistIsBadInput() {
        Run run = Run.of("rehearse", directory.resolve("none.yaml"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml: there is no such file");
    }

    private Script read(String yaml) throws IOException {
        return ScriptYaml.read(Files.writeString(directory.resolve("rehearsal.yaml"), yaml), NOW);
    }
}
