package io.jenkins.plugins.promotion.metrics;

import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A source that cannot be asked, and says why to whoever asks. */
record UnusableSource(Fault fault, String reason) implements MetricSource {
    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        return answer();
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        return answer();
    }

    private CompletableFuture<Measured> answer() {
        return CompletableFuture.completedFuture(new Measured.None(fault, reason, null, Duration.ZERO, 0));
    }
}
