package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.Objects;

/** What people stop in a slot, all of it or single releases, and let go on. */
@JsonSubTypes({
    @JsonSubTypes.Type(value = StopEvent.Held.class, name = "held"),
    @JsonSubTypes.Type(value = StopEvent.HoldLifted.class, name = "holdLifted"),
    @JsonSubTypes.Type(value = StopEvent.Quarantined.class, name = "quarantined"),
    @JsonSubTypes.Type(value = StopEvent.QuarantineLifted.class, name = "quarantineLifted"),
})
public sealed interface StopEvent extends SlotEvent {
    /** Somebody stops the line: nothing starts in the slot. */
    record Held(Principal by, String reason) implements StopEvent {
        /** Makes the reason fit for the record. */
        public Held {
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }

    /** Somebody lets the line go on. */
    record HoldLifted(Principal by, String reason) implements StopEvent {
        /** Makes the reason fit for the record. */
        public HoldLifted {
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }

    /** A release is found bad; the components are those of {@link Quarantine}. */
    record Quarantined(String releaseIdentity, String version, Principal by, String reason) implements StopEvent {
        /** Makes the reason fit for the record. */
        public Quarantined {
            Objects.requireNonNull(releaseIdentity, "releaseIdentity");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }

    /** A quarantine that was set in this slot is lifted. */
    record QuarantineLifted(String releaseIdentity, Principal by, String reason) implements StopEvent {
        /** Makes the reason fit for the record. */
        public QuarantineLifted {
            Objects.requireNonNull(releaseIdentity, "releaseIdentity");
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }
}
