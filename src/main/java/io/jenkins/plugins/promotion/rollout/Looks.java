package io.jenkins.plugins.promotion.rollout;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutAnalysis;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.steps.Failures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The looks of one rollout, one at a time. What goes wrong with one is an answer too: an error, and no pass. */
final class Looks {
    private final Run<?, ?> run;
    private final PromotionId promotion;
    private final String rollout;
    private RolloutAnalysis analysis;
    private boolean looking;

    Looks(Run<?, ?> run, PromotionId promotion, String rollout) {
        this.run = run;
        this.promotion = promotion;
        this.rollout = rollout;
    }

    /**
     * What one look found.
     *
     * @param step at which it looked
     * @param at the moment of the look
     */
    record Found(int step, Instant at, Report report) {}

    /**
     * Begins the analysis that a step names or holds.
     *
     * @throws InvalidValueException when there is none of that name, or when it holds what is not allowed
     * @throws IOException when it cannot be kept, or what was kept of it cannot be read
     */
    void begin(CanaryRolloutStep step, RolloutPlan plan) throws IOException {
        if (step.getInline() != null) {
            AnalysisProvider.demand(plan.analysis()).begin(run, step.getInline(), rollout, promotion, plan);
        }
        open(plan);
    }

    private void open(RolloutPlan plan) throws IOException {
        analysis = AnalysisProvider.demand(plan.analysis()).open(run, plan.analysis(), rollout, promotion, plan);
    }

    /** Whether a look is under way. */
    boolean isLooking() {
        return looking;
    }

    /**
     * Looks at the present step. {@link #record} takes what comes of it, and has to be called before the next look.
     *
     * @return completes in any case
     */
    CompletableFuture<Found> look(RolloutRecord record) {
        RolloutPlan plan = RolloutPlan.of(record.started());
        RolloutWeight weight = record.current().orElseThrow();
        Instant to = Instant.now();
        looking = true;
        CompletableFuture<Report> report;
        try {
            if (analysis == null) {
                open(plan);
            }
            report = analysis.look(weight.setAt(), to, plan.share(weight.step()))
                    .thenApply(RolloutAnalysis.Look::report)
                    .exceptionally(Looks::error);
        } catch (IOException | RuntimeException e) {
            report = CompletableFuture.completedFuture(error(e));
        }
        return report.thenApply(found -> new Found(weight.step(), to, found));
    }

    /** The command that tells the rollout what was found, with the last word on its step where that is over. */
    RolloutCommand.Looked record(Found found, RolloutRecord record) {
        looking = false;
        boolean atEnd =
                record.bakeEnd().filter(end -> !found.at().isBefore(end)).isPresent();
        Report conclusion = atEnd ? conclude(found.report()) : null;
        return new RolloutCommand.Looked(promotion, rollout, found.step(), found.at(), found.report(), conclusion);
    }

    private Report conclude(Report last) {
        if (analysis == null
                || last.outcome() == Outcome.ERROR && last.metrics().isEmpty()) {
            return last;
        }
        try {
            return analysis.conclude().report();
        } catch (RuntimeException e) {
            return error(e);
        }
    }

    private static Report error(Throwable failure) {
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        return new Report(0, Outcome.ERROR, "The analysis could not look: " + Failures.sentence(cause), List.of());
    }
}
