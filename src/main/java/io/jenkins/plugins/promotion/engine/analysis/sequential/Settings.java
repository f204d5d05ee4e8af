package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.List;

/**
 * What a test is told before it begins.
 *
 * @param looks how many looks were declared for all of it, 0 where nobody said
 * @param level of each side
 * @param sides the sides that are asked for
 */
public record Settings(int looks, double level, List<Side> sides) {
    /** Copies the sides. */
    public Settings {
        sides = List.copyOf(sides);
    }
}
