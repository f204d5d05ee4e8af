package io.jenkins.plugins.promotion.commandline.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.promotion.commandline.Run;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    private static final Path CONFIG = Run.EXAMPLE.resolveSibling("full-rules.yaml");
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");
    private static final Instant TUESDAY = Instant.parse("2026-12-08T17:00:00Z");

    @TempDir
    private Path directory;

    private static Run explain(Object... more) {
        return Run.of(Stream.concat(
                        Stream.of("explain", "--config", CONFIG, "--environment", "production", "--version", "2.14.3"),
                        Stream.of(more))
                .toArray());
    }

    private void verifyInStaging(Path place) throws Exception {
        PromotionId id = new PromotionId(STAGING, 1);
        Release release = new Release("2.14.3", List.of(), null, new BuildRef("shop", 41), TUESDAY.minusSeconds(9999));
        new FileLedger(place.resolve("staging.jsonl"), STAGING)
                .append(
                        0,
                        List.of(
                                new SlotEvent.Requested(
                                        id, Kind.PROMOTION, release, Principal.of("jo"), OnFailure.LEAVE, null, null, null),
                                new SlotEvent.DeployStarted(id, null, List.of()),
                                new SlotEvent.Ended(id, Outcome.VERIFIED, null, null, null)),
                        TUESDAY);
    }

    @Test
    void answersRuleByRuleAndSaysWhen() throws Exception {
        verifyInStaging(directory);

        Run run = explain(
                "--at", "2026-12-24T16:00[America/Los_Angeles]", "--ledger", directory, "--application", "webshop",
                "--ticket", "SHOP-1", "--notes", "New checkout", "--by", "jo");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(
                        """
                        Could 2.14.3 of webshop enter production on Thu 2026-12-24 16:00 (America/Los_Angeles)? No.

                        satisfied  Order: Verified in staging, same version 2.14.3, at least 1h ago.
                        satisfied  Request: Ticket SHOP-1.
                        waiting    Deployment hours: Closed, it opens on Tue 2026-12-29 10:00 (America/Los_Angeles).
                                   Who can change it: People with the permission to override. It changes by itself on Tue 2026-12-29 10:00 (America/Los_Angeles).
                        satisfied  Friday afternoons: No freeze before Fri 2026-12-25 12:00 (America/Los_Angeles).
                        satisfied  Thanksgiving: No freeze before Thu 2027-11-25 00:00 (America/Los_Angeles).
                        waiting    Year end: Frozen until Mon 2027-01-04 10:00 (America/Los_Angeles): The busiest weeks of the year.
                                   Who can change it: People with the permission to override. It changes by itself on Mon 2027-01-04 10:00 (America/Los_Angeles).
                        waiting    Before the release: 0 of 4 ticked; missing: Database migrations reviewed; Feature flags configured; Stakeholders notified; On call knows of it.
                                   Who can change it: Whoever may approve it. It does not change by itself.
                        waiting    Release managers: 0 of 2 from release-managers.
                                   Who can change it: release-managers, but not jo, who started it, but none of its authors and committers. It does not change by itself.
                        satisfied  Slot: Free.

                        As far as the clock decides, it could start on Tue 2027-01-05 10:00 (America/Los_Angeles). What only people can change: Before the release (Whoever may approve it), Release managers (release-managers, but not jo, who started it, but none of its authors and committers).
                        """);
    }

    @Test
    void saysItInJson() throws Exception {
        verifyInStaging(directory);

        Run run = explain(
                "--at", "2026-12-08T09:30[America/Los_Angeles]", "--ledger", directory, "--format", "json", "--ticket", "1",
                "--notes", "n");
        JsonNode answer = new JsonMapper().readTree(run.out());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(answer.get("passes").booleanValue()).isFalse();
        assertThat(answer.at("/findings/0/rule").textValue()).isEqualTo("Order");
        assertThat(answer.at("/findings/0/status").textValue()).isEqualTo("WAITING");
        assertThat(answer.at("/findings/0/changesAt").textValue()).isEqualTo("2026-12-08T18:00:00Z");
        assertThat(answer.get("clearAt").textValue()).isEqualTo("2026-12-08T18:00:00Z");
        assertThat(answer.at("/leftToPeople").findValuesAsText("rule")).containsExactly("Before the release", "Release managers");
        assertThat(answer.get("promotion").isNull()).isTrue();
    }

    @Test
    void yesIsExitCodeZero() {
        Run run = Run.of("explain", "--config", CONFIG, "--environment", "staging", "--version", "1.0");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("? Yes.", "No ledger was given: nothing counts as live, verified or approved.", "It could start then.");
    }

    @Test
    void aPromotionThatWaitsIsAskedAboutWithItsVotes() throws Exception {
        PromotionId id = new PromotionId(STAGING, 1);
        Release release = new Release("2.14.3", List.of(), null, new BuildRef("shop", 41), TUESDAY);
        Path config = Files.writeString(
                directory.resolve("held.yaml"),
                "environments: [{name: staging, hold: the data centre moves, approvals: [{}]}]");
        Path place = Files.createDirectories(directory.resolve("applications/webshop"));
        new FileLedger(place.resolve("staging.jsonl"), STAGING)
                .append(
                        0,
                        List.of(new SlotEvent.Requested(
                                id, Kind.PROMOTION, release, Principal.of("jo"), OnFailure.LEAVE, null, null, null)),
                        TUESDAY);

        Run run = Run.of(
                "explain", "--config", config, "--environment", "staging", "--version", "2.14.3", "--ledger", directory,
                "--application", "WebShop", "--at", "2026-12-08T18:00:00Z");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "It is asked of staging-1, which waits.",
                        "waiting    Hold: staging is held for every application by its configuration: the data centre moves.",
                        "It does not wait for the clock. What only people can change: Approvals");
    }

    @Test
    void anAlteredLedgerIsNotReliedOn() throws Exception {
        verifyInStaging(directory);
        Path file = directory.resolve("staging.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"jo\"", "\"mo\""));

        Run run = explain("--ledger", directory);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("NOT RELIABLE", "line 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --at          | tomorrow                      | --at: time: 'tomorrow' is not allowed; it takes a time with a zone
            --at          | 2026-12-24T16:00              | it takes a time with a zone, such as 2026-12-24T16:00[America/Los_Angeles]
            --at          | 2026-12-24T25:00[UTC]         | --at: time: '2026-12-24T25:00[UTC]' is not allowed
            --at          | 2026-12-24T16:00[America/LA]  | --at: zone: 'America/LA' is not allowed; it takes a time zone by name
            --artifact    | shop.war                      | --artifact: artifact: 'shop.war' is not allowed
            --ledger      | nowhere                       | --ledger: 'nowhere' is no directory
            --format      | xml                           | text, json
            """)
    void badInputIsNamed(String option, String value, String message) {
        Run run = explain(option, value);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownEnvironmentIsAnsweredWithTheNearest() {
        Run run = Run.of("explain", "--config", CONFIG, "--environment", "prodution", "--version", "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--environment: environment: 'prodution' is not allowed; there is no such environment; did you mean 'production'?");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-24T16:00[America/Los_Angeles], 2026-12-25T00:00:00Z",
        "2026-12-24[Europe/Berlin], 2026-12-23T23:00:00Z",
        "2026-12-24T16:00+05:30[Asia/Kolkata], 2026-12-24T10:30:00Z",
        "2026-12-24T16:00:30Z, 2026-12-24T16:00:30Z",
        "2026-03-29T02:30[Europe/Berlin], 2026-03-29T01:30:00Z",
    })
    void momentsAreReadWithTheirZone(String text, Instant at) {
        assertThat(Moment.parse(text).at()).isEqualTo(at);
    }
}
