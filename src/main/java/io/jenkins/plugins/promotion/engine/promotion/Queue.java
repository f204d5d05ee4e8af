package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes waiting promotions on: to their end, past each other, or into their deployment. */
final class Queue {
    private final Setting setting;

    Queue(Setting setting) {
        this.setting = setting;
    }

    /** Takes a promotion as far as it can go now; nothing when it does not wait. */
    void advance(Draft draft, PromotionId id) {
        Optional<Promotion> waiting = draft.waiting(id);
        if (waiting.isEmpty()) {
            return;
        }
        Promotion promotion = waiting.get();
        List<Finding> findings = setting.findings(draft.slot(), promotion, draft.now());
        Optional<SlotEvent.Ended> end = dueEnd(promotion, findings, draft.now());
        if (end.isPresent()) {
            draft.add(end.get());
        } else if (!supersede(draft, promotion) && RuleBook.worst(findings) == Status.SATISFIED) {
            Stopping.quarantineWhatIsLeft(draft, promotion);
            draft.add(new SlotEvent.DeployStarted(
                    id,
                    replaced(draft.slot(), promotion),
                    findings.stream()
                            .map(finding -> finding.rule() + ": " + finding.reason())
                            .toList()));
        }
    }

    private static String replaced(SlotState slot, Promotion promotion) {
        Rollback rollback = promotion.requested().rollback();
        return rollback != null
                ? rollback.fromVersion()
                : slot.live().map(live -> live.release().version()).orElse(null);
    }

    /** The end that is due to a waiting promotion whatever the others do. */
    private static Optional<SlotEvent.Ended> dueEnd(Promotion promotion, List<Finding> findings, Instant now) {
        Optional<Vote> rejection = rejection(promotion);
        Instant deadline = promotion.requested().deadline();
        SlotEvent.Ended end = null;
        if (rejection.isPresent()) {
            end = new SlotEvent.Ended(
                    promotion.id(),
                    Outcome.REJECTED,
                    rejection.get().comment(),
                    rejection.get().by(),
                    null);
        } else if (RuleBook.worst(findings) == Status.REFUSED) {
            end = new SlotEvent.Ended(promotion.id(), Outcome.REFUSED, sentences(findings, Status.REFUSED), null, null);
        } else if (deadline != null && !now.isBefore(deadline)) {
            String reason = "Its deadline passed while it waited. " + sentences(findings, Status.WAITING);
            end = new SlotEvent.Ended(promotion.id(), Outcome.EXPIRED, reason, null, null);
        }
        return Optional.ofNullable(end);
    }

    /** A rejection counts whatever became of the rule since: whoever may decide has said no. */
    private static Optional<Vote> rejection(Promotion promotion) {
        return promotion.votes().stream()
                .filter(vote -> vote.decision() == Decision.REJECT)
                .findFirst();
    }

    /** Ends older candidates, or this one when a newer waits; true when this one has ended. */
    private boolean supersede(Draft draft, Promotion promotion) {
        if (setting.environment().queue() != QueuePolicy.NEWEST_FIRST) {
            return false;
        }
        for (Promotion other : draft.slot().open()) {
            if (competes(draft.slot(), other, promotion, draft.now())) {
                boolean otherIsOlder = isBefore(other, promotion);
                PromotionId older = otherIsOlder ? other.id() : promotion.id();
                PromotionId newer = otherIsOlder ? promotion.id() : other.id();
                draft.add(new SlotEvent.Ended(older, Outcome.SUPERSEDED, null, null, newer));
                if (!otherIsOlder) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether one of the two has to make way. A way back competes with other ways back only, or a newer candidate in the
     * queue would forbid every rollback; and one that is about to end takes nobody with it.
     */
    private boolean competes(SlotState slot, Promotion other, Promotion promotion, Instant now) {
        return other.isWaiting()
                && !other.id().equals(promotion.id())
                && other.requested().kind() == promotion.requested().kind()
                && dueEnd(other, setting.findings(slot, other, now), now).isEmpty();
    }

    private static boolean isBefore(Promotion first, Promotion second) {
        int byAge = first.requested().kind() == Kind.ROLLBACK
                ? 0
                : first.release().builtAt().compareTo(second.release().builtAt());
        return byAge < 0 || byAge == 0 && first.id().number() < second.id().number();
    }

    private static String sentences(List<Finding> findings, Status status) {
        return findings.stream()
                .filter(finding -> finding.status() == status)
                .map(finding -> finding.rule() + ": " + finding.reason())
                .collect(Collectors.joining(" "));
    }
}
