package io.jenkins.plugins.promotion.steps;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on a worker, for something that the thread of a Pipeline does. */
public final class PipelineThread {
    private static final long MINUTES = 5;

    private PipelineThread() {}

    /**
     * What the Pipeline answers. All that its thread was given to do before is done then, listeners included.
     *
     * @throws IOException when it cannot do it, or not within five minutes
     */
    public static <T> T await(Future<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw new IOException("The Pipeline failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("The Pipeline was busy for more than " + MINUTES + " minutes.", e);
        }
    }
}
