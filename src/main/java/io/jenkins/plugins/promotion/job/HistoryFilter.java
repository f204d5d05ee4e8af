package io.jenkins.plugins.promotion.job;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.slot.Declaration;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RuleOverride;
import io.jenkins.plugins.promotion.engine.slot.Tick;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which releases are wanted. What makes no sense counts as not said.
 *
 * @param text in the version, the commit, or the id or name of a person; empty for all
 * @param environment the name of one environment, empty for all
 * @param outcome the name of an {@link Outcome}, one of the constants here, or empty for all
 * @param days how many days back, 0 for all
 */
@Restricted(NoExternalUse.class)
public record HistoryFilter(String text, String environment, String outcome, int days) {
    /** The outcome of what has not ended. */
    public static final String OPEN = "OPEN";

    /** In place of an outcome: what was declared an emergency hotfix. */
    public static final String HOTFIX = "HOTFIX";

    /** In place of an outcome: what went without a rule that somebody lifted. */
    public static final String OVERRIDDEN = "OVERRIDDEN";

    /** In place of an outcome: releases that are in quarantine. */
    public static final String QUARANTINED = "QUARANTINED";

    private static final Set<String> MORE = Set.of(OPEN, HOTFIX, OVERRIDDEN, QUARANTINED);

    /** Everything. */
    static final HistoryFilter ALL = new HistoryFilter("", "", "", 0);

    static HistoryFilter of(StaplerRequest2 request) {
        String outcome = Util.fixNull(request.getParameter("outcome")).toUpperCase(Locale.ROOT);
        boolean known = MORE.contains(outcome)
                || Arrays.stream(Outcome.values()).anyMatch(one -> one.name().equals(outcome));
        return new HistoryFilter(
                Util.fixNull(request.getParameter("text")).strip(),
                Util.fixNull(request.getParameter("environment")).strip(),
                known ? outcome : "",
                number(request.getParameter("days"), 0));
    }

    /** A number of a request that is not negative. */
    static int number(String text, int otherwise) {
        return text != null && text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : otherwise;
    }

    /** Whether everything is taken. */
    public boolean everything() {
        return text.isEmpty() && environment.isEmpty() && outcome.isEmpty() && days == 0;
    }

    /** @param quarantined the identities of the releases that are in quarantine */
    boolean takes(Promotion promotion, Instant now, Set<String> quarantined) {
        return takesEnvironment(promotion.id().environment())
                && takesOutcome(promotion, quarantined)
                && takesTime(promotion.requestedAt(), now)
                && takesText(promotion);
    }

    /** Whether it takes what people stopped or found in an environment; those have no outcome. */
    boolean takes(EnvironmentName in, Instant at, Instant now, Stream<String> texts, Stream<Principal> people) {
        return takesEnvironment(in)
                && (outcome.isEmpty() || outcome.equals(QUARANTINED))
                && takesTime(at, now)
                && takesText(texts, people);
    }

    private boolean takesEnvironment(EnvironmentName name) {
        return environment.isEmpty() || name.value().equalsIgnoreCase(environment);
    }

    private boolean takesOutcome(Promotion promotion, Set<String> quarantined) {
        Outcome ended = promotion.outcome();
        return switch (outcome) {
            case "" -> true;
            case OPEN -> ended == null;
            case HOTFIX -> promotion.hotfix() != null;
            case OVERRIDDEN -> !promotion.overrides().isEmpty();
            case QUARANTINED -> quarantined.contains(promotion.release().identity());
            default -> ended != null && outcome.equals(ended.name());
        };
    }

    private boolean takesTime(Instant at, Instant now) {
        return days == 0 || at.isAfter(now.minus(Duration.ofDays(days)));
    }

    private boolean takesText(Promotion promotion) {
        if (text.isEmpty()) {
            return true;
        }
        Stream<Principal> deciders = Stream.of(
                        promotion.votes().stream().map(Vote::by),
                        promotion.ticks().stream().map(Tick::by),
                        promotion.overrides().stream().map(RuleOverride::by),
                        Stream.ofNullable(promotion.hotfix()).map(Declaration::by))
                .flatMap(people -> people);
        return takesText(
                Stream.concat(
                        Stream.of(promotion.release().version()),
                        Stream.ofNullable(promotion.release().commit())),
                Stream.concat(Stream.of(promotion.requested().by()), deciders));
    }

    private boolean takesText(Stream<String> texts, Stream<Principal> people) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return text.isEmpty()
                || Stream.concat(texts, people.flatMap(HistoryFilter::names))
                        .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Stream<String> names(Principal person) {
        return person.name() == null ? Stream.of(person.id()) : Stream.of(person.id(), person.name());
    }
}
