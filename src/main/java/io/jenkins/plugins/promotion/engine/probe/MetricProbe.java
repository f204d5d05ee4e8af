package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.Threshold;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Asks a source for one value and compares it. Where it needs the value from before and does not know it, it asks twice. */
public final class MetricProbe {
    private final MetricSource source;

    /** The source that the check names. */
    public MetricProbe(MetricSource source) {
        this.source = source;
    }

    /**
     * Looks once. The future is always completed, never with an exception; a probe that asks twice takes its time from
     * both questions together.
     *
     * @param baselineAt the moment of the value from before
     * @param baseline that value, {@code null} while it is not known
     */
    public CompletableFuture<Reading> look(MetricCheck check, Instant now, Instant baselineAt, Double baseline) {
        if (!check.threshold().isRelative() || baseline != null) {
            return source.instant(check.query(), now, check.time()).thenApply(found -> judge(check, found, baseline));
        }
        Duration half = check.time().dividedBy(2);
        return source.instant(check.query(), baselineAt, half).thenCompose(before -> {
            if (before instanceof Measured.None none) {
                Fault fault = none.fault() == Fault.NO_DATA || none.fault() == Fault.NOT_A_NUMBER
                        ? Fault.NO_BASELINE
                        : none.fault();
                return CompletableFuture.completedFuture(new Reading.Failed(
                        fault,
                        "The value from before, of " + baselineAt + ": " + none.reason(),
                        none.latency(),
                        none.bytes(),
                        none.retryAt()));
            }
            double value = ((Measured.Values) before).last().value();
            return source.instant(check.query(), now, half)
                    .thenApply(found -> judge(check, found, value))
                    .thenApply(reading -> after(before, reading));
        });
    }

    private static Reading judge(MetricCheck check, Measured measured, Double baseline) {
        if (measured instanceof Measured.None none) {
            return new Reading.Failed(none.fault(), none.reason(), none.latency(), none.bytes(), none.retryAt());
        }
        double value = ((Measured.Values) measured).last().value();
        String violation = check.threshold().violation(value, baseline);
        return violation == null
                ? new Reading.Well(
                        "The value is " + Threshold.number(value) + ".",
                        measured.latency(),
                        measured.bytes(),
                        value,
                        baseline)
                : new Reading.Unwell(
                        Fault.THRESHOLD,
                        "The value " + violation + ".",
                        measured.latency(),
                        measured.bytes(),
                        value,
                        baseline);
    }

    /** Both questions were one probe. */
    private static Reading after(Measured first, Reading reading) {
        Duration latency = first.latency().plus(reading.latency());
        long bytes = first.bytes() + reading.bytes();
        if (reading instanceof Reading.Well well) {
            return new Reading.Well(well.reason(), latency, bytes, well.value(), well.baseline());
        } else if (reading instanceof Reading.Unwell unwell) {
            return new Reading.Unwell(
                    unwell.fault(), unwell.reason(), latency, bytes, unwell.value(), unwell.baseline());
        }
        Reading.Failed failed = (Reading.Failed) reading;
        return new Reading.Failed(failed.fault(), failed.reason(), latency, bytes, failed.retryAt());
    }
}
