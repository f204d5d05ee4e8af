package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Snapshot;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file that the first version wrote, with the events appended that were added since. It is read in this and every later version; a change that makes one of these
 * tests fail makes the ledgers of all users unreadable, so the change is wrong and not the file.
 */
class GoldenLedgerTest {
    @TempDir
    Path directory;

    @Test
    void formatOneIsReadBackToTheStateThatWasRecorded() throws Exception {
        SlotState expected = SlotState.empty(PRODUCTION);
        for (LedgerRecord record : GoldenEvents.records()) {
            expected = expected.after(record);
        }

        Path path = directory.resolve("production.jsonl");
        Files.write(path, golden());
        SlotState read = new FileLedger(path, PRODUCTION).state();

        assertThat(Snapshot.of(read)).isEqualTo(Snapshot.of(expected));
        assertThat(read.version()).isEqualTo(121);
        assertThat(read.ended())
                .extracting(Promotion::outcome)
                .containsExactly(
                        Outcome.VERIFIED,
                        Outcome.SUPERSEDED,
                        Outcome.BROKEN,
                        Outcome.REJECTED,
                        Outcome.ROLLED_BACK,
                        Outcome.FAILED,
                        Outcome.UNKNOWN,
                        Outcome.REFUSED,
                        Outcome.EXPIRED,
                        Outcome.ABORTED,
                        Outcome.UNKNOWN,
                        Outcome.VERIFIED,
                        Outcome.BROKEN,
                        Outcome.VERIFIED,
                        Outcome.VERIFIED,
                        Outcome.VERIFIED,
                        Outcome.VERIFIED,
                        Outcome.ABORTED);
        assertThat(read.live().orElseThrow().release().version()).isEqualTo("0.25");
        assertThat(read.dueTags()).isEmpty();
        assertThat(read.tags(new PromotionId(PRODUCTION, 25)))
                .as("one failed, and was made when it was tried again")
                .extracting(tag -> tag.end().outcome())
                .containsExactly(TagOutcome.MADE, TagOutcome.THERE, TagOutcome.MADE);
        assertThat(read.ended().get(0).requested().notes()).contains("𝄞\u2028vier");
        assertThat(Files.readAllBytes(path)).as("reading changes nothing").isEqualTo(golden());
    }

    @Test
    void whatTheFirstVersionWroteIsStillThere() throws Exception {
        String[] lines = new String(golden(), StandardCharsets.UTF_8).split("\n");

        assertThat(LedgerCodec.hash(lines[35].getBytes(StandardCharsets.UTF_8)))
                .as("the chain up to the last line of the first version")
                .isEqualTo("f2e06138b6eb623d5106e145690d770cc8771f084339d42686635b6cf45048d4");
    }

    @Test
    void whatAnEnvironmentDemandedOfADeploymentIsKept() throws Exception {
        Path path = directory.resolve("production.jsonl");
        Files.write(path, golden());
        Promotion promotion = new FileLedger(path, PRODUCTION)
                .state()
                .find(new PromotionId(PRODUCTION, 15))
                .orElseThrow();

        assertThat(promotion.gate("environment").orElseThrow().end().verdict()).isEqualTo("PASS");
        assertThat(promotion.gate("environment").orElseThrow().checks())
                .containsExactly("läden", "https://shop.example/", "db:5432", "Fehler");
    }

    @Test
    void aRequestWithoutAChecklistIsOneWithNothingToTick() throws Exception {
        Path path = directory.resolve("production.jsonl");
        Files.write(path, golden());
        SlotState read = new FileLedger(path, PRODUCTION).state();

        assertThat(read.find(new PromotionId(PRODUCTION, 13))
                        .orElseThrow()
                        .requested()
                        .checklist())
                .isEmpty();
        assertThat(read.find(new PromotionId(PRODUCTION, 14))
                        .orElseThrow()
                        .requested()
                        .checklist())
                .containsExactly("Datenbank geprüft ✓", "Läden informiert");
    }

    @Test
    void formatOneIsWrittenAnewByteForByte() throws Exception {
        Path path = directory.resolve("production.jsonl");
        FileLedger ledger = new FileLedger(path, PRODUCTION);
        for (LedgerRecord record : GoldenEvents.records()) {
            ledger.append(record.number() - 1, List.of(record.event()), record.at());
        }

        assertThat(Files.readString(path)).isEqualTo(new String(golden(), StandardCharsets.UTF_8));
    }

    @Test
    void everyKindOfEventAndEveryWordOccursInIt() throws Exception {
        String text = new String(golden(), StandardCharsets.UTF_8);
        Stream<Enum<?>> words = Stream.<Enum<?>[]>of(
                        Outcome.values(),
                        Kind.values(),
                        OnFailure.values(),
                        Decision.values(),
                        Found.values(),
                        Migration.values(),
                        OnUnwell.values(),
                        TagOutcome.values())
                .flatMap(Arrays::stream);
        assertThat(words).allSatisfy(word -> assertThat(text).contains("\"" + word.name() + "\""));
        List<Class<?>> kinds = kinds(SlotEvent.class).toList();
        assertThat(kinds).hasSize(33);
        for (Class<?> event : kinds) {
            String name = event.getSimpleName();
            assertThat(text).contains("\"type\":\"" + Character.toLowerCase(name.charAt(0)) + name.substring(1) + "\"");
            for (var component : event.getRecordComponents()) {
                assertThat(text).contains("\"" + component.getName() + "\":");
            }
        }
    }

    private static Stream<Class<?>> kinds(Class<?> event) {
        return event.isSealed()
                ? Arrays.stream(event.getPermittedSubclasses()).flatMap(GoldenLedgerTest::kinds)
                : Stream.of(event);
    }

    private static byte[] golden() throws IOException {
        try (InputStream file = GoldenLedgerTest.class.getResourceAsStream("format-1.jsonl")) {
            return file.readAllBytes();
        }
    }
}
