package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PermissionNames;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import java.util.Optional;

/**
 * What whoever makes the present request may do with one promotion, so that its page offers that and says why not the
 * rest. What is sent is checked again by {@link Decisions} and by the rules.
 */
final class Rights {
    private final RecordedPromotion.Readable recorded;
    private final Promotion promotion;
    private final Decisions decisions;
    private final Voter reader;
    private final RealmUserIds ids = new RealmUserIds();

    Rights(Run<?, ?> run, RecordedPromotion.Readable recorded) {
        this.recorded = recorded;
        this.promotion = recorded.promotion();
        this.decisions = Decisions.of(recorded.slots().application(), run.getParent());
        this.reader = decisions.voter(recorded.environment().name());
    }

    /** Why the reader may not vote under a rule, {@code null} when they may. */
    @CheckForNull
    String vote(ApprovalRule rule) {
        String missing = missing(PromotionPermissions.APPROVE);
        if (missing != null) {
            return missing;
        }
        Optional<String> refusal = rule.refusal(reader, promotion, ids);
        boolean initiator =
                rule.excludeInitiator() && isMe(promotion.requested().by().id());
        return refusal.map(why -> initiator ? Messages.Rights_initiator() : Messages.Rights_mayNotApprove(why))
                .orElse(null);
    }

    /** Whether an approval of the reader counts under a rule. */
    boolean approved(ApprovalRule rule) {
        return rule.counted(promotion, ids, recorded.now()).stream()
                .anyMatch(vote -> isMe(vote.by().id()));
    }

    /** Whether there is an approval of the reader to withdraw under a rule. */
    boolean mayWithdraw(ApprovalRule rule) {
        return missing(PromotionPermissions.APPROVE) == null
                && promotion.votes().stream()
                        .anyMatch(vote -> vote.stands()
                                && vote.rule().equals(rule.name())
                                && isMe(vote.by().id()));
    }

    /** Why the reader may not tick items, {@code null} when they may. */
    @CheckForNull
    String tick() {
        String missing = missing(PromotionPermissions.APPROVE);
        return missing != null
                ? missing
                : recorded.slots()
                        .machine(promotion.id().environment())
                        .tickRefusal(reader, promotion)
                        .map(Messages::Rights_mayNotTick)
                        .orElse(null);
    }

    /** Whether the reader may lift rules. */
    boolean mayOverride() {
        return missing(PromotionPermissions.OVERRIDE) == null;
    }

    /** Why the reader may not declare a hotfix, {@code null} when they may. */
    @CheckForNull
    String hotfix(Hotfix hotfix) {
        String missing = missing(
                hotfix.namesDeclarers() ? Item.BUILD : PromotionPermissions.OVERRIDE,
                decisions.mayDeclareHotfix(recorded.environment().name()));
        return missing != null
                ? missing
                : hotfix.refusal(reader, ids)
                        .map(Messages::Rights_mayNotDeclare)
                        .orElse(null);
    }

    /** Why the reader may not say what is live, {@code null} when they may. */
    @CheckForNull
    String acknowledge() {
        return missing(PromotionPermissions.ROLLBACK);
    }

    /** Whether the reader may ask for a rollback. */
    boolean mayRollBack() {
        return missing(PromotionPermissions.ROLLBACK) == null;
    }

    /** Why the reader may not have a tag tried again, {@code null} when they may. */
    @CheckForNull
    String retryTag() {
        return missing(Item.BUILD);
    }

    @CheckForNull
    private String missing(Permission permission) {
        return missing(permission, decisions.may(permission));
    }

    @CheckForNull
    private static String missing(Permission permission, boolean permitted) {
        if (People.isNobody()) {
            return Messages.Rights_nobody();
        }
        return permitted ? null : Messages.Rights_noPermission(PermissionNames.name(permission));
    }

    private boolean isMe(String user) {
        return ids.sameUser(user, reader.principal().id());
    }
}
