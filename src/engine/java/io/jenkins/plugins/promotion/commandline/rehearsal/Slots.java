package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.promotion.PromotionMachine;
import io.jenkins.plugins.promotion.engine.promotion.Slot;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The slots of one application in all its environments, with their ledgers in one directory. */
final class Slots {
    private final Map<EnvironmentName, Slot> slots = new LinkedHashMap<>();
    private final Path directory;

    Slots(Environments environments, Path directory, InstantSource clock) {
        this.directory = directory;
        for (Environment environment : environments.all()) {
            PromotionMachine machine = new PromotionMachine(environment, this::state, UserIds.IGNORING_CASE);
            slots.put(
                    environment.name(),
                    new Slot(new FileLedger(ledger(environment.name()), environment.name()), () -> machine, clock));
        }
    }

    /** The environments, in their order. */
    Set<EnvironmentName> environments() {
        return slots.keySet();
    }

    Slot slot(EnvironmentName environment) {
        return slots.get(environment);
    }

    SlotState state(EnvironmentName environment) {
        return slot(environment).state();
    }

    /** The file of a slot; there is none before its first record. */
    Path ledger(EnvironmentName environment) {
        return directory.resolve(environment.key() + ".jsonl");
    }
}
