package io.jenkins.plugins.promotion.engine.analysis.kayenta;

/** What Kayenta says of one metric; its own words, as they are exchanged. */
public enum Classification {
    /** No difference that matters. */
    PASS("Pass"),
    /** The canary is higher. */
    HIGH("High"),
    /** The canary is lower. */
    LOW("Low"),
    /** There was nothing to compare, and nobody demanded any. */
    NODATA("Nodata"),
    /** There was nothing to compare, and that is a failure. */
    NODATA_FAIL_METRIC("NodataFailMetric"),
    /** The comparison broke. */
    ERROR("Error");

    private final String word;

    Classification(String word) {
        this.word = word;
    }

    /** As Kayenta writes it. */
    public String word() {
        return word;
    }

    /** The one that is written so; an {@link #ERROR} where there is none. */
    public static Classification of(String word) {
        for (Classification each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        return ERROR;
    }
}
