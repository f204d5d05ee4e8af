package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * People must approve.
 *
 * <p>One vote a person; the last one counts. A vote counts only for the release and the version of the rule for which it
 * was given. A rejection ends the promotion when it is cast, so that this rule never sees one that counts.
 *
 * @param name unique in the environment
 * @param count how many approvals, 1 to 100
 * @param users ids of those who may approve
 * @param groups names of groups whose members may approve; with no user and no group, whoever has the permission may
 * @param excludeInitiator whether whoever started the promotion may not
 */
public record ApprovalRule(String name, int count, List<String> users, List<String> groups, boolean excludeInitiator)
        implements Rule {
    /** The name of the rule where none is given. */
    public static final String DEFAULT_NAME = "Approvals";

    /**
     * @throws InvalidValueException for a name that is not one short line, a user or group without a name, a count out of
     *     range, or more approvals than the named people can give
     */
    public ApprovalRule {
        name = name == null || name.isBlank() ? DEFAULT_NAME : name.strip();
        users = named("users of '" + name + "'", users);
        groups = named("groups of '" + name + "'", groups);
        if (name.length() > 100 || name.chars().anyMatch(Character::isISOControl) || !name.equals(FreeText.of(name))) {
            throw new InvalidValueException("approval rule", name, "a name is one line of at most 100 characters");
        }
        if (count < 1 || count > 100) {
            throw new InvalidValueException("approvals needed by '" + name + "'", count, "1 to 100 can be asked for");
        }
        if (groups.isEmpty() && !users.isEmpty() && count > users.size()) {
            throw new InvalidValueException(
                    "approvals needed by '" + name + "'",
                    count,
                    (users.size() == 1 ? "only one person" : "only " + users.size() + " people") + " may approve");
        }
    }

    private static List<String> named(String field, List<String> names) {
        if (names == null) {
            return List.of();
        }
        if (names.stream().anyMatch(name -> name == null || name.isBlank())) {
            throw new InvalidValueException(field, names, "each takes a name");
        }
        return names.stream().map(String::strip).distinct().toList();
    }

    @Override
    @JsonIgnore
    public String kind() {
        return "approvals";
    }

    @Override
    public String sentence() {
        return (count == 1 ? "one" : String.valueOf(count)) + " of " + approvers() + " approved it";
    }

    @Override
    public Finding evaluate(Facts facts) {
        int given = counted(facts.promotion(), facts.userIds()).size();
        String tally = given + " of " + count + " from " + approvers() + ".";
        return given >= count
                ? Finding.satisfied(this, tally)
                : Finding.waiting(this, tally, who(facts.promotion()), null);
    }

    /** The approvals that count, the last vote of each person, in the order in which they were given. */
    public List<Vote> counted(Promotion promotion, UserIds userIds) {
        List<Vote> last = new ArrayList<>();
        for (Vote vote : promotion.votes()) {
            if (vote.rule().equals(name)) {
                last.removeIf(
                        earlier -> userIds.sameUser(earlier.by().id(), vote.by().id()));
                last.add(vote);
            }
        }
        last.removeIf(vote -> vote.decision() != Decision.APPROVE || isStale(vote, promotion));
        return last;
    }

    /** Whether the vote was given for another release or another version of this rule. */
    public boolean isStale(Vote vote, Promotion promotion) {
        return !vote.ruleVersion().equals(version())
                || !vote.releaseIdentity().equals(promotion.release().identity());
    }

    /** Why this person may not vote under this rule; empty when they may. */
    public Optional<String> refusal(Voter voter, Promotion promotion, UserIds userIds) {
        String id = voter.principal().id();
        if (excludeInitiator && userIds.sameUser(id, promotion.requested().by().id())) {
            return Optional.of("whoever started a promotion may not approve it");
        }
        boolean named = users.isEmpty() && groups.isEmpty()
                || users.stream().anyMatch(user -> userIds.sameUser(user, id))
                || groups.stream()
                        .anyMatch(group -> voter.groups().stream().anyMatch(own -> userIds.sameGroup(group, own)));
        return named ? Optional.empty() : Optional.of("only " + approvers() + " may");
    }

    private String who(Promotion promotion) {
        return capitalised(approvers())
                + (excludeInitiator ? ", but not " + promotion.requested().by().display() + ", who started it" : "");
    }

    private String approvers() {
        List<String> all = new ArrayList<>(groups);
        all.addAll(users);
        return all.isEmpty() ? "people with the permission to approve" : String.join(", ", all);
    }

    private static String capitalised(String text) {
        return text.startsWith("people ") ? "People" + text.substring(6) : text;
    }
}
