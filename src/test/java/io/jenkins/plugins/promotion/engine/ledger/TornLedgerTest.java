package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TornLedgerTest {
    private static final List<LedgerRecord> RECORDS = GoldenEvents.records();

    @RegisterExtension
    final LedgerLog log = new LedgerLog();

    @TempDir
    Path directory;

    private Path path;
    private byte[] three;
    private byte[] four;

    @BeforeEach
    void writeFourRecords() throws Exception {
        path = directory.resolve("production.jsonl");
        FileLedger ledger = new FileLedger(path, PRODUCTION);
        append(ledger, 0, 3);
        three = Files.readAllBytes(path);
        append(ledger, 3, 4);
        four = Files.readAllBytes(path);
    }

    private static void append(FileLedger ledger, int from, int to) throws StaleVersionException {
        for (LedgerRecord record : RECORDS.subList(from, to)) {
            ledger.append(record.number() - 1, List.of(record.event()), record.at());
        }
    }

    @Test
    void aRecordTornAtAnyByteIsCutOffKeptAndListedAndTheLedgerGoesOn() throws Exception {
        for (int length = three.length + 1; length < four.length; length++) {
            Path torn = Files.createDirectory(directory.resolve("at-" + length)).resolve("production.jsonl");
            Files.write(torn, Arrays.copyOf(four, length));
            FileLedger ledger = new FileLedger(torn, PRODUCTION);

            assertThat(ledger.state().version()).as("torn at byte " + length).isEqualTo(3);
            assertThat(torn).hasBinaryContent(three);
            assertThat(ledger.tornTails()).singleElement().satisfies(side -> {
                assertThat(side).hasFileName("production.jsonl.torn-1");
                assertThat(side)
                        .hasBinaryContent(Arrays.copyOfRange(
                                four, three.length, Math.toIntExact(three.length + Files.size(side))));
            });
            assertThat(Files.size(ledger.tornTails().get(0))).isEqualTo(length - three.length);
            append(ledger, 3, 4);
            assertThat(torn).hasBinaryContent(four);
        }
    }

    @Test
    void aTornEndIsReportedOnce() throws Exception {
        Files.writeString(path, "torn", StandardOpenOption.APPEND);
        FileLedger ledger = new FileLedger(path, PRODUCTION);
        ledger.state();
        ledger.state();

        assertThat(log.messages())
                .containsExactly(
                        "WARNING The ledger " + path + " ended in 4 bytes that are no record, after record 4: a write"
                                + " was cut short. They were moved to production.jsonl.torn-1.");
    }

    @Test
    void aFileThatEndsBetweenTwoRecordsIsNotTorn() throws IOException {
        Files.write(path, three);
        FileLedger ledger = new FileLedger(path, PRODUCTION);

        assertThat(ledger.state().version()).isEqualTo(3);
        assertThat(ledger.tornTails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 10_000})
    void zerosAtTheEndAreCutOff(int zeros) throws Exception {
        Files.write(path, new byte[zeros], StandardOpenOption.APPEND);
        FileLedger ledger = new FileLedger(path, PRODUCTION);

        assertThat(ledger.state().version()).isEqualTo(4);
        assertThat(path).hasBinaryContent(four);
        assertThat(ledger.tornTails())
                .singleElement()
                .satisfies(side -> assertThat(side).hasBinaryContent(new byte[zeros]));
    }

    @Test
    void aRecordOfWhichOnlyTheBeginningOrTheEndReachedTheDiskIsCutOff() throws Exception {
        int middle = (three.length + four.length) / 2;
        byte[] endMissing = four.clone();
        Arrays.fill(endMissing, middle, four.length, (byte) 0);
        byte[] beginningMissing = four.clone();
        Arrays.fill(beginningMissing, three.length, middle, (byte) 0);
        for (byte[] torn : List.of(endMissing, beginningMissing)) {
            Files.write(path, torn);
            assertThat(new FileLedger(path, PRODUCTION).state().version()).isEqualTo(3);
            assertThat(path).hasBinaryContent(three);
        }
    }

    @Test
    void everyTornEndIsKeptUnderItsOwnNumber() throws Exception {
        for (int i = 1; i <= 11; i++) {
            Files.writeString(path, "torn " + i, StandardOpenOption.APPEND);
            assertThat(new FileLedger(path, PRODUCTION).tornTails()).hasSize(i);
        }
        List<Path> sides = new FileLedger(path, PRODUCTION).tornTails();
        assertThat(sides.get(0)).hasContent("torn 1");
        assertThat(sides.get(10)).hasContent("torn 11").hasFileName("production.jsonl.torn-11");

        Files.delete(sides.get(0));
        Files.writeString(path, "torn 12", StandardOpenOption.APPEND);
        assertThat(new FileLedger(path, PRODUCTION).tornTails())
                .as("a number is not used again")
                .hasSize(11)
                .last()
                .satisfies(side -> assertThat(side).hasContent("torn 12"));
    }

    @Test
    void aFirstRecordThatWasTornLeavesAnEmptyLedger() throws Exception {
        Files.write(path, "{\"v\":1,\"n\":1".getBytes(StandardCharsets.UTF_8));
        FileLedger ledger = new FileLedger(path, PRODUCTION);

        assertThat(ledger.state().version()).isZero();
        append(ledger, 0, 4);
        assertThat(path).hasBinaryContent(four);
    }

    @Test
    void ofSeveralRecordsWrittenAtOnceThoseThatAreWholeStay() throws Exception {
        Path other = directory.resolve("other.jsonl");
        new FileLedger(other, PRODUCTION)
                .append(
                        0,
                        RECORDS.subList(0, 3).stream().map(LedgerRecord::event).toList(),
                        RECORDS.get(0).at());
        byte[] whole = Files.readAllBytes(other);
        Files.write(other, Arrays.copyOf(whole, whole.length - 1));

        FileLedger ledger = new FileLedger(other, PRODUCTION);

        assertThat(ledger.state().version()).isEqualTo(2);
        assertThat(ledger.tornTails()).hasSize(1);
    }
}
