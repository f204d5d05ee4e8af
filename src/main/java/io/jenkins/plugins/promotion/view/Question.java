package io.jenkins.plugins.promotion.view;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * "When could this go out?", as somebody typed it.
 *
 * @param at a local date and time such as {@code 2026-12-24T16:00}; empty for now
 * @param zone the name of a time zone; that of the reader where none was typed
 */
@Restricted(NoExternalUse.class)
public record Question(String at, String zone) {
    private static final String FIELD = "moment";
    private static final Duration HORIZON = Duration.ofDays(5 * 365);

    /** What was typed, or the present moment where nothing was. */
    public static Question of(String at, String zone, Times reader) {
        String chosen = Util.fixEmptyAndTrim(zone);
        return new Question(Util.fixNull(at).strip(), chosen == null ? reader.zone() : chosen);
    }

    /**
     * The moment that is meant.
     *
     * @throws InvalidValueException when there is no such time or zone, or it is not within the next five years
     */
    public Instant moment(Instant now) {
        ZoneName name = new ZoneName(zone);
        if (at.isEmpty()) {
            return now;
        }
        Instant meant;
        try {
            meant = name.instant(LocalDateTime.parse(at));
        } catch (DateTimeException e) {
            throw new InvalidValueException(FIELD, at, "it takes a date and a time, such as 2026-12-24T16:00");
        }
        if (meant.isBefore(now.truncatedTo(ChronoUnit.MINUTES)) || meant.isAfter(now.plus(HORIZON))) {
            throw new InvalidValueException(FIELD, at, "it takes a moment within the next five years");
        }
        return meant.isBefore(now) ? now : meant;
    }

    /** The same with the moment as it was meant, so that the field shows what the answer is about. */
    public Question about(Instant moment) {
        return new Question(
                new ZoneName(zone).local(moment).truncatedTo(ChronoUnit.MINUTES).toString(), zone);
    }
}
