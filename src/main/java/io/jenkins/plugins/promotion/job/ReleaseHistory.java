package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.store.LedgerStore;
import io.jenkins.plugins.promotion.view.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that the ledgers of an application say, read once. An environment whose ledger cannot be read takes no part, and
 * the problem is kept in its place.
 */
final class ReleaseHistory {
    private static final Comparator<Promotion> NEWEST_FIRST = Comparator.comparing(Promotion::requestedAt)
            .thenComparing(promotion -> promotion.id().number())
            .reversed()
            .thenComparing(promotion -> promotion.id().environment());

    private final Map<EnvironmentName, SlotState> slots = new LinkedHashMap<>();
    private final Map<EnvironmentName, String> problems = new LinkedHashMap<>();

    private final Environments environments;

    private ReleaseHistory(Environments environments) {
        this.environments = environments;
    }

    /** Reads the ledgers, after settling what builds that are gone left open. */
    static ReleaseHistory read(ApplicationSlots application) {
        ReleaseHistory history = new ReleaseHistory(configured(application));
        for (EnvironmentName name : names(application)) {
            try {
                history.slots.put(name, AbandonedPromotions.settle(application, name));
            } catch (LedgerException | InvalidValueException e) {
                history.problems.put(name, Problem.of(e, application.application()));
            }
        }
        return history;
    }

    private static Environments configured(ApplicationSlots application) {
        try {
            return application.environments();
        } catch (InvalidValueException e) {
            return new Environments(List.of());
        }
    }

    private static List<EnvironmentName> names(ApplicationSlots application) {
        try {
            return application.names();
        } catch (InvalidValueException e) {
            return LedgerStore.get().recorded(application.application());
        }
    }

    /** The states by environment, in the order of the environments. */
    Map<EnvironmentName, SlotState> slots() {
        return slots;
    }

    /** An environment as it is configured now; empty when it is not, or while the configuration contradicts itself. */
    Optional<Environment> environment(EnvironmentName name) {
        return environments.find(name);
    }

    /** Why ledgers cannot be read, by environment. */
    Map<EnvironmentName, String> problems() {
        return problems;
    }

    /** Whether anything was ever asked for. */
    boolean isEmpty() {
        return problems.isEmpty() && slots.values().stream().allMatch(slot -> slot.version() == 0);
    }

    /** The quarantine of a release, in whichever environment it was set. */
    Optional<Quarantine> quarantine(Release release) {
        return slots.values().stream()
                .flatMap(slot -> slot.quarantines().stream())
                .filter(one -> one.releaseIdentity().equals(release.identity()))
                .findFirst();
    }

    /** The promotions that a filter takes, newest first. */
    List<Promotion> promotions(HistoryFilter filter, Instant now) {
        Set<String> quarantined = slots.values().stream()
                .flatMap(slot -> slot.quarantines().stream())
                .map(Quarantine::releaseIdentity)
                .collect(Collectors.toSet());
        List<Promotion> taken = new ArrayList<>();
        for (SlotState slot : slots.values()) {
            for (List<Promotion> part : List.of(slot.ended(), slot.open())) {
                for (Promotion promotion : part) {
                    if (filter.takes(promotion, now, quarantined)) {
                        taken.add(promotion);
                    }
                }
            }
        }
        taken.sort(NEWEST_FIRST);
        return taken;
    }

    /** The torn ends of ledgers that were cut off, by environment; only those of ledgers that can be read. */
    static List<Path> tornTails(ApplicationSlots application, EnvironmentName environment) {
        return LedgerStore.get().ledger(application.application(), environment).tornTails();
    }
}
