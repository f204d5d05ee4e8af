package io.jenkins.plugins.promotion.kill;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what the ledgers of a stopped Jenkins say with what the target of the deployments has seen. */
final class CrossCheck {
    private final Map<String, Promotion> recorded = new LinkedHashMap<>();
    private final Map<String, Long> begun;
    private final Set<String> finished;

    /** Reads all, which fails when a chain of hashes is broken or a record cannot follow the one before. */
    CrossCheck(Path jenkinsHome, DeploymentTarget target) throws IOException {
        for (String job : PromotingJobs.NAMES) {
            for (EnvironmentName environment : PromotingJobs.ENVIRONMENTS) {
                Path ledger = jenkinsHome.resolve("jobs/" + job + "/promotions/" + environment.key() + ".jsonl");
                SlotState slot = read(ledger, environment);
                slot.ended().forEach(promotion -> recorded.put(job + " " + promotion.id(), promotion));
                slot.open().forEach(promotion -> recorded.put(job + " " + promotion.id(), promotion));
            }
        }
        List<DeploymentTarget.Mark> marks = target.marks();
        begun = marks.stream()
                .filter(mark -> mark.what().equals("begin"))
                .collect(Collectors.groupingBy(DeploymentTarget.Mark::run, HashMap::new, Collectors.counting()));
        finished = marks.stream()
                .filter(mark -> mark.what().equals("end"))
                .map(DeploymentTarget.Mark::run)
                .collect(Collectors.toSet());
    }

    private static SlotState read(Path ledger, EnvironmentName environment) throws IOException {
        Path copy = Files.createTempDirectory("ledger").resolve(ledger.getFileName());
        if (Files.exists(ledger)) {
            Files.copy(ledger, copy);
        }
        return new FileLedger(copy, environment).state();
    }

    /** Promotions and approvals that somebody was told of and that are not on record. */
    Set<String> lost(Collection<String> known, Collection<String> approved) {
        Set<String> lost = new TreeSet<>(known);
        lost.removeAll(recorded.keySet());
        approved.stream()
                .filter(id -> !recorded.containsKey(id)
                        || recorded.get(id).votes().stream().noneMatch(vote -> vote.decision() == Decision.APPROVE))
                .forEach(lost::add);
        return lost;
    }

    /** Promotions that have not ended. */
    Set<String> open() {
        return recorded.entrySet().stream()
                .filter(entry -> entry.getValue().outcome() == null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Runs of bodies that the target saw more often than the ledger knows of. */
    Set<String> doubled() {
        return begun.entrySet().stream()
                .filter(entry -> entry.getValue() > (isRecorded(entry.getKey()) ? 1 : 0))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Slots of which the record thinks better than it may: a run began and never ended there. */
    Set<String> free() {
        return begun.keySet().stream()
                .filter(run -> !finished.contains(run))
                .filter(run -> {
                    Promotion promotion = recorded.get(promotion(run));
                    return promotion == null
                            || promotion.isWaiting()
                            || promotion.outcome() != null
                                    && !promotion.outcome().touchedTarget()
                            || promotion.outcome() == Outcome.VERIFIED
                            || promotion.outcome() == Outcome.ROLLED_BACK && isRollback(run);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Promotions that are recorded as verified and never came to the end of their body. */
    Set<String> imagined() {
        return recorded.entrySet().stream()
                .filter(entry -> entry.getValue().outcome() == Outcome.VERIFIED)
                .map(entry -> entry.getKey() + " deploy")
                .filter(run -> !finished.contains(run))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int promotions() {
        return recorded.size();
    }

    /** How many ended in each way. */
    Map<Outcome, Long> outcomes() {
        return recorded.values().stream()
                .filter(promotion -> promotion.outcome() != null)
                .collect(Collectors.groupingBy(Promotion::outcome, java.util.TreeMap::new, Collectors.counting()));
    }

    private boolean isRecorded(String run) {
        Promotion promotion = recorded.get(promotion(run));
        return promotion != null
                && promotion.startedAt() != null
                && (!isRollback(run)
                        || promotion.isHolder()
                        || Set.of(Outcome.ROLLED_BACK, Outcome.BROKEN, Outcome.UNKNOWN)
                                .contains(promotion.outcome()));
    }

    private static boolean isRollback(String run) {
        return run.endsWith(" rollback");
    }

    private static String promotion(String run) {
        return run.substring(0, run.lastIndexOf(' '));
    }
}
