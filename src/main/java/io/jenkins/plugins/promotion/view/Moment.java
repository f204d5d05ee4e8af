package io.jenkins.plugins.promotion.view;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A point in time as a page shows it.
 *
 * @param iso the instant, in UTC
 * @param absolute for a sentence, such as {@code Tue 10:00}
 * @param dated for a table, such as {@code Today 10:00}
 * @param distance from now, such as {@code in 14 h}
 */
@Restricted(NoExternalUse.class)
public record Moment(String iso, String absolute, String dated, String distance) {
    /** Absolute, then the distance. */
    public String both() {
        return absolute + ", " + distance;
    }
}
