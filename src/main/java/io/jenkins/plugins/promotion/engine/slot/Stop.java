package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;

/**
 * What people stopped, kept after it was lifted: the slot by a {@link Hold}, or a release by a {@link Quarantine}.
 *
 * @param releaseIdentity which release, {@code null} of a hold
 * @param version what people call the release, {@code null} of a hold
 * @param by who stopped it
 * @param reason why
 * @param since when it was recorded
 * @param lift how it was lifted, {@code null} while it is in force
 */
public record Stop(String releaseIdentity, String version, Principal by, String reason, Instant since, Lift lift) {
    /**
     * The end of a stop.
     *
     * @param by who lifted it
     * @param reason why
     * @param at when it was recorded
     */
    public record Lift(Principal by, String reason, Instant at) {}

    /** Whether it stops the whole slot. */
    public boolean isHold() {
        return releaseIdentity == null;
    }

    /** Whether it was not lifted yet. */
    public boolean isInForce() {
        return lift == null;
    }

    Stop lifted(Principal who, String why, Instant at) {
        return new Stop(releaseIdentity, version, by, reason, since, new Lift(who, why, at));
    }
}
