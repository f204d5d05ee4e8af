package io.jenkins.plugins.promotion.view;

import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A state as an icon and a word; the colour repeats it.
 *
 * @param word what is the case
 * @param symbol the name of a Jenkins symbol
 * @param colour a class of Jenkins that sets the colour
 */
@Restricted(NoExternalUse.class)
public record Mark(String word, String symbol, String colour) {
    private static final String SUCCESS = "jenkins-!-success-color";
    private static final String ACCENT = "jenkins-!-accent-color";
    private static final String WARNING = "jenkins-!-warning-color";
    private static final String ERROR = "jenkins-!-error-color";
    private static final String QUIET = "jenkins-!-text-color-secondary";

    /** A deployment that runs. */
    public static Mark inProgress() {
        return of(Messages.Mark_inProgress(), "sync-circle-outline", ACCENT);
    }

    /** Something that waits. */
    public static Mark waiting() {
        return of(Messages.Mark_waiting(), "time-outline", ACCENT);
    }

    /** A rollout that somebody stopped where it was. */
    public static Mark paused() {
        return of(Messages.Mark_paused(), "pause-circle-outline", WARNING);
    }

    /** A record that cannot be shown. */
    public static Mark unreadable() {
        return of(Messages.Mark_unreadable(), "alert-circle-outline", ERROR);
    }

    /** A release that is looked at after its build has ended. */
    public static Mark watched() {
        return of(Messages.Mark_watched(), "eye-outline", ACCENT);
    }

    /** A release that was found not to be well after its build had ended. */
    public static Mark unwell() {
        return of(Messages.Mark_unwell(), "close-circle-outline", ERROR);
    }

    /** An environment that is held. */
    public static Mark held() {
        return of(Messages.Mark_held(), "hand-left-outline", WARNING);
    }

    /** A release that is in quarantine. */
    public static Mark quarantined() {
        return of(Messages.Mark_quarantined(), "ban-outline", WARNING);
    }

    /** A promotion that was declared an emergency hotfix. */
    public static Mark hotfix() {
        return of(Messages.Mark_hotfix(), "flame-outline", WARNING);
    }

    /** A promotion for which a rule was lifted. */
    public static Mark overridden() {
        return of(Messages.Mark_overridden(), "play-skip-forward-outline", WARNING);
    }

    /** A slot of which somebody said what is live. */
    public static Mark acknowledged() {
        return of(Messages.Mark_acknowledged(), "eye-outline", QUIET);
    }

    /** Where a promotion is. */
    public static Mark of(Promotion promotion) {
        PromotionState state = promotion.state();
        if (state instanceof PromotionState.Waiting) {
            return waiting();
        } else if (state instanceof PromotionState.Deploying) {
            return promotion
                    .openRollout()
                    .flatMap(RolloutRecord::current)
                    .filter(weight -> !weight.isBack())
                    .map(weight -> inProgress().worded(Messages.Mark_rollingOut(weight.weight())))
                    .orElseGet(Mark::inProgress);
        } else if (state instanceof PromotionState.Verifying) {
            return of(Messages.Mark_verifying(), "sync-circle-outline", ACCENT);
        } else if (state instanceof PromotionState.RollingBack) {
            return of(Messages.Mark_rollingBack(), "sync-circle-outline", WARNING);
        }
        boolean verifiedRollback =
                promotion.outcome() == Outcome.VERIFIED && promotion.requested().kind() == Kind.ROLLBACK;
        return verifiedRollback
                ? of(Messages.Mark_rollbackVerified(), "checkmark-circle-outline", SUCCESS)
                : of(promotion.outcome());
    }

    /** How a promotion ended. */
    public static Mark of(Outcome outcome) {
        return switch (outcome) {
            case VERIFIED -> of(Messages.Mark_verified(), "checkmark-circle-outline", SUCCESS);
            case FAILED -> of(Messages.Mark_failed(), "close-circle-outline", ERROR);
            case ROLLED_BACK -> of(Messages.Mark_rolledBack(), "arrow-undo-circle-outline", ERROR);
            case BROKEN -> of(Messages.Mark_broken(), "alert-circle-outline", ERROR);
            case UNKNOWN -> of(Messages.Mark_unknown(), "help-circle-outline", WARNING);
            case REFUSED -> of(Messages.Mark_refused(), "close-circle-outline", ERROR);
            case REJECTED -> of(Messages.Mark_rejected(), "close-circle-outline", ERROR);
            case SUPERSEDED -> of(Messages.Mark_superseded(), "remove-circle-outline", QUIET);
            case EXPIRED -> of(Messages.Mark_expired(), "hourglass-outline", QUIET);
            case ABORTED -> of(Messages.Mark_aborted(), "stop-circle-outline", QUIET);
        };
    }

    /** What a rule says. */
    public static Mark of(Status status) {
        return switch (status) {
            case SATISFIED -> of(Messages.Mark_satisfied(), "checkmark-circle-outline", SUCCESS);
            case WAITING -> waiting();
            case REFUSED -> of(Messages.Mark_refused(), "close-circle-outline", ERROR);
        };
    }

    /** What a rule says, and whether it was lifted. */
    public static Mark of(Finding finding) {
        if (finding.lifted() != null) {
            return switch (finding.lifted()) {
                case OVERRIDE -> overridden();
                case HOTFIX -> hotfix().worded(Messages.Mark_lifted());
                case ROLLBACK -> of(Messages.Mark_waived(), "arrow-undo-circle-outline", SUCCESS);
            };
        } else if (finding.kind().equals(RuleBook.HOLD)) {
            return held();
        } else if (finding.kind().equals(RuleBook.QUARANTINE)) {
            return quarantined();
        }
        return of(finding.status());
    }

    /** The same icon with another word. */
    public Mark worded(String other) {
        return new Mark(other, symbol, colour);
    }

    private static Mark of(String word, String ionicon, String colour) {
        return new Mark(word, "symbol-" + ionicon + " plugin-ionicons-api", colour);
    }
}
