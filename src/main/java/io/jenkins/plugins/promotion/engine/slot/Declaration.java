package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.Objects;

/**
 * Somebody declared a promotion an emergency hotfix.
 *
 * @param by who
 * @param reason why
 */
public record Declaration(Principal by, String reason) {
    /** Makes the reason fit for the record. */
    public Declaration {
        Objects.requireNonNull(by, "by");
        reason = FreeText.of(reason);
    }
}
