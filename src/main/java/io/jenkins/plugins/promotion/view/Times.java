package io.jenkins.plugins.promotion.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes times for one reader at one moment. Minutes are the finest grain of a distance, so that pages keep still. */
public final class Times {
    private static final int DAYS_WITH_NAMES = 6;
    private static final int HOURS_WITH_MINUTES = 10;
    private static final int HOURS_BEFORE_DAYS = 48;
    /** An instant in a sentence of the engine; what people wrote stands behind a colon, and is left as they wrote it. */
    private static final Pattern TOLD =
            Pattern.compile("(?<= (?:at|since) )\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ(?=[:.])");

    private final ZonedDateTime now;
    private final Locale locale;

    /**
     * @param now what distances count from
     * @param zone the zone of the reader
     * @param locale the language of the reader
     */
    public Times(Instant now, ZoneId zone, Locale locale) {
        this.now = now.atZone(zone);
        this.locale = locale;
    }

    /**
     * For whoever makes the present request, in their language.
     *
     * @param zone the zone that they have chosen, as {@code h.userTimeZone} tells views; empty or {@code null} for the
     *     controller's
     */
    public static Times ofRequest(String zone) {
        return new Times(
                Instant.now(),
                zone == null || zone.isEmpty()
                        ? ZoneId.systemDefault()
                        : TimeZone.getTimeZone(zone).toZoneId(),
                Functions.getCurrentLocale());
    }

    /** What distances count from. */
    public Instant now() {
        return now.toInstant();
    }

    /** The name of the zone of the reader. */
    public String zone() {
        return now.getZone().getId();
    }

    /** The same moment for a reader in another zone. */
    public Times in(ZoneId zone) {
        return new Times(now(), zone, locale);
    }

    /** A point in time; {@code null} for {@code null}. */
    public Moment moment(Instant at) {
        if (at == null) {
            return null;
        }
        ZonedDateTime there = at.atZone(now.getZone());
        LocalDate day = there.toLocalDate();
        long days = ChronoUnit.DAYS.between(now.toLocalDate(), day);
        String time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(there);
        String date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(there);
        String weekday = DateTimeFormatter.ofPattern("EEE", locale).format(there);
        String absolute =
                Math.abs(days) > DAYS_WITH_NAMES ? date + " " + time : days == 0 ? time : weekday + " " + time;
        String dated = days == 0
                ? Messages.Times_today(time)
                : days == -1 ? Messages.Times_yesterday(time) : date + " " + time;
        return new Moment(at.truncatedTo(ChronoUnit.SECONDS).toString(), absolute, dated, distance(at));
    }

    /**
     * A sentence of the engine as this reader reads it: the instants that it names in UTC are told by their clock. What is
     * recorded stays as it is. {@code null} for {@code null}.
     */
    @CheckForNull
    public String told(@CheckForNull String sentence) {
        return sentence == null
                ? null
                : TOLD.matcher(sentence).replaceAll(found -> Matcher.quoteReplacement(told(found)));
    }

    private String told(MatchResult found) {
        try {
            return moment(Instant.parse(found.group())).absolute();
        } catch (DateTimeParseException e) {
            return found.group(); // looks like a time, and is none
        }
    }

    /** How long something took, such as {@code 41 min}. */
    public String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 60 ? Messages.Times_seconds(seconds) : coarse(duration);
    }

    /** How long something has lasted, in no finer steps than minutes. */
    public String lasting(Duration duration) {
        return duration.toMinutes() < 1 ? Messages.Times_underAMinute() : coarse(duration);
    }

    private String distance(Instant at) {
        Duration ahead = Duration.between(now(), at);
        if (ahead.abs().toMinutes() < 1) {
            return ahead.isNegative() ? Messages.Times_justNow() : Messages.Times_atOnce();
        }
        return ahead.isNegative() ? Messages.Times_ago(coarse(ahead.abs())) : Messages.Times_in(coarse(ahead));
    }

    private static String coarse(Duration duration) {
        long minutes = duration.toMinutes();
        long hours = duration.toHours();
        if (hours < 1) {
            return Messages.Times_minutes(minutes);
        } else if (hours < HOURS_WITH_MINUTES && minutes % 60 != 0) {
            return Messages.Times_hours(hours) + " " + Messages.Times_minutes(minutes % 60);
        }
        return hours < HOURS_BEFORE_DAYS ? Messages.Times_hours(hours) : Messages.Times_days(duration.toDays());
    }
}
