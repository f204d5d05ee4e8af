package io.jenkins.plugins.promotion.job;

import hudson.Util;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One page of a filtered history.
 *
 * @param rows newest first
 * @param filter what was asked for
 * @param number which page, from 1
 * @param size how many rows a page has at most
 * @param total how many releases there are that the filter takes
 * @param problems why environments are left out, a sentence each
 */
@Restricted(NoExternalUse.class)
public record HistoryPage(
        List<ReleaseRow> rows, HistoryFilter filter, int number, int size, int total, List<String> problems) {
    /** The number of the first row, 0 without any. */
    public int first() {
        return rows.isEmpty() ? 0 : (number - 1) * size + 1;
    }

    /** The number of the last row. */
    public int last() {
        return rows.isEmpty() ? 0 : first() + rows.size() - 1;
    }

    /** The query of the page before, {@code null} on the first. */
    public String newer() {
        return number > 1 ? query(number - 1) : null;
    }

    /** The query of the page after, {@code null} on the last. */
    public String older() {
        return number * size < total ? query(number + 1) : null;
    }

    private String query(int page) {
        return "?text=" + Util.rawEncode(filter.text()) + "&environment=" + Util.rawEncode(filter.environment())
                + "&outcome=" + filter.outcome() + "&days=" + filter.days() + "&size=" + size + "&page=" + page;
    }
}
