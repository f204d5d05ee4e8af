package io.jenkins.plugins.promotion.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jenkins is killed again and again at random moments while builds promote to a real target, and what the ledgers say is
 * compared with what the target has seen.
 *
 * <p>A few kills in the normal run of the tests. For a proof: {@code mvn test -Dtest=RandomKillTest -Dkills=50}; {@code
 * -Dseed=...} takes other moments.
 */
class RandomKillTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final long SEED = Long.getLong("seed", 20_261_121);
    private static final int LONGEST_MILLIS = 3_000;
    private static final Duration DRAIN = Duration.ofMinutes(5);

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(0);

    @TempDir
    private Path directory;

    private final Set<String> known = new ConcurrentSkipListSet<>();
    private final Set<String> approved = new ConcurrentSkipListSet<>();
    private final Set<String> stopped = new ConcurrentSkipListSet<>();

    @Test
    void nothingIsLostNothingIsDoubledAndNoSlotIsSilentlyFree() throws Throwable {
        Instant start = Instant.now();
        Random random = new Random(SEED);
        DeploymentTarget target = new DeploymentTarget(directory);
        jenkins.startJenkins();
        jenkins.runRemotely(PromotingJobs::create, target.script());
        for (int kill = 1; kill <= KILLS; kill++) {
            operate(random);
            jenkins.kill();
            check("kill " + kill, new CrossCheck(jenkins.getHome().toPath(), target));
            jenkins.startJenkins();
            known.addAll(jenkins.runRemotely(PromotingJobs::acknowledge));
            stopped.addAll(jenkins.runRemotely(PromotingJobs::stopOldBuilds));
        }
        drain();
        jenkins.stopJenkins();
        CrossCheck last = new CrossCheck(jenkins.getHome().toPath(), target);
        check("the end", last);
        assertThat(last.open()).as("promotions that nobody carries on").isEmpty();
        System.out.println("RANDOM KILLS kills=" + KILLS + " seed=" + SEED + " promotions=" + last.promotions()
                + " approvals=" + approved.size() + " outcomes=" + last.outcomes()
                + " stopped=" + stopped.size()
                + " lost=0 doubled=0 free=0 imagined=0 seconds="
                + Duration.between(start, Instant.now()).toSeconds());
    }

    /** Sets something going, and returns at a random moment in the middle of it. */
    private void operate(Random random) throws Throwable {
        int builds = random.nextInt(4);
        boolean approvals = random.nextInt(4) > 0;
        int millis = random.nextInt(LONGEST_MILLIS);
        if (builds > 0) {
            jenkins.runRemotely(PromotingJobs::startBuilds, builds > 1);
        }
        Thread approver = new Thread(this::approve);
        if (approvals) {
            approver.start();
        }
        Thread.sleep(millis);
    }

    private void approve() {
        try {
            while (true) {
                approved.addAll(jenkins.runRemotely(PromotingJobs::approve));
            }
        } catch (Throwable e) {
            return; // the process is dead, and what was not answered was not acknowledged
        }
    }

    private void check(String moment, CrossCheck check) {
        System.out.println("RANDOM KILLS " + moment + ": " + check.promotions() + " promotions, " + check.outcomes()
                + ", open " + check.open());
        assertThat(check.lost(known, approved))
                .as("lost, at " + moment + ", seed " + SEED)
                .isEmpty();
        assertThat(check.doubled())
                .as("doubled, at " + moment + ", seed " + SEED)
                .isEmpty();
        assertThat(check.free())
                .as("silently free, at " + moment + ", seed " + SEED)
                .isEmpty();
        assertThat(check.imagined())
                .as("verified without an end, at " + moment + ", seed " + SEED)
                .isEmpty();
    }

    /** Lets all builds and promotions come to their end. */
    private void drain() throws Throwable {
        Instant end = Instant.now().plus(DRAIN);
        List<String> running;
        do {
            known.addAll(jenkins.runRemotely(PromotingJobs::acknowledge));
            approved.addAll(jenkins.runRemotely(PromotingJobs::approve));
            stopped.addAll(jenkins.runRemotely(PromotingJobs::stopOldBuilds));
            running = jenkins.runRemotely(PromotingJobs::running);
            assertThat(Instant.now())
                    .as("what hangs: " + running + ", seed " + SEED)
                    .isBefore(end);
        } while (!running.isEmpty());
    }
}
