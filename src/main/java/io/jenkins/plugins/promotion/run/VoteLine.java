package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What one person said.
 *
 * @param by who
 * @param said what they did, such as that they approved, under which rule where that is not clear
 * @param at when, {@code null} when the record does not say
 * @param comment why, {@code null} when nothing was said
 */
@Restricted(NoExternalUse.class)
public record VoteLine(Person by, String said, Moment at, String comment) {}
