package io.jenkins.plugins.promotion.rollout;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutAnalysis;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.steps.Failures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The looks of one rollout, one at a time. What goes wrong with one is an answer too: an error, and no pass. */
final class Looks {
    private final RolloutAnalysis analysis;
    private boolean looking;

    private Looks(RolloutAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * Opens the analysis of a plan.
     *
     * @throws InvalidValueException when there is none of that name
     * @throws IOException when what was kept of it cannot be read
     */
    static Looks open(Run<?, ?> run, String rollout, PromotionId promotion, RolloutPlan plan) throws IOException {
        AnalysisProvider provider = AnalysisProvider.get()
                .orElseThrow(() -> new InvalidValueException(
                        "analysis", plan.analysis(), "this controller has no analyses; leave it out"));
        return new Looks(provider.open(run, plan.analysis(), rollout, promotion, plan));
    }

    /** Whether a look is under way. */
    boolean isLooking() {
        return looking;
    }

    /**
     * Looks. {@link #done} has to be called when the answer has come.
     *
     * @return completes with the report in any case
     */
    CompletableFuture<Report> look(Instant from, Instant to, double share) {
        looking = true;
        try {
            return analysis.look(from, to, share)
                    .thenApply(RolloutAnalysis.Look::report)
                    .exceptionally(Looks::error);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(error(e));
        }
    }

    /** The answer has come. */
    void done() {
        looking = false;
    }

    /** The last word on a step whose last look said this. */
    Report conclude(Report last) {
        if (last.outcome() == Outcome.ERROR && last.metrics().isEmpty()) {
            return last;
        }
        try {
            return analysis.conclude().report();
        } catch (RuntimeException e) {
            return error(e);
        }
    }

    /** What is said when the analysis itself failed. */
    static Report error(Throwable failure) {
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        return new Report(0, Outcome.ERROR, "The analysis could not look: " + Failures.sentence(cause), List.of());
    }
}
