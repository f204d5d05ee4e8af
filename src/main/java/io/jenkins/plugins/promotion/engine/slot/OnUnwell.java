package io.jenkins.plugins.promotion.engine.slot;

import java.util.Locale;

/** What follows when a release turns out not to be well after its build has ended. Each goes further than the one before. */
public enum OnUnwell {
    /** It is said. */
    REPORT,
    /** It is said, and people are asked whether to roll back. */
    ASK,
    /** A rollback is started, as far as there is a way back. */
    ROLLBACK;

    /** As administrators write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
