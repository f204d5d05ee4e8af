package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.run.PromotionReference;

/** A gate of a build, as the build remembers it; what it found is in its {@link GateFile}. */
final class GateReference {
    private final String id;
    private final PromotionReference promotion;

    /**
     * @param id of the node of its step
     * @param promotion whose deployment it is about, {@code null} for none
     */
    GateReference(String id, @CheckForNull PromotionReference promotion) {
        this.id = id;
        this.promotion = promotion;
    }

    String id() {
        return id;
    }

    @CheckForNull
    PromotionReference promotion() {
        return promotion;
    }
}
