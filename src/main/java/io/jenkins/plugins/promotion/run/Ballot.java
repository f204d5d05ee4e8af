package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What one person may say under one approval rule.
 *
 * @param rule the name of the rule
 * @param approval why they cannot approve, {@code null} when they can
 * @param rejection why they cannot reject, {@code null} when they can
 */
@Restricted(NoExternalUse.class)
public record Ballot(String rule, String approval, String rejection) {
    static Ballot of(ApprovalRule rule, Promotion promotion, Voter voter, boolean permitted) {
        RealmUserIds ids = new RealmUserIds();
        String me = voter.principal().id();
        String refusal = null;
        if (!permitted) {
            refusal = Messages.Ballot_noPermission(Permits.name(PromotionPermissions.APPROVE));
        } else if (rule.refusal(voter, promotion, ids).isPresent()) {
            boolean initiator = rule.excludeInitiator()
                    && ids.sameUser(me, promotion.requested().by().id());
            refusal = initiator
                    ? Messages.Ballot_initiator()
                    : Messages.Ballot_refused(
                            rule.refusal(voter, promotion, ids).orElseThrow());
        }
        boolean approved = rule.counted(promotion, ids).stream()
                .anyMatch(vote -> ids.sameUser(me, vote.by().id()));
        return new Ballot(rule.name(), refusal == null && approved ? Messages.Ballot_approved() : refusal, refusal);
    }

    /** Why not everything is possible, {@code null} when it is. */
    public String reason() {
        return approval;
    }
}
