package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;

/**
 * What a rollback comes back from, and how.
 *
 * @param fromIdentity the identity of the release that it leaves, {@code null} when nobody knew what was live
 * @param fromVersion what people call that release, {@code null} with the identity
 * @param reason why
 * @param quarantine whether the release that it leaves is put into quarantine as it starts
 * @param fast whether what the environment waives for rollbacks is waived for this one, because whoever asked may roll back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rollback(String fromIdentity, String fromVersion, String reason, boolean quarantine, boolean fast) {
    /** Makes the reason fit for the record. */
    public Rollback {
        reason = FreeText.of(reason);
        if ((fromIdentity == null) != (fromVersion == null)) {
            throw new IllegalArgumentException("a release has an identity and a version");
        }
    }
}
