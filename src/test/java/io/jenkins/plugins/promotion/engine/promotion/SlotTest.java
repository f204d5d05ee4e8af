package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.ledger.MemoryLedger;
import io.jenkins.plugins.promotion.engine.ledger.SlotLedger;
import io.jenkins.plugins.promotion.engine.ledger.StaleVersionException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SlotTest {
    private static final Environment OPEN = new Environment(PRODUCTION, "", List.of(), QueuePolicy.IN_ORDER, false);
    private static final InstantSource CLOCK = InstantSource.fixed(START.plusNanos(123_456_789));

    private static Slot slot(SlotLedger ledger) {
        return new Slot(ledger, () -> new PromotionMachine(OPEN, SlotState::empty, UserIds.IGNORING_CASE), CLOCK);
    }

    private static Command request(int number) {
        return new Command.Request(Kind.PROMOTION, release(number), ADA, OnFailure.LEAVE, null, null, "T-" + number);
    }

    @Test
    void whatIsRecordedIsToTheMillisecondSoThatItReadsBackTheSame(@TempDir Path directory) {
        Path path = directory.resolve("production.jsonl");
        SlotState state = slot(new FileLedger(path, PRODUCTION)).handle(request(1));

        assertThat(state.open().get(0).requestedAt()).isEqualTo(Instant.parse("2026-03-02T09:00:00.123Z"));
        assertThat(Snapshot.of(new FileLedger(path, PRODUCTION).state())).isEqualTo(Snapshot.of(state));
    }

    @Test
    void aCommandThatChangesNothingRecordsNothing() {
        Slot slot = slot(new MemoryLedger(SlotState.empty(PRODUCTION)));
        assertThat(slot.handle(new Command.Reconsider(new PromotionId(PRODUCTION, 1)))
                        .version())
                .isZero();
    }

    @Test
    void aCommandIsDecidedAgainOnTheStateThatWonTheRace() {
        MemoryLedger memory = new MemoryLedger(SlotState.empty(PRODUCTION));
        Slot rival = slot(memory);
        Slot slot = slot(new Overtaken(memory, () -> rival.handle(request(1)), 1));

        SlotState state = slot.handle(request(2));

        assertThat(state.holder().map(Promotion::id)).contains(new PromotionId(PRODUCTION, 1));
        assertThat(state.find(new PromotionId(PRODUCTION, 2))
                        .orElseThrow()
                        .release()
                        .version())
                .isEqualTo("1.2");
        assertThat(state.find(new PromotionId(PRODUCTION, 2)).orElseThrow().isWaiting())
                .isTrue();
    }

    @Test
    void aRaceThatNeverEndsIsGivenUpWithNothingRecorded() {
        MemoryLedger memory = new MemoryLedger(SlotState.empty(PRODUCTION));
        Slot rival = slot(memory);
        int[] number = {0};
        Slot slot = slot(new Overtaken(memory, () -> rival.handle(request(++number[0])), Integer.MAX_VALUE));

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> slot.handle(request(999)))
                .withMessageContaining("100 times");
        assertThat(memory.state().latest(any -> any.release().version().equals("1.999")))
                .isEmpty();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void threadsOverOneLedgerLoseNothingAndRecordNothingTwice(@TempDir Path directory) throws Exception {
        FileLedger ledger = new FileLedger(directory.resolve("production.jsonl"), PRODUCTION);
        raced(directory, List.of(slot(ledger), slot(ledger), slot(ledger), slot(ledger)));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void threadsOverSeveralInstancesOfOneLedgerLoseNothingEither(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("production.jsonl");
        raced(
                directory,
                IntStream.range(0, 4)
                        .mapToObj(i -> slot(new FileLedger(path, PRODUCTION)))
                        .toList());
    }

    private static void raced(Path directory, List<Slot> slots) throws Exception {
        int each = 30;
        ExecutorService threads = Executors.newFixedThreadPool(slots.size());
        CyclicBarrier start = new CyclicBarrier(slots.size());
        List<Future<List<String>>> acknowledged = new ArrayList<>();
        for (int thread = 0; thread < slots.size(); thread++) {
            acknowledged.add(threads.submit(requests(slots.get(thread), start, 1 + thread * each, each)));
        }
        List<String> tickets = new ArrayList<>();
        for (Future<List<String>> future : acknowledged) {
            tickets.addAll(future.get());
        }
        threads.shutdown();

        FileLedger reopened = new FileLedger(directory.resolve("production.jsonl"), PRODUCTION);
        assertThat(tickets).hasSize(slots.size() * each);
        assertThat(reopened.state().open())
                .extracting(promotion -> promotion.requested().ticket())
                .containsExactlyInAnyOrderElementsOf(tickets);
        assertThat(reopened.state().holder().map(Promotion::id)).contains(new PromotionId(PRODUCTION, 1));
        assertThat(reopened.tornTails()).isEmpty();
    }

    private static Callable<List<String>> requests(Slot slot, CyclicBarrier start, int first, int count) {
        return () -> {
            start.await();
            List<String> acknowledged = new ArrayList<>();
            for (int number = first; number < first + count; number++) {
                SlotState after = slot.handle(request(number));
                String ticket = "T-" + number;
                assertThat(after.latest(one -> ticket.equals(one.requested().ticket())))
                        .isPresent();
                acknowledged.add(ticket);
            }
            return acknowledged;
        };
    }

    /** A ledger to which somebody else appends just before, so many times. */
    private static final class Overtaken implements SlotLedger {
        private final SlotLedger ledger;
        private final Runnable rival;
        private int times;

        Overtaken(SlotLedger ledger, Runnable rival, int times) {
            this.ledger = ledger;
            this.rival = rival;
            this.times = times;
        }

        @Override
        public SlotState state() {
            return ledger.state();
        }

        @Override
        public SlotState append(long expectedVersion, List<SlotEvent> events, Instant at) throws StaleVersionException {
            if (times-- > 0) {
                rival.run();
            }
            return ledger.append(expectedVersion, events, at);
        }
    }
}
