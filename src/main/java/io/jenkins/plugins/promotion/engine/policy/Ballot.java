package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The votes of one promotion under one rule, at one moment: those that count, and why the others do not. */
final class Ballot {
    private final ApprovalRule rule;
    private final String ruleVersion;
    private final Promotion promotion;
    private final UserIds userIds;
    private final Instant now;
    private final List<Vote> counted = new ArrayList<>();
    private final List<String> discounted = new ArrayList<>();

    /** @param now when votes may have lapsed; {@code null} to let none lapse */
    Ballot(ApprovalRule rule, Promotion promotion, UserIds userIds, Instant now) {
        this.rule = rule;
        this.ruleVersion = rule.version();
        this.promotion = promotion;
        this.userIds = userIds;
        this.now = now;
        List<Vote> last = new ArrayList<>();
        for (Vote vote : promotion.votes()) {
            if (vote.rule().equals(rule.name()) && vote.stands()) {
                last.removeIf(
                        earlier -> userIds.sameUser(earlier.by().id(), vote.by().id()));
                last.add(vote);
            } else if (vote.rule().equals(rule.name())) {
                discounted.add(said(vote) + " was withdrawn.");
            }
        }
        for (Vote vote : last) {
            Optional<String> fault = fault(vote);
            if (fault.isPresent()) {
                discounted.add(said(vote) + " does not count: " + fault.get() + ".");
            } else {
                counted.add(vote);
            }
        }
    }

    /** The approvals that count, the last vote of each person, in the order in which they were given. */
    List<Vote> counted() {
        return List.copyOf(counted);
    }

    /** Each vote that does not count, and why, in a sentence. */
    List<String> discounted() {
        return List.copyOf(discounted);
    }

    /** When so many votes have lapsed that less than {@code needed} are left, {@code null} when that does not happen. */
    Instant lapsesBelow(int needed) {
        if (rule.lapse() == null || needed == 0 || counted.size() < needed) {
            return null;
        }
        return counted.stream()
                .map(vote -> vote.at().plus(rule.lapse()))
                .sorted(Comparator.reverseOrder())
                .skip(needed - 1L)
                .findFirst()
                .orElse(null);
    }

    private Optional<String> fault(Vote vote) {
        if (vote.decision() != Decision.APPROVE) {
            return Optional.of("it is a rejection");
        } else if (!vote.releaseIdentity().equals(promotion.release().identity())) {
            return Optional.of("it was given for another release, " + shortened(vote.releaseIdentity()));
        } else if (!vote.ruleVersion().equals(ruleVersion)) {
            return Optional.of("the rule was changed since");
        } else if (now != null
                && rule.lapse() != null
                && !now.isBefore(vote.at().plus(rule.lapse()))) {
            return Optional.of("it lapsed at " + vote.at().plus(rule.lapse()));
        }
        return rule.exclusion(vote.by().id(), promotion, userIds);
    }

    private static String said(Vote vote) {
        return (vote.decision() == Decision.APPROVE ? "The approval by " : "The rejection by ")
                + vote.by().display();
    }

    private static String shortened(String identity) {
        return identity.startsWith("sha256:") ? identity.substring(0, Math.min(identity.length(), 15)) : identity;
    }
}
