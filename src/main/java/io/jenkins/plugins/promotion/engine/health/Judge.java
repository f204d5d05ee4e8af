package io.jenkins.plugins.promotion.engine.health;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** When a gate is over, and what is to be said of it then. */
final class Judge {
    private final GatePlan plan;

    Judge(GatePlan plan) {
        this.plan = plan;
    }

    static String sentence(String check, Reading reading) {
        String word = reading instanceof Reading.Well
                ? "well"
                : reading instanceof Reading.Unwell unwell
                        ? "not well (" + unwell.fault().words() + ")"
                        : "not known (" + ((Reading.Failed) reading).fault().words() + ")";
        return check + " is " + word + ". " + reading.reason();
    }

    /** Whether every check is well as often in a row as asked for. */
    boolean isWell(GateState state) {
        return state.checks().stream().allMatch(check -> check.successes() >= plan.successThreshold());
    }

    /** The end, or {@code null} when it goes on. */
    GateResult result(GateState state, Instant now) {
        if (any(state, this::failsByCount)) {
            return result(state, now, "A check was not well " + inARow(plan.failureThreshold()) + ".");
        } else if (any(state, this::endsByErrors)) {
            return result(state, now, "A check could not be measured " + inARow(plan.errorLimit()) + ".");
        } else if (isPassed(state)) {
            String soaked = plan.soak().isZero() ? "" : ", and stayed so for " + DurationText.format(plan.soak());
            return result(state, now, "Every check was well" + soaked + ".");
        } else if (!now.isBefore(state.limit(plan))) {
            return result(
                    state,
                    now,
                    state.soakSince() == null
                            ? "The checks were not all well within " + DurationText.format(plan.timeout()) + "."
                            : "It was not seen to stay well for " + DurationText.format(plan.soak()) + ".");
        }
        return null;
    }

    private static boolean any(GateState state, Predicate<CheckState> condition) {
        return state.checks().stream().anyMatch(condition);
    }

    private boolean failsByCount(CheckState check) {
        return plan.failureThreshold() > 0 && check.failures() >= plan.failureThreshold();
    }

    private boolean endsByErrors(CheckState check) {
        return plan.errorLimit() > 0 && check.errors() >= plan.errorLimit();
    }

    private boolean isPassed(GateState state) {
        if (state.soakSince() == null || !isWell(state)) {
            return false;
        }
        Instant end = state.soakEnd(plan);
        return plan.soak().isZero()
                || state.checks().stream().noneMatch(check -> check.wellAt().isBefore(end));
    }

    private GateResult result(GateState state, Instant now, String reason) {
        List<CheckResult> checks =
                state.checks().stream().map(check -> result(state, check, now)).toList();
        Verdict verdict = checks.stream().map(CheckResult::verdict).reduce(Verdict.PASS, Verdict::worse);
        if (verdict == Verdict.PASS && !isPassed(state)) {
            verdict = Verdict.INCONCLUSIVE;
        }
        return new GateResult(verdict, now, reason, checks);
    }

    private CheckResult result(GateState state, CheckState check, Instant now) {
        Verdict verdict;
        String reason;
        boolean isLate = !now.isBefore(state.limit(plan));
        boolean isRunningBlock = check.isUnderWay() && plan.check(check.check()) instanceof BlockCheck;
        Duration silence = check.lastAt() == null ? null : Duration.between(check.lastAt(), now);
        boolean isUnseen = isLate && silence != null && silence.compareTo(plan.quiet()) > 0 && !isRunningBlock;
        if (isUnseen && !failsByCount(check) && !(check.last() instanceof Reading.Failed)) {
            verdict = Verdict.INCONCLUSIVE;
            reason = "Nobody had looked for " + DurationText.format(silence) + ". " + lastWords(check);
        } else if (check.failures() > 0) {
            verdict = Verdict.FAIL;
            reason = "Not well " + inARow(check.failures()) + ". " + lastWords(check);
        } else if (endsByErrors(check)) {
            verdict = Verdict.ERROR;
            reason = "Not to be measured " + inARow(check.errors()) + ". " + lastWords(check);
        } else if (isRunningBlock && isLate && check.successes() < plan.successThreshold()) {
            verdict = Verdict.FAIL;
            reason = "The block was still running when the time was up.";
        } else if (check.last() == null) {
            verdict = Verdict.INCONCLUSIVE;
            reason = "It was never measured.";
        } else if (check.last() instanceof Reading.Failed) {
            verdict = Verdict.INCONCLUSIVE;
            reason = "At the end nothing was known. " + lastWords(check);
        } else if (check.successes() < plan.successThreshold()) {
            verdict = isLate ? Verdict.FAIL : Verdict.INCONCLUSIVE;
            reason = "Well only " + inARow(check.successes()) + " of the " + plan.successThreshold()
                    + " that are asked for. " + lastWords(check);
        } else {
            verdict = Verdict.PASS;
            reason = "Well " + inARow(check.successes()) + ". " + lastWords(check);
        }
        return new CheckResult(
                check.check(), verdict, reason, check.well(), check.unwell(), check.failed(), check.last());
    }

    private static String inARow(int number) {
        return number == 1 ? "once" : number + " times in a row";
    }

    private static String lastWords(CheckState check) {
        return check.last().reason();
    }
}
