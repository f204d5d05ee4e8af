package io.jenkins.plugins.promotion.job;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which releases are wanted. What makes no sense counts as not said.
 *
 * @param text in the version, the commit, or the id or name of a person; empty for all
 * @param environment the name of one environment, empty for all
 * @param outcome the name of an {@link Outcome}, {@link #OPEN}, or empty for all
 * @param days how many days back, 0 for all
 */
@Restricted(NoExternalUse.class)
public record HistoryFilter(String text, String environment, String outcome, int days) {
    /** The outcome of what has not ended. */
    public static final String OPEN = "OPEN";

    /** Everything. */
    static final HistoryFilter ALL = new HistoryFilter("", "", "", 0);

    static HistoryFilter of(StaplerRequest2 request) {
        String outcome = Util.fixNull(request.getParameter("outcome")).toUpperCase(Locale.ROOT);
        boolean known = outcome.equals(OPEN)
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

    boolean takes(Promotion promotion, Instant now) {
        return takesEnvironment(promotion)
                && takesOutcome(promotion)
                && takesTime(promotion, now)
                && takesText(promotion);
    }

    private boolean takesEnvironment(Promotion promotion) {
        return environment.isEmpty() || promotion.id().environment().value().equalsIgnoreCase(environment);
    }

    private boolean takesOutcome(Promotion promotion) {
        Outcome ended = promotion.outcome();
        return outcome.isEmpty() || (ended == null ? outcome.equals(OPEN) : outcome.equals(ended.name()));
    }

    private boolean takesTime(Promotion promotion, Instant now) {
        return days == 0 || promotion.requestedAt().isAfter(now.minus(Duration.ofDays(days)));
    }

    private boolean takesText(Promotion promotion) {
        if (text.isEmpty()) {
            return true;
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        Stream<String> own = Stream.concat(
                Stream.of(promotion.release().version()),
                Optional.ofNullable(promotion.release().commit()).stream());
        Stream<String> people = Stream.concat(
                        Stream.of(promotion.requested().by()),
                        promotion.votes().stream().map(vote -> vote.by()))
                .flatMap(HistoryFilter::names);
        return Stream.concat(own, people)
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static Stream<String> names(Principal person) {
        return person.name() == null ? Stream.of(person.id()) : Stream.of(person.id(), person.name());
    }
}
