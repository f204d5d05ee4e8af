package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.slot.Hold;
import java.util.Objects;

/**
 * A hold that stops an environment for more than one application, set by a person outside of the slot.
 *
 * @param place for what it was set, as a phrase such as {@code the folder shop}
 * @param hold who stopped it, why and since when
 * @param lifters who can lift it, as a phrase
 */
public record WiderHold(String place, Hold hold, String lifters) {
    /** Needs all of it. */
    public WiderHold {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(lifters, "lifters");
    }
}
