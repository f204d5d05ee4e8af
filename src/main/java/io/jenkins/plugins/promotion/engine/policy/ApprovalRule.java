package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * People must approve.
 *
 * <p>One vote a person; the last one counts. A vote counts only for the release and the version of the rule for which it
 * was given, and until it lapses. A rejection ends the promotion when it is cast, so that this rule never sees one that
 * counts.
 *
 * @param name unique in the environment
 * @param count how many approvals, 1 to 100
 * @param users ids of those who may approve
 * @param groups names of groups whose members may approve; with nobody named, whoever has the permission may
 * @param excludeInitiator whether whoever started the promotion may not
 * @param permission the name of a permission whose holders may approve too, {@code null} for none
 * @param excludeAuthors whether no author or committer of a commit that is deployed may
 * @param unknownAuthors what follows when they are not all known; {@code null} where they are not excluded
 * @param lapse for how long an approval counts, {@code null} for as long as the promotion waits
 */
public record ApprovalRule(
        String name,
        int count,
        List<String> users,
        List<String> groups,
        boolean excludeInitiator,
        @JsonInclude(JsonInclude.Include.NON_NULL) String permission,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean excludeAuthors,
        @JsonInclude(JsonInclude.Include.NON_NULL) UnknownAuthors unknownAuthors,
        @JsonInclude(JsonInclude.Include.NON_NULL) Duration lapse)
        implements Rule {
    /** The name of the rule where none is given. */
    public static final String DEFAULT_NAME = "Approvals";

    private static final String PERMITTED = "people with the permission to approve";

    /**
     * @throws InvalidValueException for a name that is not one short line, a user or group without a name, a count out of
     *     range, more approvals than the named people can give, or a lapse that is not positive
     */
    public ApprovalRule {
        name = RuleNames.checked("approval rule", name, DEFAULT_NAME);
        users = Approvers.named("users of '" + name + "'", users);
        groups = Approvers.named("groups of '" + name + "'", groups);
        permission = Approvers.permission("permission of '" + name + "'", permission);
        unknownAuthors = !excludeAuthors ? null : unknownAuthors == null ? UnknownAuthors.REFUSE : unknownAuthors;
        if (count < 1 || count > 100) {
            throw new InvalidValueException("approvals needed by '" + name + "'", count, "1 to 100 can be asked for");
        }
        if (groups.isEmpty() && permission == null && !users.isEmpty() && count > users.size()) {
            throw new InvalidValueException(
                    "approvals needed by '" + name + "'",
                    count,
                    (users.size() == 1 ? "only one person" : "only " + users.size() + " people") + " may approve");
        }
        if (lapse != null && lapse.toSeconds() < 1) {
            throw new InvalidValueException(
                    "lapse of '" + name + "'", DurationText.format(lapse), "an approval counts for a second or longer");
        }
    }

    /** Approvals of users and groups that never lapse, also by authors. */
    public ApprovalRule(String name, int count, List<String> users, List<String> groups, boolean excludeInitiator) {
        this(name, count, users, groups, excludeInitiator, null, false, null, null);
    }

    @Override
    @JsonIgnore
    public String kind() {
        return "approvals";
    }

    @Override
    public ApprovalRule named(String other) {
        return new ApprovalRule(
                other, count, users, groups, excludeInitiator, permission, excludeAuthors, unknownAuthors, lapse);
    }

    @Override
    public String sentence() {
        if (approvers().isAnyone()) {
            return (count == 1 ? "somebody" : count + " people") + " who may approve it did so";
        }
        return (count == 1 ? "one" : String.valueOf(count)) + " of "
                + approvers().described(PERMITTED) + " approved it";
    }

    @Override
    public Finding evaluate(Facts facts) {
        return evaluate(facts, count);
    }

    /** The same with another number of approvals. */
    Finding evaluate(Facts facts, int needed) {
        Ballot ballot = new Ballot(this, facts.promotion(), facts.userIds(), facts.now());
        int given = ballot.counted().size();
        Optional<String> unknown =
                excludeAuthors ? Authorship.unknown(facts.promotion(), facts.slot()) : Optional.empty();
        if (unknown.isPresent() && unknownAuthors == UnknownAuthors.REFUSE) {
            return Finding.refused(
                    this,
                    "No author may approve, and who they are is not known: " + unknown.get() + ".",
                    "Administrators: let the environment warn instead of refuse");
        }
        String tally = given + " of " + needed + " from " + approvers().described(PERMITTED) + "."
                + unknown.map(why -> " Not all authors are known, so one of them may have approved: " + why + ".")
                        .orElse("");
        Finding finding = given >= needed
                ? Finding.satisfied(this, tally, ballot.lapsesBelow(needed))
                : Finding.waiting(this, tally, who(facts.promotion()), null);
        return finding.withDetails(ballot.discounted());
    }

    /**
     * The approvals that count, the last vote of each person, in the order in which they were given. Of a promotion that
     * began, those that counted then; of another, also those that may have lapsed by now.
     */
    public List<Vote> counted(Promotion promotion, UserIds userIds) {
        return new Ballot(this, promotion, userIds, promotion.startedAt()).counted();
    }

    /** The approvals that count at that moment. */
    public List<Vote> counted(Promotion promotion, UserIds userIds, Instant now) {
        return new Ballot(this, promotion, userIds, now).counted();
    }

    /** Whether the vote was given for another release or another version of this rule. */
    public boolean isStale(Vote vote, Promotion promotion) {
        return !vote.ruleVersion().equals(version())
                || !vote.releaseIdentity().equals(promotion.release().identity());
    }

    /** Why this person may not vote under this rule; empty when they may. */
    public Optional<String> refusal(Voter voter, Promotion promotion, UserIds userIds) {
        Optional<String> exclusion = exclusion(voter.principal().id(), promotion, userIds);
        return exclusion.isPresent() || approvers().include(voter, userIds)
                ? exclusion
                : Optional.of("only " + approvers().described(PERMITTED) + " may");
    }

    /** Why this user may not vote whatever groups they are in; empty when they may. */
    Optional<String> exclusion(String user, Promotion promotion, UserIds userIds) {
        if (excludeInitiator
                && userIds.sameUser(user, promotion.requested().by().id())) {
            return Optional.of("whoever started a promotion may not approve it");
        } else if (excludeAuthors && Authorship.includes(promotion, user, userIds)) {
            return Optional.of("whoever made a commit of what is deployed may not approve it");
        }
        return Optional.empty();
    }

    Approvers approvers() {
        return new Approvers(users, groups, permission);
    }

    private String who(Promotion promotion) {
        String approvers = approvers().described(PERMITTED);
        return (approvers.equals(PERMITTED) ? "P" + PERMITTED.substring(1) : approvers)
                + (excludeInitiator ? ", but not " + promotion.requested().by().display() + ", who started it" : "")
                + (excludeAuthors ? ", but none of its authors and committers" : "");
    }
}
