package io.jenkins.plugins.promotion.view;

import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.Verdict;

/** The states of gates and checks as icons and words. */
public final class GateMarks {
    private static final String SUCCESS = "jenkins-!-success-color";
    private static final String ACCENT = "jenkins-!-accent-color";
    private static final String WARNING = "jenkins-!-warning-color";
    private static final String ERROR = "jenkins-!-error-color";
    private static final String QUIET = "jenkins-!-text-color-secondary";

    private GateMarks() {}

    /** How a gate ended. */
    public static Mark of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> mark(Messages.GateMarks_pass(), "checkmark-circle-outline", SUCCESS);
            case FAIL -> mark(Messages.GateMarks_fail(), "close-circle-outline", ERROR);
            case INCONCLUSIVE -> mark(Messages.GateMarks_inconclusive(), "help-circle-outline", WARNING);
            case ERROR -> mark(Messages.GateMarks_error(), "alert-circle-outline", ERROR);
        };
    }

    /** What a check found last. */
    public static Mark of(Reading reading) {
        if (reading instanceof Reading.Well) {
            return mark(Messages.GateMarks_well(), "checkmark-circle-outline", SUCCESS);
        } else if (reading instanceof Reading.Unwell) {
            return mark(Messages.GateMarks_unwell(), "close-circle-outline", ERROR);
        }
        return mark(Messages.GateMarks_unknown(), "alert-circle-outline", WARNING);
    }

    /** A gate whose checks must stay well. */
    public static Mark soaking() {
        return mark(Messages.GateMarks_soaking(), "hourglass-outline", ACCENT);
    }

    /** A gate without a verdict at which nobody looks any more. */
    public static Mark stopped() {
        return mark(Messages.GateMarks_stopped(), "stop-circle-outline", QUIET);
    }

    private static Mark mark(String word, String ionicon, String colour) {
        return new Mark(word, "symbol-" + ionicon + " plugin-ionicons-api", colour);
    }
}
