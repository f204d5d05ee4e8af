package io.jenkins.plugins.promotion.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.analysis.AnalysisFile;
import io.jenkins.plugins.promotion.engine.measure.AnalysisRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutLook;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutStep;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the cards of the rollouts of a build for whoever makes the present request. */
final class CanaryCards {
    private static final Logger LOGGER = Logger.getLogger(CanaryCards.class.getName());
    private static final int FINE_MINUTES = 10;
    private static final int FINE_SECONDS = 10;

    private final Run<?, ?> run;
    private final Times times;
    private final Numbers numbers;

    CanaryCards(Run<?, ?> run, Times times, Numbers numbers) {
        this.run = run;
        this.times = times;
        this.numbers = numbers;
    }

    CanaryPage page() {
        List<BuildRollouts.OfPromotion> rollouts = BuildRollouts.of(run);
        boolean settled = !run.isBuilding()
                && rollouts.stream().allMatch(each -> each.rollout().isOver());
        return new CanaryPage(rollouts.stream().map(this::card).toList(), settled);
    }

    private CanaryPage.Card card(BuildRollouts.OfPromotion found) {
        RolloutRecord rollout = found.rollout();
        String id = found.promotion().id().toString();
        int weight = rollout.current().map(RolloutWeight::weight).orElse(0);
        Optional<AnalysisRecord> kept = kept(found);
        List<Found> looked = looked(rollout, kept);
        MetricRows rows = new MetricRows(times, numbers, rollout.isOver());
        return new CanaryPage.Card(
                id,
                found.reference().applicationName(),
                rollout.name(),
                "promo-canary-" + id + "-" + rollout.name(),
                Messages.CanaryCards_title(found.promotion().id().environment().value()),
                Messages.CanaryCards_step(
                        Math.max(1, rollout.step()), rollout.started().steps().size()),
                CanaryMarks.of(rollout, weight),
                sentence(found, looked),
                said(rollout, kept),
                steps(rollout),
                times.moment(rollout.startedAt()),
                kept.isPresent() ? rows.of(kept.get(), looked) : rows.of(looked),
                RolloutActs.offered(run, found),
                rollout.acts().stream().map(this::deed).toList());
    }

    /** What is kept beside the build; nothing when there was no analysis, or its files are gone. */
    private Optional<AnalysisRecord> kept(BuildRollouts.OfPromotion found) {
        try {
            return AnalysisFile.of(run, found.promotion().id(), found.rollout().name())
                    .read();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The charts of a rollout cannot be shown", e);
            return Optional.empty();
        }
    }

    /** What was found last: the last word of the ledger once it is over, else what is newest. */
    private static List<Found> looked(RolloutRecord rollout, Optional<AnalysisRecord> kept) {
        if (rollout.isOver() && !rollout.end().metrics().isEmpty()) {
            return rollout.end().metrics().stream().map(Found::of).toList();
        } else if (kept.isPresent() && kept.get().report() != null) {
            return kept.get().report().metrics().stream().map(Found::of).toList();
        }
        return lastLook(rollout)
                .map(look -> look.metrics().stream().map(Found::of).toList())
                .orElse(List.of());
    }

    private static Optional<RolloutEvent.RolloutLooked> lastLook(RolloutRecord rollout) {
        List<RolloutLook> looks = rollout.looks();
        return looks.isEmpty()
                ? Optional.empty()
                : Optional.of(looks.get(looks.size() - 1).event());
    }

    @CheckForNull
    private static String said(RolloutRecord rollout, Optional<AnalysisRecord> kept) {
        if (rollout.isOver() || rollout.started().analysis() == null) {
            return null;
        } else if (kept.isEmpty() || kept.get().report() == null) {
            return Messages.CanaryCards_notLooked();
        }
        return Messages.CanaryCards_looked(
                kept.get().report().look(), rollout.started().analysis());
    }

    private String sentence(BuildRollouts.OfPromotion found, List<Found> looked) {
        RolloutRecord rollout = found.rollout();
        String version = found.promotion().release().version();
        String previous = found.promotion().previous() == null
                ? Messages.CanaryCards_nothingBefore()
                : found.promotion().previous();
        if (rollout.isOver()) {
            return rollout.end().reason() == null
                    ? Messages.CanaryCards_over()
                    : rollout.end().reason();
        }
        RolloutWeight weight = rollout.current().orElse(null);
        if (weight == null) {
            return Messages.CanaryCards_begins();
        } else if (weight.isBack()) {
            return Messages.CanaryCards_back(previous, text(weight.reason()));
        } else if (rollout.pause().isPresent()) {
            RolloutAct pause = rollout.pause().get();
            String left = left(rollout.bakeLeft());
            return pause.by() == null
                    ? Messages.CanaryCards_asks(version, weight.weight(), text(pause.reason()))
                    : Messages.CanaryCards_paused(
                            Person.of(pause.by()).name(), version, weight.weight(), text(pause.reason()), left);
        } else if (weight.isOpen()) {
            return Messages.CanaryCards_moving(version, weight.weight());
        }
        String next = next(rollout);
        boolean judged = rollout.started().analysis() != null;
        return judged
                ? Messages.CanaryCards_bakesJudged(version, weight.weight(), next, FoundSoFar.sentence(looked))
                : Messages.CanaryCards_bakes(version, weight.weight(), next);
    }

