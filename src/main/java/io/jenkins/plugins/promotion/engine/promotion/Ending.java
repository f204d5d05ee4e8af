package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.VerificationEvent;
import io.jenkins.plugins.promotion.engine.slot.VerificationEvent.VerificationStarted;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What follows when a run of a body ends, and when the health checks that the environment demands after it do: the end of
 * the promotion, its verification, or the way back.
 */
final class Ending {
    private static final String WITHOUT_A_REASON = "It failed without saying why.";
    private static final int MOST_CHECKS_NAMED = 3;

    private final Setting setting;
    private final Watching watching;

    Ending(Setting setting, Watching watching) {
        this.setting = setting;
        this.watching = watching;
    }

    void bodyEnded(Draft draft, Command.BodyEnded end) {
        Promotion promotion = holder(draft, end.id(), end.token())
                .filter(holder -> !(holder.state() instanceof PromotionState.Verifying))
                .orElse(null);
        if (promotion == null) {
            return;
        }
        PromotionState.RollingBack back = promotion.state() instanceof PromotionState.RollingBack one ? one : null;
        Optional<RolloutEnding.End> rolledOut = RolloutEnding.of(promotion);
        String failure = end.failure() == null
                ? RolloutEnding.contradiction(promotion).orElse(null)
                : end.failure().isBlank() ? WITHOUT_A_REASON : end.failure();
        if (rolledOut.isPresent()) {
            draft.end(end.id(), rolledOut.get().outcome(), rolledOut.get().reason(), end.by());
        } else if (failure != null) {
            failed(draft, promotion, back, failure, end.by(), end.mayRollBack());
        } else if (setting.environment().health() != null) {
            // what was there before a rollback is what is rolled back from, and nothing to be compared with
            boolean isWayBack = back != null || promotion.requested().kind() == Kind.ROLLBACK;
            Instant baselineAt = isWayBack ? null : promotion.startedAt();
            draft.add(new VerificationStarted(
                    end.id(),
                    back == null ? VerificationEvent.OF_DEPLOYMENT : VerificationEvent.OF_ROLLBACK,
                    setting.environment().health().plan(baselineAt),
                    end.mayRollBack()));
        } else {
            succeeded(draft, promotion, back);
        }
    }

    void verificationEnded(Draft draft, Command.VerificationEnded end) {
        holder(draft, end.id(), end.token()).ifPresent(promotion -> {
            if (promotion.state() instanceof PromotionState.Verifying verifying) {
                String verdict = end.verdict() == null ? null : end.verdict().name();
                ended(
                        draft,
                        new GateEvent.GateEnded(end.id(), verifying.gate(), verdict, end.reason(), end.checks()),
                        null,
                        end.mayRollBack());
            }
        });
    }

    void abort(Draft draft, Command.Abort abort) {
        draft.slot().find(abort.id()).ifPresent(promotion -> {
            if (promotion.isWaiting()) {
                draft.end(abort.id(), Outcome.ABORTED, abort.reason(), abort.by());
            } else if (promotion.state() instanceof PromotionState.Verifying verifying) {
                String who = abort.by() == null ? "" : " by " + abort.by().display();
                String why = abort.reason() == null ? "" : " " + abort.reason();
                String reason = "They were aborted" + who + "." + why;
                ended(
                        draft,
                        new GateEvent.GateEnded(abort.id(), verifying.gate(), null, reason, List.of()),
                        abort.by(),
                        true);
            }
        });
    }

    /** What the record says of the gate counts: it may have been recorded before a crash, without what follows from it. */
    private void ended(Draft draft, GateEvent.GateEnded end, Principal by, boolean mayRollBack) {
        if (gate(draft, end).end() == null) {
            draft.add(end);
        }
        GateEvent.GateEnded found = gate(draft, end).end();
        Promotion promotion = draft.slot().find(end.id()).orElseThrow();
        PromotionState.Verifying verifying = (PromotionState.Verifying) promotion.state();
        if (Verdict.PASS.name().equals(found.verdict())) {
            succeeded(draft, promotion, verifying.back());
        } else {
            failed(draft, promotion, verifying.back(), sentence(found), by, mayRollBack && verifying.mayRollBack());
        }
    }

