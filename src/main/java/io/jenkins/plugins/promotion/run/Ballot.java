package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What one person may say under one approval rule.
 *
 * @param rule the name of the rule
 * @param approval why they cannot approve, {@code null} when they can
 * @param rejection why they cannot reject, {@code null} when they can
 * @param withdrawal whether they have an approval that they can withdraw
 */
@Restricted(NoExternalUse.class)
public record Ballot(String rule, String approval, String rejection, boolean withdrawal) {
    static Ballot of(ApprovalRule rule, Rights rights) {
        String refusal = rights.vote(rule);
        boolean done = refusal == null && rights.approved(rule);
        return new Ballot(rule.name(), done ? Messages.Ballot_approved() : refusal, refusal, rights.mayWithdraw(rule));
    }

    /** Why not everything is possible, {@code null} when it is. */
    public String reason() {
        return approval;
    }
}
