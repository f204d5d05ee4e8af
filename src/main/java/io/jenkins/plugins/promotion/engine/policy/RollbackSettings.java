package io.jenkins.plugins.promotion.engine.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a rollback of an environment does without, when somebody asks for it who may roll back. The way back itself is always
 * looked at, and so are slot, queue, holds and quarantine; all of it is on record like every promotion.
 *
 * @param waives which kinds of rules are waived
 */
public record RollbackSettings(Set<Waivable> waives) {
    /** A kind of rule that can be waived for rollbacks. */
    public enum Waivable {
        /** {@link ApprovalRule}. */
        APPROVALS("approvals"),
        /** {@link WindowRule}. */
        WINDOWS("window"),
        /** {@link FreezeRule}. */
        FREEZES("freeze"),
        /** {@link ChecklistRule}. */
        CHECKLIST("checklist");

        private final String kind;

        Waivable(String kind) {
            this.kind = kind;
        }

        /** As administrators write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes {@code null} for nothing. */
    public RollbackSettings {
        waives = waives == null || waives.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(waives));
    }

    /** Those that both waive. */
    public RollbackSettings both(RollbackSettings other) {
        return new RollbackSettings(
                Set.copyOf(waives.stream().filter(other.waives::contains).toList()));
    }

    boolean waives(Rule rule) {
        return waives.stream().anyMatch(waivable -> waivable.kind.equals(rule.kind()));
    }

    /** Which kinds, as administrators write them, in order. */
    public List<String> words() {
        return waives.stream().map(Waivable::word).toList();
    }
}
