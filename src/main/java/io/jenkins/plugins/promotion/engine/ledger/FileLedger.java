package io.jenkins.plugins.promotion.engine.ledger;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The ledger of one slot as a file of JSON lines, each carrying the hash of the one before.
 *
 * <p>An append returns when its lines are on the disk. A line that was altered, removed, added or moved breaks the chain:
 * then every method fails and the file is left as it is. The end of a file that a crash tore (bytes without a line break,
 * or a stretch of zeros with no record behind it) was never acknowledged to anybody: it is moved into a file {@code
 * <name>.torn-<n>} beside the ledger, logged, and listed by {@link #tornTails()}.
 *
 * <p>Safe for use by several threads and, in one process, by several instances of one path. The file is read once and then
 * only when its length is not what this instance left, as after a restore from a backup. Only one process may use it.
 */
public final class FileLedger implements SlotLedger {
    private static final Logger LOGGER = Logger.getLogger(FileLedger.class.getName());
    private static final Object[] LOCKS = Stream.generate(Object::new).limit(64).toArray();

    private final LedgerFile file;
    private final EnvironmentName environment;
    private final Object lock;
    private Content content;

    /** What was read, with the place and the hash at which the next line goes on. */
    private record Content(SlotState state, String head, long end) {}

    /**
     * Names the file; it is read when it is asked for, and created with the first record.
     *
     * @param path where
     * @param environment whose slot it records
     */
    public FileLedger(Path path, EnvironmentName environment) {
        this.file = new LedgerFile(path);
        this.environment = environment;
        this.lock = LOCKS[Math.floorMod(file.path().normalize().hashCode(), LOCKS.length)];
    }

    @Override
    public SlotState state() {
        return content().state();
    }

    /** The hash of the last line, 64 zeros before the first: kept elsewhere, it proves that nothing was cut off since. */
    public String head() {
        return content().head();
    }

    /**
     * The torn ends that were cut off so far, oldest first.
     *
     * @throws LedgerException when the directory cannot be read
     */
    public List<Path> tornTails() {
        content();
        try {
            return file.sides();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public SlotState append(long expectedVersion, List<SlotEvent> events, Instant at) throws StaleVersionException {
        synchronized (lock) {
            return appendAlone(expectedVersion, events, at);
        }
    }

    private SlotState appendAlone(long expectedVersion, List<SlotEvent> events, Instant at)
            throws StaleVersionException {
        Content before = content();
        if (before.state().version() != expectedVersion) {
            throw new StaleVersionException(expectedVersion, before.state().version());
        }
        List<byte[]> lines = new ArrayList<>();
        SlotState state = before.state();
        String head = before.head();
        long end = before.end();
        for (SlotEvent event : events) {
            LedgerRecord next = new LedgerRecord(state.version() + 1, at, event);
            state = state.after(next);
            byte[] line = LedgerCodec.write(new LedgerCodec.Line(LedgerCodec.FORMAT, next.number(), at, head, event));
            lines.add(line);
            head = LedgerCodec.hash(line);
            end += line.length + 1;
        }
        try {
            file.append(before.end(), lines);
        } catch (IOException e) {
            content = null;
            throw new LedgerException("The ledger " + file.path() + " cannot be written: " + e.getMessage(), e);
        }
        content = new Content(state, head, end);
        return state;
    }

    private Content content() {
        synchronized (lock) {
            try {
                if (content == null || file.size() != content.end()) {
                    content = read();
                }
                return content;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private Content read() throws IOException {
        byte[] bytes = file.read();
        Content read = new Content(SlotState.empty(environment), LedgerCodec.GENESIS, 0);
        while (read.end() < bytes.length) {
            int start = (int) read.end();
            int end = indexOfLineBreak(bytes, start);
            if (end < 0 || contains(bytes, start, end, (byte) 0) && !isRecordBehind(bytes, end + 1)) {
                Path side = file.cut(bytes, start);
                LOGGER.log(
                        Level.WARNING,
                        "The ledger {0} ended in {1} bytes that are no record, after record {2}: a write was cut short."
                                + " They were moved to {3}.",
                        new Object[] {
                            file.path(), bytes.length - start, read.state().version(), side.getFileName()
                        });
                return read;
            }
            read = next(read, Arrays.copyOfRange(bytes, start, end));
        }
        return read;
    }

    private Content next(Content before, byte[] line) {
        long number = before.state().version() + 1;
        try {
            LedgerCodec.Line parsed = LedgerCodec.read(line);
            if (!parsed.prev().equals(before.head())) {
                throw new IOException("it does not carry the hash of the line before");
            }
            return new Content(
                    before.state().after(new LedgerRecord(parsed.n(), parsed.at(), parsed.event())),
                    LedgerCodec.hash(line),
                    before.end() + line.length + 1);
        } catch (LedgerCodec.OtherFormatException e) {
            throw new LedgerException(
                    "The ledger " + file.path() + " was written by another version of this software: line " + number
                            + " cannot be read, because " + e.getMessage() + ".",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new LedgerException(
                    "The ledger " + file.path() + " was altered: line " + number + " is not what was recorded there ("
                            + e.getMessage() + "). Restore it from a backup, or move it away and keep it as evidence.",
                    e);
        }
    }

    private LedgerException unreadable(IOException cause) {
        return new LedgerException("The ledger " + file.path() + " cannot be read: " + cause.getMessage(), cause);
    }

    /** A crash tears what was appended last; where a whole record follows, something else happened to the line. */
    private static boolean isRecordBehind(byte[] bytes, int from) {
        int start = from;
        for (int end = indexOfLineBreak(bytes, start); end >= 0; end = indexOfLineBreak(bytes, start)) {
            try {
                LedgerCodec.read(Arrays.copyOfRange(bytes, start, end));
                return true;
            } catch (LedgerCodec.OtherFormatException e) {
                return true;
            } catch (IOException e) {
                start = end + 1;
            }
        }
        return false;
    }

    private static int indexOfLineBreak(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean contains(byte[] bytes, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }
}
