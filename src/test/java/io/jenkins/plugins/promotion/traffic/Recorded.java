package io.jenkins.plugins.promotion.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the ledger of the service has of one release, read from its file, whether Jenkins runs or not.
 *
 * @param promotion of the release
 */
record Recorded(Promotion promotion) {
    private static final EnvironmentName PRODUCTION = EnvironmentName.of("production");

    /** Reads it; {@code null} where nothing is on record yet. */
    static Recorded read(File home, String version) throws Exception {
        Path ledger = home.toPath().resolve("jobs/" + Storefront.JOB + "/promotions/" + PRODUCTION.key() + ".jsonl");
        Path copy = Files.createTempDirectory("ledger").resolve(ledger.getFileName());
        Files.copy(ledger, copy);
        SlotState slot = new FileLedger(copy, PRODUCTION).state();
        return Stream.concat(slot.open().stream(), slot.ended().stream())
                .filter(promotion -> promotion.release().version().equals(version))
                .findFirst()
                .map(Recorded::new)
                .orElse(null);
    }

    /** Waits until it has a rollout that is as demanded. */
    static Recorded await(File home, String version, Predicate<RolloutRecord> demanded) throws Exception {
        Instant until = Instant.now().plus(Duration.ofMinutes(5));
        while (true) {
            Recorded found = read(home, version);
            if (found != null && found.promotion.rollouts().stream().anyMatch(demanded)) {
                return found;
            }
            assertThat(Instant.now()).as("%s: %s", version, found).isBefore(until);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    Outcome outcome() {
        return promotion.outcome();
    }

    RolloutRecord rollout() {
        return promotion.rollouts().get(0);
    }

    /** The weights that were set, in order. */
    List<Integer> weights() {
        return rollout().weights().stream().map(RolloutWeight::weight).toList();
    }

    /** From the first weight to the moment at which it was clear how it ends. */
    Duration untilVerdict() {
        Instant verdict = rollout()
                .sentBack()
                .map(back -> back.at())
                .orElseGet(() -> rollout().endedAt());
        return Duration.between(rollout().weights().get(0).setAt(), verdict);
    }

    /** From the verdict to the moment at which the traffic was back. */
    Duration back() {
        RolloutWeight last = rollout().current().orElseThrow();
        return last.isBack() ? Duration.between(last.intendedAt(), last.setAt()) : Duration.ZERO;
    }

    /** What the analysis found of a metric in the end. */
    RolloutEvidence found(String metric) {
        return rollout().end().metrics().stream()
                .filter(one -> one.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
