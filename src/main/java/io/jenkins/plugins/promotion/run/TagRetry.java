package io.jenkins.plugins.promotion.run;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The form by which a tag that failed is tried again.
 *
 * @param tag which of the promotion, from 1
 * @param name of the tag
 * @param refusal why the reader may not, {@code null} when they may
 */
@Restricted(NoExternalUse.class)
public record TagRetry(int tag, String name, String refusal) {}
