package io.jenkins.plugins.promotion.commandline.analysis;

import java.util.List;

/**
 * The values of one side, as a file has them.
 *
 * @param file where they come from
 * @param keyed whether each value names its interval
 * @param rows in the order of the file
 */
public record Recording(String file, boolean keyed, List<Row> rows) {
    /**
     * @param interval which one, {@code null} where none is named
     * @param values one, or bad and total
     */
    public record Row(String interval, double[] values) {}
}
