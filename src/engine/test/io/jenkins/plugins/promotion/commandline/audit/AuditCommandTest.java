package io.jenkins.plugins.promotion.commandline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.promotion.commandline.Run;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.StaleVersionException;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    private static final EnvironmentName PRODUCTION = EnvironmentName.of("production");
    private static final Instant AT = Instant.parse("2025-03-04T10:15:30.123Z");

    @TempDir
    private Path directory;

    private Path file;
    private FileLedger ledger;

    @BeforeEach
    void verifyOneReleaseAndBeginTheNext() throws StaleVersionException {
        file = directory.resolve("production.jsonl");
        ledger = new FileLedger(file, PRODUCTION);
        PromotionId first = new PromotionId(PRODUCTION, 1);
        PromotionId second = new PromotionId(PRODUCTION, 2);
        ledger.append(
                0,
                List.of(
                        requested(first, "2.14.2"),
                        new SlotEvent.DeployStarted(first, null, List.of()),
                        new SlotEvent.Ended(first, Outcome.VERIFIED, null, null, null),
                        requested(second, "2.14.3"),
                        new SlotEvent.DeployStarted(second, "2.14.2", List.of())),
                AT);
    }

    @Test
    void saysWhatALedgerHolds() throws IOException {
        Run run = audited(0, file);

        assertThat(run.out())
                .contains("  records     5, unaltered\n")
                .contains("  promotions  2, of which 1 not ended\n")
                .contains("  head        " + ledger.head() + "\n")
                .contains("  live        2.14.2 since 2025-03-04T10:15:30.123Z, by production-1\n")
                .contains("  holder      production-2 (2.14.3, shop/webshop #3)\n")
                .contains("  condition   CLEAR\n")
                .contains("All is as it was recorded (ledgers verified: 1).")
                .doesNotContain("torn");
    }

    @Test
    void saysItInJson() throws IOException {
        JsonNode answer = new JsonMapper().readTree(audited(0, "--format", "json", file).out());

        JsonNode one = answer.at("/ledgers/0");
        assertThat(answer.get("sound").booleanValue()).isTrue();
        assertThat(one.get("records").longValue()).isEqualTo(5);
        assertThat(one.get("head").textValue()).isEqualTo(ledger.head());
        assertThat(one.at("/live/version").textValue()).isEqualTo("2.14.2");
        assertThat(one.at("/holder/promotion").textValue()).isEqualTo("production-2");
        assertThat(one.get("marked").isNull()).isTrue();
    }

    @Test
    void tellsWhoLeftASlotMarked() throws IOException, StaleVersionException {
        ledger.append(
                5,
                List.of(new SlotEvent.Ended(
                        new PromotionId(PRODUCTION, 2), Outcome.UNKNOWN, "The build is gone.", null, null)),
                AT);

        assertThat(audited(0, file).out())
                .contains("  holder      nobody\n", "  condition   UNKNOWN, left by production-2 (2.14.3, shop/webshop #3)\n");
    }

    @Test
    void namesTheLineThatWasAltered() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"VERIFIED\"", "\"FAILED\""));

        Run run = audited(1, file);
        JsonNode answer = new JsonMapper().readTree(audited(1, "--format=json", file).out());

        assertThat(run.out())
                .contains("NOT RELIABLE: The ledger " + file + " was altered: line 4 ")
                .contains("NOT RELIABLE: 1 of 1 ledgers.");
        assertThat(answer.get("sound").booleanValue()).isFalse();
        assertThat(answer.at("/ledgers/0/problem").textValue()).contains("line 4");
        assertThat(answer.at("/ledgers/0/live").isMissingNode()).isTrue();
    }

    @Test
    void aRemovedLineIsAnAlteration() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.write(file, Stream.concat(lines.stream().limit(1), lines.stream().skip(2)).toList());

        assertThat(audited(1, file).out()).contains("was altered: line 2 ");
    }

    @Test
    void aNotedHeadShowsThatNothingWasCutOffOrWrittenAnew() throws IOException, StaleVersionException {
        String noted = ledger.head();
        ledger.append(
                5,
                List.of(new SlotEvent.Ended(new PromotionId(PRODUCTION, 2), Outcome.VERIFIED, null, null, null)),
                AT);
        assertThat(audited(0, "--head", noted, file).out()).contains("  records     6, unaltered");

        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 4));

        assertThat(audited(0, file).out()).contains("  records     4, unaltered");
        assertThat(audited(1, "--head", noted, file).out())
                .contains("NOT RELIABLE: no record in it has the noted head " + noted);
    }

    @Test
    void aNotedHeadBelongsToOneLedgerAndHasTheFormOfAHash() throws IOException {
        Files.copy(file, directory.resolve("staging.jsonl"));

        assertThat(audited(2, "--head", ledger.head(), directory).err()).contains("--head: it belongs to one ledger, and 2");
        assertThat(audited(2, "--head", "abc", file).err()).contains("--head: 'abc' is not allowed; it takes the 64");
    }

    @Test
    void reportsATornEndAndLeavesItAsItIs() throws IOException {
        Files.writeString(file, "{\"v\":1,\"n\":6", StandardOpenOption.APPEND);
        Files.writeString(directory.resolve("production.jsonl.torn-1"), "{");

        Run run = audited(0, file);
        JsonNode answer = new JsonMapper().readTree(audited(0, "--format", "json", file).out());

        assertThat(run.out())
                .contains("  records     5, unaltered\n")
                .contains("  torn end    12 bytes after the last record")
                .contains("  cut earlier 1 torn ends");
        assertThat(answer.at("/ledgers/0/tornBytes").longValue()).isEqualTo(12);
        assertThat(answer.at("/ledgers/0/cutEarlier").longValue()).isEqualTo(1);
    }

    @Test
    void findsTheLedgersOfADirectoryAndThoseOfJobsBelowIt() throws IOException {
        Path job = Files.createDirectories(directory.resolve("jobs/shop/promotions"));
        Files.copy(file, job.resolve("production.jsonl"));
        Path application = Files.createDirectories(job.resolve("applications/webshop"));
        Files.copy(file, application.resolve("production.jsonl"));
        Files.writeString(Files.createDirectories(directory.resolve("jobs/shop/builds")).resolve("log.jsonl"), "no ledger");

        Run run = audited(0, directory);

        assertThat(run.out())
                .contains("(ledgers verified: 3).")
                .contains(file + "\n", job.resolve("production.jsonl") + "\n", application.resolve("production.jsonl") + "\n");
        assertThat(audited(0, job).out()).contains("(ledgers verified: 2).");
    }

    @Test
    void theDirectoryMayBeASymbolicLink(@TempDir Path elsewhere) throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("jobs"), directory);

        assertThat(audited(0, link).out()).contains("(ledgers verified: 1).");
    }

    @Test
    void oneBadLedgerAmongGoodOnesFailsTheAuditAndHidesNoOther() throws IOException {
        Files.writeString(directory.resolve("staging.jsonl"), "{}\n");
        Files.writeString(directory.resolve("not a name.jsonl"), "");

        Run run = audited(1, directory);

        assertThat(run.out())
                .contains("NOT RELIABLE: its name is not that of a ledger", "NOT RELIABLE: 2 of 3 ledgers.")
                .contains("  records     5, unaltered\n");
    }

    @Test
    void theArchiveOfDeletedJobsIsAudited() throws IOException {
        Path archive = directory.resolve("promotions/archive");
        Path shop = Files.createDirectories(archive.resolve("20261121-154012-123-shop"));
        Files.copy(file, shop.resolve("production.jsonl"));
        Files.writeString(shop.resolve("deleted.json"), "{\"item\": \"shop\"}");

        assertThat(audited(0, directory.resolve("promotions")).out())
                .contains("20261121-154012-123-shop", "(ledgers verified: 1).");
        assertThat(audited(0, shop).out()).contains("(ledgers verified: 1).");
    }

    @Test
    void aDirectoryWithoutLedgersIsBadInput() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThat(audited(2, empty).err()).contains(empty + ": there is no ledger in this directory");
    }

    @Test
    void whatDoesNotExistIsBadInput() throws IOException {
        assertThat(audited(2, directory.resolve("nowhere")).err()).contains("there is no such file or directory");
    }

    @Test
    void anUnknownFormatIsBadInput() throws IOException {
        assertThat(audited(2, "--format", "xml", file).err()).contains("xml", "text, json");
    }

    /** Audits, and checks the exit code and that nothing was touched. */
    private Run audited(int exitCode, Object... arguments) throws IOException {
        Map<String, String> before = content();
        Object[] all = Stream.concat(Stream.of("audit"), Stream.of(arguments)).toArray();

        Run run = Run.of(all);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
        assertThat(content()).isEqualTo(before);
        return run;
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                content.put(path.toString(), Files.getLastModifiedTime(path) + Files.readString(path));
            }
        }
        return content;
    }

    private static SlotEvent requested(PromotionId id, String version) {
        Release release = new Release(
                version, List.of(), null, new BuildRef("shop/webshop", id.number() + 1), AT.plusSeconds(id.number()));
        return new SlotEvent.Requested(
                id, Kind.PROMOTION, release, new Principal("jo", "Jo Park"), OnFailure.LEAVE, null, null, null);
    }
}
