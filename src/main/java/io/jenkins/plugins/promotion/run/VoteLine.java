package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What one person said.
 *
 * @param by who
 * @param said that they approved or rejected, under which rule where that is not clear, and whether it counts no more
 * @param at when
 * @param comment why, {@code null} when nothing was said
 */
@Restricted(NoExternalUse.class)
public record VoteLine(Person by, String said, Moment at, String comment) {}
