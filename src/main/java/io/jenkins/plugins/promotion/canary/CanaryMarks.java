package io.jenkins.plugins.promotion.canary;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.view.Mark;
import java.util.Set;

/** States of rollouts and of their metrics as icons and words. */
final class CanaryMarks {
    /** What keeps a metric from being measured, though nothing is decided yet. */
    private static final Set<String> UNMEASURED =
            Set.of("PROVIDER_ERROR", "DEAD_BASELINE", "SILENT_CANARY", "MISSING_VALUES", "UNEQUAL_TRAFFIC");

    private CanaryMarks() {}

    /** Whether there is something to say of a metric. */
    static boolean isMeasured(Found found) {
        return !UNMEASURED.contains(found.reason());
    }

    static Mark of(RolloutRecord rollout, int weight) {
        if (rollout.isOver()) {
            return of(rollout.end().outcome());
        } else if (rollout.current().filter(each -> each.isBack()).isPresent()) {
            return Mark.inProgress().worded(Messages.CanaryMarks_back());
        } else if (rollout.asks()) {
            return Mark.of(Outcome.UNKNOWN).worded(Messages.CanaryMarks_asks());
        } else if (rollout.pause().isPresent()) {
            return Mark.paused();
        }
        return Mark.inProgress().worded(Messages.CanaryMarks_at(weight));
    }

    private static Mark of(RolloutOutcome outcome) {
        return switch (outcome) {
            case PASSED -> Mark.of(Outcome.VERIFIED).worded(Messages.CanaryMarks_passed());
            case FAILED -> Mark.of(Outcome.FAILED).worded(Messages.CanaryMarks_failed());
            case INCONCLUSIVE -> Mark.of(Outcome.UNKNOWN).worded(Messages.CanaryMarks_inconclusive());
            case ABORTED -> Mark.of(Outcome.ABORTED).worded(Messages.CanaryMarks_aborted());
        };
    }

    /** @param over whether the rollout has ended: what is undecided then stays so */
    static Mark of(Found found, boolean bounds, boolean over) {
        return switch (found.outcome()) {
            case "PASS" ->
                Mark.of(Outcome.VERIFIED)
                        .worded(bounds ? Messages.CanaryMarks_within() : Messages.CanaryMarks_noHarm());
            case "FAIL" ->
                Mark.of(Outcome.FAILED).worded(bounds ? Messages.CanaryMarks_outside() : Messages.CanaryMarks_harm());
            case "INCONCLUSIVE" -> Mark.of(Outcome.UNKNOWN).worded(Messages.CanaryMarks_inconclusive());
            case "ERROR" -> Mark.of(Outcome.BROKEN).worded(Messages.CanaryMarks_notMeasured());
            default ->
                !isMeasured(found)
                        ? Mark.of(Outcome.UNKNOWN).worded(Messages.CanaryMarks_notMeasured())
                        : bounds
                                ? Mark.of(Outcome.VERIFIED).worded(Messages.CanaryMarks_within())
                                : over
                                        ? Mark.acknowledged().worded(Messages.CanaryMarks_undecided())
                                        : Mark.inProgress().worded(Messages.CanaryMarks_measuring());
        };
    }
}
