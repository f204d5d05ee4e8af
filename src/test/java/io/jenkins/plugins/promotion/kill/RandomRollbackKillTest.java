package io.jenkins.plugins.promotion.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills Jenkins at random moments while it promotes and rolls back to a real target, by builds that carry the request and by
 * {@code rollbackTo}. Whenever a slot says that it knows what is live, that is what the target has. {@code -Drounds} says how
 * often, {@code -Dseed} takes the moments of an earlier run again.
 */
class RandomRollbackKillTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 2);
    private static final long SEED = Long.getLong("seed", 20_261_129);
    private static final int LONGEST_MILLIS = 3_000;
    private static final Duration DRAIN = Duration.ofMinutes(4);

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(0);

    @TempDir
    private Path directory;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void aSlotThatKnowsWhatIsLiveIsRight() throws Throwable {
        Instant start = Instant.now();
        Random random = new Random(SEED);
        LiveTarget target = new LiveTarget(directory);
        jenkins.startJenkins();
        jenkins.runRemotely(RollingBackJobs::create, target.script());
        for (int round = 1; round <= ROUNDS; round++) {
            jenkins.runRemotely(RollingBackJobs::startBuilds, random.nextLong());
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            jenkins.kill();
            compare("round " + round, target);
            jenkins.startJenkins();
            jenkins.runRemotely(RollingBackJobs::running);
            jenkins.runRemotely(RollingBackJobs::acknowledge, directory.toString());
        }
        drain();
        jenkins.stopJenkins();
        List<SlotState> slots = compare("the end", target);
        assertThat(slots).allMatch(slot -> slot.open().isEmpty());
        System.out.println("ROLLBACK KILLS rounds=" + ROUNDS + " seed=" + SEED + " outcomes=" + outcomes(slots)
                + " comparisons=" + seen + " disagreed=0 seconds="
                + Duration.between(start, Instant.now()).toSeconds());
    }

    /** What the ledgers of a stopped Jenkins say, next to what the target has. */
    private List<SlotState> compare(String moment, LiveTarget target) throws IOException {
        List<SlotState> slots = new ArrayList<>();
        for (String job : RollingBackJobs.NAMES) {
            SlotState slot = read(job);
            String live = target.live(job);
            String says = slot.live().map(one -> one.release().version()).orElse("");
            String known;
            if (slot.holder().isPresent()) {
                known = "in the middle";
                assertThat(possible(slot))
                        .as(job + " at " + moment + ", seed " + SEED)
                        .contains(live);
            } else if (slot.condition() == Condition.CLEAR) {
                known = "agreed";
                boolean isNothingKnown =
                        slot.live().isEmpty() && !slot.acknowledgements().isEmpty();
                assertThat(isNothingKnown || says.equals(live))
                        .as(job + " says " + says + ", the target has " + live + ", at " + moment + ", seed " + SEED)
                        .isTrue();
            } else {
                known = slot.condition().name();
            }
            seen.merge(known, 1, Integer::sum);
            System.out.println("ROLLBACK KILLS " + moment + ": " + job + " " + known + ", ledger '" + says
                    + "', target '" + live + "', " + slot.ended().size() + " ended");
            slots.add(slot);
        }
        return slots;
    }

    /** What may be live while a promotion is in the middle: what it brings, what was there, what it goes back to. */
    private static List<String> possible(SlotState slot) {
        Promotion holder = slot.holder().orElseThrow();
        Stream<String> before = slot.ended().stream()
                .filter(ended -> ended.outcome().touchedTarget())
                .map(ended -> ended.release().version());
        return Stream.of(before, Stream.of(holder.release().version(), ""))
                .flatMap(one -> one)
                .toList();
    }

    private SlotState read(String job) throws IOException {
        Path ledger = jenkins.getHome()
                .toPath()
                .resolve("jobs/" + job + "/promotions/" + RollingBackJobs.ENVIRONMENT.key() + ".jsonl");
        Path copy = Files.createTempDirectory("ledger").resolve(ledger.getFileName());
        if (Files.exists(ledger)) {
            Files.copy(ledger, copy);
        }
        return new FileLedger(copy, RollingBackJobs.ENVIRONMENT).state();
    }

    private static Map<String, Long> outcomes(List<SlotState> slots) {
        return slots.stream()
                .flatMap(slot -> slot.ended().stream())
                .collect(Collectors.groupingBy(RandomRollbackKillTest::outcome, TreeMap::new, Collectors.counting()));
    }

    private static String outcome(Promotion ended) {
        Outcome outcome = ended.outcome();
        return (ended.requested().kind() == Kind.ROLLBACK ? "rollback " : "promotion ") + outcome;
    }

    /** Lets all builds come to their end. */
    private void drain() throws Throwable {
        Instant end = Instant.now().plus(DRAIN);
        List<String> running;
        do {
            Thread.sleep(500);
            running = jenkins.runRemotely(RollingBackJobs::running);
            jenkins.runRemotely(RollingBackJobs::acknowledge, directory.toString());
            assertThat(Instant.now())
                    .as("builds that hang: " + running + ", seed " + SEED)
                    .isBefore(end);
        } while (!running.isEmpty());
    }
}
