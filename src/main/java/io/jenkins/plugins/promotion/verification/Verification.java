package io.jenkins.plugins.promotion.verification;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.util.List;

/** One verification of a deployment. Where there is a build, its log is told. */
final class Verification extends SlotGate {
    private final Application application;
    private final Promotion promotion;
    private final PromotionState.Verifying demanded;
    private final VerificationLog log;

    Verification(Application application, Promotion promotion, PromotionState.Verifying demanded) {
        super(
                new SlotFile(
                        SlotFile.Purpose.VERIFICATION,
                        application,
                        promotion.id().environment()),
                new Demand(demanded.token(), demanded.plan(), demanded.since()));
        this.application = application;
        this.promotion = promotion;
        this.demanded = demanded;
        this.log = new VerificationLog(application, promotion);
    }

    @Override
    String name() {
        return "the verification of " + promotion.id();
    }

    @Override
    void run() {
        GateEvent.GateEnded recorded =
                promotion.gate(demanded.gate()).map(GateRecord::end).orElse(null);
        if (recorded == null) {
            super.run();
        } else {
            // a crash came between the end of the gate and what follows from it
            end(recorded.verdict() == null ? null : Verdict.valueOf(recorded.verdict()), recorded.reason(), List.of());
        }
    }

    @Override
    void begins(boolean first, GateState now) {
        if (first) {
            log.begins(promotion, demanded);
        }
        log.waits(demanded.plan(), now);
    }

    @Override
    public void changed(GateState now) {
        GateState before = state();
        super.changed(now);
        if (before != null
                && !before.isSoaking()
                && now.isSoaking()
                && !demanded.plan().soak().isZero()) {
            log.soaks(demanded.plan(), now);
        }
    }

    @Override
    public void tell(String sentence) {
        log.line(sentence);
    }

    @Override
    public void ended(GateResult result) {
        log.ended(result);
        super.ended(result);
    }

    @Override
    Command ending(Verdict verdict, String reason, List<GateEvidence> evidence) {
        return new Command.VerificationEnded(
                promotion.id(), demanded.token(), verdict, reason, evidence, isBuildThere());
    }

    /** Whether somebody is there to run the body again. */
    private boolean isBuildThere() {
        return AttachedPromotions.get().isAttached(application, promotion.id())
                || PromotingBuilds.find(application, promotion.release().build())
                        .filter(Run::isBuilding)
                        .isPresent();
    }
}
