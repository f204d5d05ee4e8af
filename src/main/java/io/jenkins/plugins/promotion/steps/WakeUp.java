package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.runtime.Workers;
import java.time.Instant;
import java.util.concurrent.Future;

/** A time at which to look again, which there may be or not. */
public final class WakeUp {
    private WakeUp() {}

    /** Runs the task on a worker at that time; with {@code null}, not at all. */
    @CheckForNull
    public static Future<?> at(@CheckForNull Instant time, Runnable task) {
        return time == null ? null : Workers.at(time, task);
    }

    /** Takes it back, where there is one. */
    public static void cancel(@CheckForNull Future<?> wakeUp) {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
    }
}
