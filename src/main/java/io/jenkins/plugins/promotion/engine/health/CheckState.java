package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one check.
 *
 * @param check its name
 * @param successes how many of the last readings in a row were well; an error ends the row too, for nobody knows
 * @param failures how many of the last readings in a row were unwell; errors between them neither count nor end the row
 * @param errors how many of the last probes in a row failed to find anything out; a source that answers and has no data
 *     does not fail
 * @param well how many readings were well, all in all
 * @param unwell how many were not, all in all
 * @param failed how many probes found nothing out, all in all
 * @param nextAt when the next probe is due
 * @param token of the probe under way, 0 when none is
 * @param probedAt when the last probe was begun, {@code null} before the first
 * @param last the last reading, {@code null} before the first
 * @param lastAt when it came
 * @param wellAt when the last reading came that was well
 * @param unseen for how long of the soak nobody knows whether it was well, beyond what the interval explains
 * @param baseline the value from before, {@code null} while it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckState(
        String check,
        int successes,
        int failures,
        int errors,
        long well,
        long unwell,
        long failed,
        Instant nextAt,
        long token,
        Instant probedAt,
        Reading last,
        Instant lastAt,
        Instant wellAt,
        Duration unseen,
        Double baseline) {

    static CheckState due(String check, Instant at) {
        return new CheckState(check, 0, 0, 0, 0, 0, 0, at, 0, null, null, null, null, Duration.ZERO, null);
    }

    @JsonIgnore
    boolean isUnderWay() {
        return token != 0;
    }

    CheckState probing(long newToken, Instant now) {
        return new CheckState(
                check, successes, failures, errors, well, unwell, failed, nextAt, newToken, now, last, lastAt, wellAt,
                unseen, baseline);
    }

    /** The probe under way is gone; the next is due at once. */
    CheckState interrupted(Instant now) {
        return isUnderWay() ? due(now, 0) : this;
    }

    private CheckState due(Instant at, long newToken) {
        return new CheckState(
                check, successes, failures, errors, well, unwell, failed, at, newToken, probedAt, last, lastAt, wellAt,
                unseen, baseline);
    }

    /** Another soak begins: what was not seen before does not matter to it. */
    CheckState soaking() {
        return new CheckState(
                check,
                successes,
                failures,
                errors,
                well,
                unwell,
                failed,
                nextAt,
                token,
                probedAt,
                last,
                lastAt,
                wellAt,
                Duration.ZERO,
                baseline);
    }

    /** Every moment moved, as after the clock was set. */
    CheckState moved(Duration by) {
        return new CheckState(
                check,
                successes,
                failures,
                errors,
                well,
                unwell,
                failed,
                nextAt.plus(by),
                token,
                plus(probedAt, by),
                last,
                plus(lastAt, by),
                plus(wellAt, by),
                unseen,
                baseline);
    }

    /** Only the moment of the last reading that was well, as after a time that is not counted. */
    CheckState wellMoved(Duration by) {
        return new CheckState(
                check,
                successes,
                failures,
                errors,
                well,
                unwell,
                failed,
                nextAt,
                token,
                probedAt,
                last,
                lastAt,
                plus(wellAt, by),
                unseen,
                baseline);
    }

    private static Instant plus(Instant moment, Duration by) {
        return moment == null ? null : moment.plus(by);
    }

    /** After the probe under way has ended. */
    CheckState after(Reading reading, Instant now, GatePlan plan) {
        Instant regular = probedAt.plus(plan.interval());
        Instant next = regular.isBefore(now) ? now : regular;
        if (reading instanceof Reading.Well found) {
            return new CheckState(
                    check,
                    successes + 1,
                    0,
                    0,
                    well + 1,
                    unwell,
                    failed,
                    next,
                    0,
                    probedAt,
                    reading,
                    now,
                    now,
                    unseen.plus(gap(now, plan)),
                    known(found.baseline()));
        } else if (reading instanceof Reading.Unwell found) {
            return new CheckState(
                    check,
                    0,
                    failures + 1,
                    0,
                    well,
                    unwell + 1,
                    failed,
                    next,
                    0,
                    probedAt,
                    reading,
                    now,
                    wellAt,
                    unseen,
                    known(found.baseline()));
        }
        Reading.Failed none = (Reading.Failed) reading;
        Instant retryAt = none.retryAt();
        return new CheckState(
                check,
                0,
                failures,
                none.fault().isWithoutData() ? 0 : errors + 1,
                well,
                unwell,
                failed + 1,
                retryAt != null && retryAt.isAfter(next) ? retryAt : next,
                0,
                probedAt,
                reading,
                now,
                wellAt,
                unseen,
                baseline);
    }

    /** What two readings that are well leave open between them, beyond what their interval and their time explain. */
    private Duration gap(Instant now, GatePlan plan) {
        if (wellAt == null) {
            return Duration.ZERO;
        }
        Duration since = Duration.between(wellAt, now);
        return since.compareTo(plan.quiet()) > 0 ? since.minus(plan.interval()) : Duration.ZERO;
    }

    private Double known(Double found) {
        return baseline != null ? baseline : found;
    }
}
