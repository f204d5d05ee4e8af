package io.jenkins.plugins.promotion.engine.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * How something repeats: a recurrence rule of RFC 5545 section 3.3.10, such as {@code FREQ=WEEKLY;BYDAY=FR}, of days or
 * longer. It is expanded in local time, so that a change of the clocks shifts nothing. An {@code UNTIL} in UTC counts in the
 * zone in which the rule is expanded; one that is a date includes that day.
 *
 * @param rule the text of the rule
 */
public record Recurrence(@JsonValue String rule) {
    private static final String FIELD = "repeat";
    private static final Set<Freq> ALLOWED = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);
    private static final int LARGEST_INTERVAL = 1000;
    private static final int LONGEST = 500;

    /** @throws InvalidValueException when the rule cannot be read, or is of another frequency */
    @JsonCreator
    public Recurrence {
        RecurrenceRule parsed = parse(rule);
        if (!ALLOWED.contains(parsed.getFreq())) {
            throw new InvalidValueException(FIELD, rule, "its frequency is DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        if (parsed.getInterval() > LARGEST_INTERVAL) {
            throw new InvalidValueException(FIELD, rule, "its interval is at most " + LARGEST_INTERVAL);
        }
    }

    /** Whether it has neither an end nor a count. */
    boolean isEndless() {
        return parse(rule).isInfinite();
    }

    /**
     * The local times at which it occurs, in order.
     *
     * @param first when the first one may be: {@code DTSTART}
     * @param from none before this one is given
     */
    Iterator<LocalDateTime> occurrences(ZoneName zone, LocalDateTime first, LocalDateTime from) {
        RecurrenceRule parsed = parse(rule);
        if (parsed.getUntil() != null) {
            parsed.setUntil(floating(until(parsed.getUntil(), zone)));
        }
        try {
            RecurrenceRuleIterator iterator = parsed.iterator(floating(first));
            if (from.isAfter(first)) {
                iterator.fastForward(floating(from));
            }
            return new LocalTimes(iterator);
        } catch (IllegalArgumentException e) {
            return Collections.emptyIterator(); // how the library says that it looked for an occurrence in vain
        }
    }

    @Override
    public String toString() {
        return rule;
    }

    private static RecurrenceRule parse(String rule) {
        if (rule == null || rule.isBlank() || rule.length() > LONGEST) {
            throw new InvalidValueException(
                    FIELD, rule, "it takes a recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=FR");
        }
        try {
            return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new InvalidValueException(
                    FIELD,
                    rule,
                    "it takes a recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=FR (" + e.getMessage() + ")");
        }
    }

    private static LocalDateTime until(DateTime until, ZoneName zone) {
        if (until.isAllDay()) {
            return LocalDateTime.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth(), 23, 59, 59);
        }
        return until.isFloating() ? local(until) : zone.local(Instant.ofEpochMilli(until.getTimestamp()));
    }

    private static DateTime floating(LocalDateTime local) {
        return new DateTime(
                local.getYear(),
                local.getMonthValue() - 1,
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }

    private record LocalTimes(RecurrenceRuleIterator iterator) implements Iterator<LocalDateTime> {
        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public LocalDateTime next() {
            if (!iterator.hasNext()) {
                throw new NoSuchElementException();
            }
            return local(iterator.nextDateTime());
        }
    }
}
