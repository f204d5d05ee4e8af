package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a promotion stands after a step, or what became of the step, as files name it under {@code expect}. */
enum Result {
    WAITING("waiting"),
    VERIFIED("verified"),
    FAILED("failed"),
    ROLLED_BACK("rolledBack"),
    BROKEN("broken"),
    UNKNOWN("unknown"),
    REFUSED("refused"),
    REJECTED("rejected"),
    SUPERSEDED("superseded"),
    EXPIRED("expired"),
    ABORTED("aborted"),
    ACKNOWLEDGED("acknowledged"),
    NOT_POSSIBLE("notPossible");

    private final String word;

    Result(String word) {
        this.word = word;
    }

    /** As it is written in a file. */
    String word() {
        return word;
    }

    static Result of(Promotion promotion) {
        Outcome outcome = promotion.outcome();
        return outcome == null ? WAITING : valueOf(outcome.name());
    }

    static Map<String, Result> byWord() {
        Map<String, Result> words = new LinkedHashMap<>();
        for (Result result : values()) {
            words.put(result.word, result);
        }
        return words;
    }

    /** An outcome as people read it in a table. */
    static String shown(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
