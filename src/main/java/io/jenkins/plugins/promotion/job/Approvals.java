package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RuleOverride;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who approved a promotion, leaving out what was withdrawn and what was said of another release or an older rule. */
final class Approvals {
    private Approvals() {}

    /** Each person once, in the order of their votes. Of what waits, as the rules are now. */
    static List<Principal> of(Promotion promotion, ReleaseHistory history, Instant now) {
        RealmUserIds ids = new RealmUserIds();
        Optional<Environment> environment =
                history.environment(promotion.id().environment()).filter(any -> promotion.isWaiting());
        Stream<Vote> votes = environment.isPresent()
                ? environment.get().approvals().stream().flatMap(rule -> rule.counted(promotion, ids, now).stream())
                : past(promotion);
        List<Principal> people = new ArrayList<>();
        votes.map(Vote::by)
                .filter(by -> people.stream().noneMatch(other -> ids.sameUser(other.id(), by.id())))
                .forEach(people::add);
        return people;
    }

    /** The rules may have changed since, so what counts is the last version of each that the record knows. */
    private static Stream<Vote> past(Promotion promotion) {
        Map<String, String> versions = new HashMap<>();
        promotion.votes().forEach(vote -> versions.put(vote.rule(), vote.ruleVersion()));
        for (RuleOverride override : promotion.overrides()) {
            versions.replace(override.rule(), override.ruleVersion());
        }
        return promotion.votes().stream()
                .filter(vote -> vote.stands() && vote.decision() == Decision.APPROVE)
                .filter(vote ->
                        vote.releaseIdentity().equals(promotion.release().identity()))
                .filter(vote -> vote.ruleVersion().equals(versions.get(vote.rule())));
    }
}
