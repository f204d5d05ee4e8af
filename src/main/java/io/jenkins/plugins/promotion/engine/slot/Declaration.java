package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;
import java.util.Objects;

/**
 * Somebody declared a promotion an emergency hotfix.
 *
 * @param by who
 * @param reason why
 * @param at when it was recorded, {@code null} inside an event, whose record has the time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Declaration(Principal by, String reason, Instant at) {
    /** As it stands in an event. */
    public Declaration(Principal by, String reason) {
        this(by, reason, null);
    }

    /** Makes the reason fit for the record. */
    public Declaration {
        Objects.requireNonNull(by, "by");
        reason = FreeText.of(reason);
    }

    Declaration at(Instant recorded) {
        return new Declaration(by, reason, recorded);
    }
}