    private static String text(@CheckForNull String reason) {
        return reason == null ? Messages.CanaryCards_noReason() : reason;
    }

    private String next(RolloutRecord rollout) {
        Instant end = rollout.bakeEnd().orElse(times.now());
        String in = left(Duration.between(times.now(), end));
        List<RolloutStep> steps = rollout.started().steps();
        return rollout.step() < steps.size()
                ? Messages.CanaryCards_follows(steps.get(rollout.step()).weight(), in)
                : Messages.CanaryCards_ends(in);
    }

    /** Rounded up: to ten seconds while they matter, to minutes before. */
    private String left(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds == 0) {
            return Messages.CanaryCards_now();
        } else if (seconds >= FINE_MINUTES * 60L) {
            return times.lasting(time.plusSeconds(59));
        }
        long rounded = (seconds + FINE_SECONDS - 1) / FINE_SECONDS * FINE_SECONDS;
        long minutes = rounded / 60;
        long rest = rounded % 60;
        if (minutes == 0) {
            return times.length(Duration.ofSeconds(rest));
        }
        String whole = times.lasting(Duration.ofMinutes(minutes));
        return rest == 0 ? whole : whole + " " + times.length(Duration.ofSeconds(rest));
    }

    private List<CanaryPage.Step> steps(RolloutRecord rollout) {
        List<CanaryPage.Step> all = new ArrayList<>();
        List<RolloutStep> planned = rollout.started().steps();
        for (int step = 1; step <= planned.size(); step++) {
            all.add(step(rollout, step, planned.get(step - 1)));
        }
        return all;
    }

    private CanaryPage.Step step(RolloutRecord rollout, int number, RolloutStep planned) {
        String label = Messages.CanaryCards_weight(planned.weight());
        RolloutWeight given = rollout.weights().stream()
                .filter(weight -> weight.step() == number && !weight.isBack())
                .findFirst()
                .orElse(null);
        Duration bake = Duration.ofSeconds(planned.bakeSeconds());
        boolean last = number == rollout.started().steps().size();
        if (given == null) {
            String note = rollout.isUnderWay()
                    ? bake.isZero() ? Messages.CanaryCards_ahead() : Messages.CanaryCards_aheadFor(left(bake))
                    : Messages.CanaryCards_never();
            return new CanaryPage.Step(label, 0, 1, "", false, note);
        }
        boolean present = number == rollout.step() && rollout.isUnderWay();
        if (!present) {
            boolean stoppedHere = number == rollout.step() && !passed(rollout);
            return new CanaryPage.Step(
                    label,
                    1,
                    1,
                    stoppedHere ? "jenkins-!-error-color" : "jenkins-!-success-color",
                    false,
                    stoppedHere
                            ? Messages.CanaryCards_stoppedHere()
                            : Messages.CanaryCards_passed(
                                    times.moment(given.intendedAt()).absolute()));
        } else if (given.isOpen()) {
            return new CanaryPage.Step(label, 0, 1, "", true, Messages.CanaryCards_setting());
        }
        Duration left =
                rollout.bakeEnd().map(end -> Duration.between(times.now(), end)).orElseGet(rollout::bakeLeft);
        long rounded = Math.max(0, (left.toSeconds() + FINE_SECONDS - 1) / FINE_SECONDS * FINE_SECONDS);
        long over = Math.max(0, planned.bakeSeconds() - rounded);
        boolean paused = rollout.pause().isPresent();
        return new CanaryPage.Step(
                label,
                over,
                Math.max(1, planned.bakeSeconds()),
                paused ? "jenkins-!-warning-color" : "",
                true,
                paused
                        ? Messages.CanaryCards_pausedLeft(left(left))
                        : last ? Messages.CanaryCards_lastLeft(left(left)) : Messages.CanaryCards_left(left(left)));
    }

    private static boolean passed(RolloutRecord rollout) {
        return rollout.isOver()
                && rollout.end().outcome() == io.jenkins.plugins.promotion.engine.slot.RolloutOutcome.PASSED;
    }

    private CanaryPage.Deed deed(RolloutAct act) {
        String who = act.by() == null ? null : Person.of(act.by()).name();
        String text =
                switch (act.kind()) {
                    case PAUSED -> who == null ? Messages.CanaryCards_didAsk() : Messages.CanaryCards_didPause(who);
                    case RESUMED -> Messages.CanaryCards_didResume(who);
                    case SKIPPED -> Messages.CanaryCards_didSkip(who, act.step());
                    case SENT_BACK ->
                        who == null ? Messages.CanaryCards_didStop() : Messages.CanaryCards_didSendBack(who);
                };
        return new CanaryPage.Deed(text, act.reason(), times.moment(act.at()));
    }
}
