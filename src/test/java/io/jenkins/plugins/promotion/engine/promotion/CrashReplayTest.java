package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.LedgerLog;
import io.jenkins.plugins.promotion.engine.ledger.MemoryLedger;
import io.jenkins.plugins.promotion.engine.ledger.SlotLedger;
import io.jenkins.plugins.promotion.engine.ledger.StaleVersionException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A controller that dies after any record, or in the middle of one, goes on as if it had not: the commands that nobody
 * acknowledged are given again, everything that waits is looked at again, and history takes the same course.
 */
class CrashReplayTest {
    private static final int LIVES = 120;
    private static final int COMMANDS = 40;

    @RegisterExtension
    final LedgerLog log = new LedgerLog();

    @TempDir
    Path directory;

    /** A command, when it was given, and the state that it and what followed from it led to. */
    private record Moment(Command command, Instant at, Snapshot after) {}

    /** What happened once without a crash. */
    private record Life(Environment environment, List<Moment> moments, byte[] ledger, List<SlotState> versions) {}

    @Test
    void afterEveryRecord() throws Exception {
        int cuts = 0;
        for (long seed = 0; seed < LIVES; seed++) {
            Life life = lead(seed);
            int end = 0;
            for (int records = 0; records < life.versions().size(); records++) {
                replay(seed, life, end, records);
                end = endOfLine(life.ledger(), end);
                cuts++;
            }
        }
        assertThat(cuts).as("the lives are long enough to be worth it").isGreaterThan(LIVES * 8);
    }

    @Test
    void atEveryByteOfSomeRecords() throws Exception {
        long seed = LIVES;
        Life life = lead(seed);
        while (life.versions().size() < 8) {
            life = lead(++seed);
        }
        int end = 0;
        for (int records = 0; records < 4; records++) {
            int next = endOfLine(life.ledger(), end);
            for (int cut = end + 1; cut < next; cut++) {
                replay(seed, life, cut, records);
            }
            end = next;
        }
    }

    private Life lead(long seed) throws IOException {
        RandomLife random = new RandomLife(seed);
        Environment environment = random.staging();
        Path path = directory.resolve(seed + "-whole.jsonl");
        List<SlotState> versions = new ArrayList<>(List.of(SlotState.empty(STAGING)));
        SlotLedger ledger = new Remembering(new FileLedger(path, STAGING), versions);
        List<Moment> moments = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < COMMANDS; i++) {
            now = now.plus(random.time()).plusMillis(1);
            Command command = random.command(ledger.state(), now);
            moments.add(new Moment(command, now, Snapshot.of(run(environment, ledger, command, now))));
        }
        byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        return new Life(environment, moments, bytes, versions);
    }

    private void replay(long seed, Life life, int cut, int records) throws Exception {
        String where = "seed " + seed + ", cut at byte " + cut + " after record " + records;
        FileLedger restored = open(seed + "-cut-" + cut, Arrays.copyOf(life.ledger(), cut));
        assertThat(Snapshot.of(restored.state()))
                .as(where)
                .isEqualTo(Snapshot.of(life.versions().get(records)));
        sameEffects(life.environment(), restored.state(), life.versions().get(records), where);

        SlotLedger ledger = new MemoryLedger(restored.state());
        for (Moment moment : life.moments()) {
            if (moment.after().version() > records
                    || moment.after().version() == ledger.state().version()) {
                SlotState state = again(life.environment(), ledger, moment, records);
                assertThat(Snapshot.of(state)).as(where).isEqualTo(moment.after());
            }
        }
        assertThat(Snapshot.of(ledger.state()))
                .as(where)
                .isEqualTo(Snapshot.of(life.versions().get(life.versions().size() - 1)));
    }

    /** A request whose record survived is not made again: its step finds its promotion and takes it on. */
    private static SlotState again(Environment environment, SlotLedger ledger, Moment moment, int survived) {
        Optional<Promotion> requested = ledger.state().version() == survived
                        && moment.command() instanceof Command.Request
                ? ledger.state().latest(promotion -> promotion.requestedAt().equals(moment.at()))
                : Optional.empty();
        Command command = requested
                .map(promotion -> (Command) new Command.Reconsider(promotion.id()))
                .orElse(moment.command());
        return run(environment, ledger, command, moment.at());
    }

    private static SlotState run(Environment environment, SlotLedger ledger, Command command, Instant now) {
        handle(environment, ledger, command, now);
        return reconsidered(environment, ledger, now);
    }

    private static SlotState reconsidered(Environment environment, SlotLedger ledger, Instant now) {
        List<PromotionId> open =
                ledger.state().open().stream().map(Promotion::id).toList();
        open.forEach(id -> handle(environment, ledger, new Command.Reconsider(id), now));
        return ledger.state();
    }

    private static void handle(Environment environment, SlotLedger ledger, Command command, Instant now) {
        try {
            new Slot(ledger, () -> machine(environment), () -> now).handle(command);
        } catch (NotPossibleException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void sameEffects(Environment environment, SlotState restored, SlotState original, String where) {
        for (Promotion promotion : original.open()) {
            assertThat(machine(environment).effect(restored, promotion.id(), START))
                    .as(where)
                    .isEqualTo(machine(environment).effect(original, promotion.id(), START));
        }
    }

    private static PromotionMachine machine(Environment environment) {
        return new PromotionMachine(environment, name -> SlotState.empty(PRODUCTION), UserIds.IGNORING_CASE);
    }

    private FileLedger open(String name, byte[] content) throws IOException {
        Path path = directory.resolve(name + ".jsonl");
        Files.write(path, content);
        return new FileLedger(path, STAGING);
    }

    /** Folds for itself what goes into another ledger. */
    private record Remembering(SlotLedger ledger, List<SlotState> versions) implements SlotLedger {
        @Override
        public SlotState state() {
            return ledger.state();
        }

        @Override
        public SlotState append(long expectedVersion, List<SlotEvent> events, Instant at) throws StaleVersionException {
            SlotState after = ledger.append(expectedVersion, events, at);
            for (SlotEvent event : events) {
                SlotState last = versions.get(versions.size() - 1);
                versions.add(last.after(new LedgerRecord(last.version() + 1, at, event)));
            }
            return after;
        }
    }

    private static int endOfLine(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, bytes.length);
    }
}
