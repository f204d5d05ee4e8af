package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.security.RealmUserIds;

/** Says in one sentence where a promotion is that waits no more. */
final class Sentences {
    private final SlotState slot;
    private final Promotion promotion;
    private final String environment;
    private final String version;

    Sentences(SlotState slot, Promotion promotion) {
        this.slot = slot;
        this.promotion = promotion;
        this.environment = promotion.id().environment().value();
        this.version = promotion.release().version();
    }

    String title() {
        Outcome outcome = promotion.outcome();
        if (outcome == null) {
            return Messages.Sentences_titleInProgress(environment);
        } else if (outcome == Outcome.VERIFIED) {
            return Messages.Sentences_titleVerified(version, environment);
        }
        if (outcome == Outcome.UNKNOWN) {
            return Messages.Sentences_titleUnknown(version, environment);
        }
        return outcome.touchedTarget()
                ? Messages.Sentences_titleFailed(version, environment)
                : Messages.Sentences_titleKeptOut(version, environment);
    }

    String sentence() {
        if (promotion.state() instanceof PromotionState.RollingBack back) {
            return Messages.Sentences_rollingBack(version, back.to().release().version());
        } else if (promotion.state() instanceof PromotionState.Over over) {
            return over(over);
        }
        return promotion.previous() == null
                ? Messages.Sentences_deployingFirst(version)
                : Messages.Sentences_deploying(version, promotion.previous());
    }

    /** Why, in the words of the record. */
    static String reason(Promotion promotion) {
        PromotionState.RollingBack rollingBack =
                promotion.state() instanceof PromotionState.Verifying verifying ? verifying.back() : null;
        if (rollingBack != null) {
            return rollingBack.reason();
        }
        return promotion.state() instanceof PromotionState.RollingBack back
                ? back.reason()
                : promotion.state() instanceof PromotionState.Over over ? over.reason() : null;
    }

    private String over(PromotionState.Over over) {
        boolean asked = slot.marked()
                .filter(marked -> marked.id().equals(promotion.id()))
                .isPresent();
        String by = over.by() == null ? null : over.by().display();
        return switch (over.outcome()) {
            case VERIFIED -> Messages.Sentences_verified(version, environment);
            case FAILED -> by == null ? Messages.Sentences_failed(version) : Messages.Sentences_stopped(by, version);
            case ROLLED_BACK -> Messages.Sentences_rolledBack(version, promotion.previous());
            case BROKEN -> (broken() + " " + acknowledged(asked)).strip();
            case UNKNOWN -> (Messages.Sentences_unknown(version) + " " + acknowledged(asked)).strip();
            case REFUSED -> Messages.Sentences_refused();
            case REJECTED -> Messages.Sentences_rejected(by);
            case SUPERSEDED -> Messages.Sentences_superseded(superseding(over));
            case EXPIRED -> Messages.Sentences_expired();
            case ABORTED -> aborted(by);
        };
    }

    private String broken() {
        return promotion.requested().kind() == Kind.ROLLBACK
                ? Messages.Sentences_rollbackFailed(version)
                : Messages.Sentences_broken(version);
    }

    private String aborted(String by) {
        if (by == null) {
            return Messages.Sentences_aborted();
        }
        boolean self = new RealmUserIds()
                .sameUser(
                        ((PromotionState.Over) promotion.state()).by().id(),
                        promotion.requested().by().id());
        return self ? Messages.Sentences_abortedByInitiator(by) : Messages.Sentences_abortedBy(by);
    }

    private String superseding(PromotionState.Over over) {
        return slot.find(over.supersededBy())
                .map(newer -> newer.release().version())
                .orElseGet(() -> String.valueOf(over.supersededBy()));
    }

    private static String acknowledged(boolean asked) {
        return asked ? "" : Messages.Sentences_acknowledged();
    }
}
