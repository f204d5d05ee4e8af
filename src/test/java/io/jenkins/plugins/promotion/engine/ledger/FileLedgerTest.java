package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest {
    @TempDir
    Path directory;

    private static List<SlotEvent> requested(int number) {
        return List.of(new SlotEvent.Requested(
                new PromotionId(PRODUCTION, number),
                Kind.PROMOTION,
                release(number),
                ADA,
                OnFailure.LEAVE,
                null,
                null,
                null));
    }

    private FileLedger open(String name) {
        return new FileLedger(directory.resolve(name), PRODUCTION);
    }

    @Test
    void nothingIsCreatedBeforeTheFirstRecord() throws Exception {
        FileLedger ledger = open("job/promotions/production.jsonl");
        assertThat(ledger.state().version()).isZero();
        assertThat(ledger.head()).isEqualTo("0".repeat(64));
        assertThat(ledger.tornTails()).isEmpty();
        assertThat(directory).isEmptyDirectory();

        ledger.append(0, requested(1), START);

        assertThat(directory.resolve("job/promotions/production.jsonl")).isNotEmptyFile();
    }

    @Test
    void aFileWithoutADirectoryIsOneInTheWorkingDirectory() {
        assertThat(new FileLedger(Path.of("none-such.jsonl"), PRODUCTION).tornTails())
                .isEmpty();
    }

    @Test
    void anAppendNamesTheVersionOnWhichItWasDecided() throws Exception {
        FileLedger ledger = open("production.jsonl");
        ledger.append(0, requested(1), START);

        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> ledger.append(0, requested(1), START))
                .withMessage("expected version 0, but the ledger is at 1");
        assertThatExceptionOfType(StaleVersionException.class).isThrownBy(() -> ledger.append(2, requested(2), START));
        assertThat(ledger.state().version()).isEqualTo(1);
        assertThat(open("production.jsonl").state().version()).isEqualTo(1);
    }

    @Test
    void whatCannotFollowIsNotRecordedNorAnythingWithIt() throws Exception {
        FileLedger ledger = open("production.jsonl");
        ledger.append(0, requested(1), START);
        List<SlotEvent> secondIsWrong =
                List.of(requested(2).get(0), requested(9).get(0));

        assertThatIllegalStateException().isThrownBy(() -> ledger.append(1, secondIsWrong, START));

        assertThat(ledger.state().version()).isEqualTo(1);
        assertThat(open("production.jsonl").state().version()).isEqualTo(1);
    }

    @Test
    void aFileRestoredFromABackupIsReadAnew() throws Exception {
        FileLedger ledger = open("production.jsonl");
        Path path = directory.resolve("production.jsonl");
        ledger.append(0, requested(1), START);
        byte[] backup = Files.readAllBytes(path);
        ledger.append(1, requested(2), START);

        Files.write(path, backup);

        assertThat(ledger.state().version()).isEqualTo(1);
        assertThatExceptionOfType(StaleVersionException.class).isThrownBy(() -> ledger.append(2, requested(3), START));
        ledger.append(1, requested(2), START);
        assertThat(open("production.jsonl").state().version()).isEqualTo(2);
    }

    @Test
    void anAlterationWhileItIsOpenShowsAtTheLatestWhenItIsReadAgain() throws Exception {
        FileLedger ledger = open("production.jsonl");
        Path path = directory.resolve("production.jsonl");
        ledger.append(0, requested(1), START);
        Files.writeString(path, Files.readString(path).replace("ada", "eve"));
        ledger.append(1, requested(2), START);

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> open("production.jsonl").state());
    }

    @Test
    void twoInstancesSeeEachOthersRecords() throws Exception {
        FileLedger first = open("production.jsonl");
        FileLedger second = open("production.jsonl");
        first.append(0, requested(1), START);
        assertThat(second.state().version()).isEqualTo(1);
        second.append(1, requested(2), START);
        first.append(2, requested(3), START);

        assertThat(Snapshot.of(second.state()))
                .isEqualTo(Snapshot.of(open("production.jsonl").state()));
    }

    @Test
    void aThreadThatWasInterruptedStillRecords() throws Exception {
        FileLedger ledger = open("job/production.jsonl");
        Thread.currentThread().interrupt();
        try {
            ledger.append(0, requested(1), START);
            ledger.append(1, requested(2), START);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(open("job/production.jsonl").state().version()).isEqualTo(2);
    }

    @Test
    void whereTheFileCannotBeReadNothingIsKnownAndNothingRecorded() throws Exception {
        FileLedger ledger = open("production.jsonl");
        Files.createDirectories(directory.resolve("production.jsonl"));

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(ledger::state)
                .withMessageStartingWith("The ledger " + directory.resolve("production.jsonl") + " cannot be read: ");
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.append(0, requested(1), START));
    }

    @Test
    void whereTheDirectoryCannotBeCreatedRecordingIsRefusedAndTheStateStays() throws IOException {
        Files.createFile(directory.resolve("job"));
        FileLedger ledger = open("job/promotions/production.jsonl");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.append(0, requested(1), START))
                .withMessageContaining("production.jsonl cannot be");
    }

    @Test
    void whereTheFileCannotBeWrittenRecordingIsRefusedUntilItCan() throws Exception {
        Path path = directory.resolve("production.jsonl");
        FileLedger ledger = open("production.jsonl");
        ledger.append(0, requested(1), START);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        assumeFalse(Files.isWritable(path), "the superuser may write anything");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.append(1, requested(2), START))
                .withMessageContaining("cannot be written");
        assertThat(ledger.state().version()).isEqualTo(1);

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        ledger.append(1, requested(2), START);
        assertThat(open("production.jsonl").state().version()).isEqualTo(2);
    }
}
