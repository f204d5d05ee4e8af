package io.jenkins.plugins.promotion.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.runtime.RolloutDecision;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PermissionNames;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What people may do to a rollout from the page of its build. */
final class RolloutActs {
    private static final String PAUSE = "symbol-pause-outline plugin-ionicons-api";
    private static final String PLAY = "symbol-play-outline plugin-ionicons-api";
    private static final String SKIP = "symbol-play-skip-forward-outline plugin-ionicons-api";
    private static final String BACK = "symbol-arrow-undo-outline plugin-ionicons-api";

    private RolloutActs() {}

    /** What can be done now; whoever makes the present request may be refused it, and is told why. */
    static List<CanaryPage.Act> offered(Run<?, ?> run, BuildRollouts.OfPromotion found) {
        RolloutRecord rollout = found.rollout();
        if (!rollout.isUnderWay() || rollout.sentBack().isPresent()) {
            return List.of();
        }
        String version = found.promotion().release().version();
        String previous = found.promotion().previous() == null
                ? Messages.CanaryCards_nothingBefore()
                : found.promotion().previous();
        String refusal = refusal(Decisions.of(found.reference().application(run), run.getParent()));
        List<CanaryPage.Act> acts = new ArrayList<>();
        if (rollout.pause().isPresent()) {
            acts.add(act(
                    RolloutDecision.RESUME,
                    PLAY,
                    Messages.RolloutActs_resume(),
                    rollout.asks() ? Messages.RolloutActs_resumeAnswer() : Messages.RolloutActs_resumeMeaning(),
                    Messages.RolloutActs_resumeButton(version),
                    refusal));
        } else {
            acts.add(act(
                    RolloutDecision.PAUSE,
                    PAUSE,
                    Messages.RolloutActs_pause(),
                    Messages.RolloutActs_pauseMeaning(version),
                    Messages.RolloutActs_pauseButton(version),
                    refusal));
        }
        if (!rollout.isMoving() && rollout.step() < rollout.started().steps().size()) {
            acts.add(act(
                    RolloutDecision.SKIP,
                    SKIP,
                    Messages.RolloutActs_skip(),
                    Messages.RolloutActs_skipMeaning(),
                    Messages.RolloutActs_skipButton(),
                    refusal));
        }
        acts.add(act(
                RolloutDecision.BACK,
                BACK,
                Messages.RolloutActs_back(),
                Messages.RolloutActs_backMeaning(previous),
                Messages.RolloutActs_backButton(version),
                refusal));
        return acts;
    }

    private static CanaryPage.Act act(
            RolloutDecision decision, String symbol, String ask, String meaning, String button, String refusal) {
        return new CanaryPage.Act(decision.name().toLowerCase(Locale.ROOT), symbol, ask, meaning, button, refusal);
    }

    @CheckForNull
    private static String refusal(Decisions decisions) {
        if (People.isNobody()) {
            return Messages.RolloutActs_nobody();
        }
        return decisions.may(PromotionPermissions.ROLLBACK)
                ? null
                : Messages.RolloutActs_noPermission(PermissionNames.name(PromotionPermissions.ROLLBACK));
    }

    /**
     * Does what a form asks for.
     *
     * @throws NotPossibleException when it cannot be, or this build has no such rollout
     */
    static void act(Run<?, ?> run, String promotion, String application, String rollout, String act, String reason) {
        RolloutDecision decision = Optional.ofNullable(Util.fixEmptyAndTrim(act))
                .flatMap(RolloutDecision::named)
                .orElseThrow(() -> new NotPossibleException(Messages.RolloutActs_unknown(act)));
        PromotionReference reference = BuildRollouts.of(run).stream()
                .filter(found -> found.promotion().id().toString().equals(promotion)
                        && found.rollout().name().equals(rollout)
                        && Objects.equals(found.reference().applicationName(), Util.fixEmpty(application)))
                .findFirst()
                .map(BuildRollouts.OfPromotion::reference)
                .orElseThrow(() -> new NotPossibleException(Messages.RolloutActs_notHere()));
        Decisions.of(reference.application(run), run.getParent()).act(reference.id(), rollout, decision, reason);
    }
}
