package io.jenkins.plugins.promotion.view;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One check of a gate.
 *
 * @param mark of the last reading
 * @param name what it is called
 * @param reading the last reading in a sentence
 * @param since when that reading came, {@code null} when there was none
 * @param inARow how many are well, or not, in a row
 * @param counts all readings
 */
@Restricted(NoExternalUse.class)
public record CheckRow(Mark mark, String name, String reading, Moment since, String inARow, String counts) {}
