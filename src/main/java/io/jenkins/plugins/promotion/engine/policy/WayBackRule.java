package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import java.util.Optional;

/**
 * A rollback goes back, and to where it is safe, also when it starts long after it was asked for: whatever was deployed
 * since may have made another release the one to leave, or closed the way.
 */
final class WayBackRule {
    private WayBackRule() {}

    /** What it says of a rollback; nothing of other promotions. */
    static Optional<Finding> evaluate(Facts facts) {
        Promotion promotion = facts.promotion();
        if (promotion.requested().kind() != Kind.ROLLBACK) {
            return Optional.empty();
        }
        WaysBack ways = WaysBack.of(facts);
        if (facts.slot().holder().isPresent()) {
            return Optional.of(finding(Status.WAITING, "It is looked at when the deployment that runs has ended."));
        }
        Optional<Promotion> left = ways.left();
        Rollback rollback = promotion.requested().rollback();
        if (rollback != null
                && rollback.fromIdentity() != null
                && !left.map(one -> one.release().identity()).equals(Optional.of(rollback.fromIdentity()))) {
            return Optional.of(finding(
                    Status.REFUSED,
                    "It was to leave " + rollback.fromVersion() + ", and "
                            + left.map(one -> one.release().version() + " is what a rollback would leave now.")
                                    .orElse("nobody knows what is live now.")
                            + " Look again, and ask again."));
        }
        return Optional.of(ways.refusal(promotion.release())
                .map(refusal -> finding(Status.REFUSED, refusal.reason() + " " + ways.instead()))
                .orElseGet(() -> finding(
                        Status.SATISFIED,
                        promotion.release().version() + " was verified here before"
                                + left.map(one -> ", and " + one.release().version() + " is left.")
                                        .orElse("."))));
    }

    private static Finding finding(Status status, String reason) {
        String who = status == Status.SATISFIED ? Finding.NOBODY : "People with the permission to roll back";
        return new Finding(RuleBook.WAY_BACK_RULE, RuleBook.WAY_BACK, status, reason, who, null);
    }
}
