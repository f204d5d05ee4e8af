package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;

/**
 * A release is bad: it goes nowhere in the application before the quarantine is lifted where it was set.
 *
 * @param releaseIdentity which release
 * @param version what people call it
 * @param by who marked it
 * @param reason why
 * @param since when it was recorded
 */
public record Quarantine(String releaseIdentity, String version, Principal by, String reason, Instant since) {}
