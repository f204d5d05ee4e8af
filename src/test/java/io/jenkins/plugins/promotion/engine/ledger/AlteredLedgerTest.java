package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlteredLedgerTest {
    @TempDir
    Path directory;

    private Path path;
    private byte[] sound;

    @BeforeEach
    void writeTenRecords() throws Exception {
        path = directory.resolve("production.jsonl");
        FileLedger ledger = new FileLedger(path, PRODUCTION);
        for (LedgerRecord record : GoldenEvents.records().subList(0, 10)) {
            ledger.append(record.number() - 1, List.of(record.event()), record.at());
        }
        sound = Files.readAllBytes(path);
    }

    static Stream<Arguments> alterations() {
        return Stream.of(
                alteration(
                        "a letter of line 4 changed",
                        5,
                        lines -> lines.set(3, lines.get(3).replace("VERIFIED", "VERIFIEd"))),
                alteration(
                        "a word of line 4 replaced",
                        4,
                        lines -> lines.set(3, lines.get(3).replace("VERIFIED", "ABORTED"))),
                alteration(
                        "a vote made another's",
                        3,
                        lines -> lines.set(1, lines.get(1).replace("ops", "eve"))),
                alteration(
                        "the time of line 1 moved",
                        2,
                        lines -> lines.set(0, lines.get(0).replace("T09:", "T08:"))),
                alteration("a blank added to line 2", 3, lines -> lines.set(1, lines.get(1) + " ")),
                alteration("line 1 removed", 1, lines -> lines.remove(0)),
                alteration("line 5 removed", 5, lines -> lines.remove(4)),
                alteration("line 5 repeated", 6, lines -> lines.add(5, lines.get(4))),
                alteration("lines 5 and 6 swapped", 5, lines -> Collections.swap(lines, 4, 5)),
                alteration("an empty line inserted", 3, lines -> lines.add(2, "")),
                alteration("a line without JSON inserted", 3, lines -> lines.add(2, "hello")),
                alteration("a line with null inserted", 3, lines -> lines.add(2, "null")),
                alteration(
                        "an unknown property added",
                        3,
                        lines -> lines.set(2, lines.get(2).replace("{\"v\":1", "{\"x\":0,\"v\":1"))),
                alteration(
                        "an unknown event",
                        3,
                        lines -> lines.set(2, lines.get(2).replace("deployStarted", "deployEnded"))),
                alteration(
                        "a part removed", 2, lines -> lines.set(1, lines.get(1).replace("\"rule\":\"Freigabe\",", ""))),
                alteration(
                        "a zero in line 4",
                        4,
                        lines -> lines.set(3, lines.get(3).replace("VERIFIED", "VERI\0IED"))),
                alteration(
                        "line 4 all zeros",
                        4,
                        lines -> lines.set(3, "\0".repeat(lines.get(3).length()))),
                alteration("line breaks of another system", 2, lines -> lines.replaceAll(line -> line + "\r")));
    }

    private static Arguments alteration(String what, int firstBadLine, Consumer<List<String>> change) {
        return Arguments.of(what, firstBadLine, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void isDetectedAndLeftAsItIs(String what, int firstBadLine, Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        change.accept(lines);
        byte[] altered = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(altered).isNotEqualTo(sound);
        Files.write(path, altered);
        FileLedger ledger = new FileLedger(path, PRODUCTION);

        List<SlotEvent> next = List.of(GoldenEvents.records().get(10).event());
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(LedgerException.class)
                    .isThrownBy(ledger::state)
                    .withMessageStartingWith("The ledger " + path + " was altered: line ")
                    .withMessageEndingWith("Restore it from a backup, or move it away and keep it as evidence.")
                    .satisfies(e -> assertThat(badLine(e)).isLessThanOrEqualTo(firstBadLine));
            assertThatThrownBy(() -> ledger.append(10, next, START)).isInstanceOf(LedgerException.class);
            assertThatThrownBy(ledger::head).isInstanceOf(LedgerException.class);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(altered);
        assertThat(directory).isDirectoryNotContaining("glob:**torn*");
    }

    /** Every byte of the second line: what follows proves the change, wherever it is. */
    @Test
    void everySingleByteCounts() throws IOException {
        int start = indexOfLine(sound, 1);
        int end = indexOfLine(sound, 2) - 1;
        for (int i = start; i < end; i++) {
            byte[] altered = sound.clone();
            altered[i] ^= 1;
            Files.write(path, altered);
            FileLedger ledger = new FileLedger(path, PRODUCTION);
            assertThatExceptionOfType(LedgerException.class).as("byte " + i).isThrownBy(ledger::state);
            assertThat(Files.readAllBytes(path)).isEqualTo(altered);
        }
    }

    @Test
    void theHeadTellsWhatTheFileAloneCannot() throws IOException {
        String head = new FileLedger(path, PRODUCTION).head();
        Files.write(path, Arrays.copyOf(sound, indexOfLine(sound, 9)));

        FileLedger shortened = new FileLedger(path, PRODUCTION);

        assertThat(shortened.state().version()).isEqualTo(9);
        assertThat(shortened.head()).isNotEqualTo(head).hasSize(64);
    }

    @Test
    void theLedgerOfAnotherEnvironmentIsNotTakenForThisOne() {
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> new FileLedger(path, STAGING).state())
                .withMessageContaining("production-1 was requested, staging-1 is due");
    }

    @Test
    void aNewerFormatIsNotCalledAltered() throws IOException {
        String later = Files.readString(path) + "{\"v\":2,\"n\":11,\"what\":\"is this\"}\n";
        Files.writeString(path, later);

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> new FileLedger(path, PRODUCTION).state())
                .withMessage("The ledger " + path
                        + " was written by another version of this software: line 11 cannot be read,"
                        + " because it is of format 2, and this version reads format 1.");
        assertThat(path).usingCharset(StandardCharsets.UTF_8).hasContent(later);
    }

    private static int badLine(Throwable e) {
        return Integer.parseInt(e.getMessage().replaceAll("(?s).*was altered: line ([0-9]+) .*", "$1"));
    }

    /** Where the line begins, counted from 0. */
    private static int indexOfLine(byte[] bytes, int line) {
        int index = 0;
        for (int i = 0; i < line; i++) {
            while (bytes[index++] != '\n') {}
        }
        return index;
    }
}
