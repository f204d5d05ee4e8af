package io.jenkins.plugins.promotion.engine.net;

import java.time.Duration;

/**
 * What one exchange may cost.
 *
 * @param time from the first look at the name to the last byte, redirects included
 * @param body the most bytes of a body, as sent and once more after decompression
 * @param redirects how many are followed
 */
public record Limits(Duration time, int body, int redirects) {
    /** The longest line of a head in bytes, status line and each header: twice what common servers accept themselves. */
    public static final int HEAD_LINE = 16 * 1024;
    /** The most header lines. */
    public static final int HEAD_LINES = 100;
    /** The most interim answers before the real one. */
    public static final int INTERIM_ANSWERS = 10;
    /** Enough for a health page, and for a query with one value. */
    public static final int SMALL_BODY = 1024 * 1024;
    /** Enough for a range of values. */
    public static final int LARGE_BODY = 16 * 1024 * 1024;
}