    private static GateRecord gate(Draft draft, GateEvent.GateEnded end) {
        return draft.slot()
                .find(end.id())
                .flatMap(promotion -> promotion.gate(end.gate()))
                .orElseThrow();
    }

    /** A verification needs no build: the record demands it of whoever runs gates, and it goes on. */
    static void buildGone(Draft draft, Command.BuildGone gone) {
        draft.slot()
                .find(gone.id())
                .filter(promotion -> promotion.outcome() == null)
                .filter(promotion -> !(promotion.state() instanceof PromotionState.Verifying))
                .ifPresent(promotion -> draft.end(
                        gone.id(), promotion.isHolder() ? Outcome.UNKNOWN : Outcome.ABORTED, gone.reason(), null));
    }

    private void succeeded(Draft draft, Promotion promotion, PromotionState.RollingBack back) {
        if (back == null) {
            Tagging.demand(draft, promotion.id(), setting.environment().tag());
            watching.begin(draft, promotion);
        }
        draft.end(
                promotion.id(),
                back == null ? Outcome.VERIFIED : Outcome.ROLLED_BACK,
                back == null ? null : back.reason(),
                null);
    }

    private void failed(
            Draft draft,
            Promotion promotion,
            PromotionState.RollingBack back,
            String failure,
            Principal by,
            boolean mayRollBack) {
        if (back != null) {
            draft.end(promotion.id(), Outcome.BROKEN, back.reason() + " The rollback failed too: " + failure, by);
        } else if (promotion.requested().kind() == Kind.ROLLBACK) {
            draft.end(promotion.id(), Outcome.BROKEN, "The rollback failed: " + failure, by);
        } else if (mayRollBack && rollsBack(draft.slot(), promotion)) {
            rollBack(draft, promotion, failure, by);
        } else {
            draft.end(promotion.id(), Outcome.FAILED, failure, by);
        }
    }

    /** Only on a way that is safe: also the release that was live may lie behind what has begun. */
    private void rollBack(Draft draft, Promotion promotion, String failure, Principal by) {
        Release to = draft.slot().live().orElseThrow().release();
        Optional<WaysBack.Refusal> refusal =
                WaysBack.of(setting.facts(draft.slot(), promotion, draft.now())).refusal(to);
        if (refusal.isPresent()) {
            String why = "It was not rolled back: " + refusal.get().reason();
            draft.end(promotion.id(), Outcome.FAILED, failure + " " + why, by);
        } else {
            draft.add(new SlotEvent.RollbackStarted(promotion.id(), to.version(), failure));
        }
    }

    /** A rollback is never rolled back by itself, and nothing is brought back of which nobody knows that it worked. */
    private static boolean rollsBack(SlotState slot, Promotion promotion) {
        return promotion.requested().onFailure() == OnFailure.ROLLBACK
                && slot.live().filter(Live::verified).isPresent();
    }

    private static Optional<Promotion> holder(Draft draft, PromotionId id, long token) {
        return draft.slot()
                .holder()
                .filter(holder -> holder.id().equals(id)
                        && holder.state() instanceof PromotionState.Holding holding
                        && holding.token() == token);
    }

    /** What the health checks found, with those that were the worst. */
    private static String sentence(GateEvent.GateEnded found) {
        Stream<String> worst = found.checks().stream()
                .filter(check -> Objects.equals(check.verdict(), found.verdict()))
                .limit(MOST_CHECKS_NAMED)
                .map(Ending::sentence);
        String whole = found.verdict() == null
                ? "The health checks of the environment have no verdict."
                : "The health checks of the environment ended " + found.verdict() + ".";
        return Stream.concat(Stream.of(whole, found.reason()), worst)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static String sentence(GateEvidence check) {
        return check.check() + ": " + (check.reason() == null ? check.verdict() : check.reason());
    }
}
