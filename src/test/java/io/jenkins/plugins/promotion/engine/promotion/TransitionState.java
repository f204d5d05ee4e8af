package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.time.Duration;

/** Where the promotion of release 1.3 can be, and how it gets there; release 1.2 is live and verified. */
enum TransitionState {
    WAITING,
    DEPLOYING,
    ROLLING_BACK,
    VERIFYING,
    VERIFYING_ROLLBACK,
    BROKEN,
    UNKNOWN,
    VERIFIED,
    FAILED,
    ROLLED_BACK,
    REFUSED,
    REJECTED,
    SUPERSEDED,
    EXPIRED,
    ABORTED;

    static final Environment ONE_APPROVAL = environment(PRODUCTION, approvals(1));

    /** The promotion of 1.3 in this state. */
    PromotionId reach(Application application) {
        application.verified(PRODUCTION, release(2));
        application.configure(
                this == VERIFYING || this == VERIFYING_ROLLBACK ? ONE_APPROVAL.with(health()) : ONE_APPROVAL);
        if (this == REFUSED) {
            return application.request(PRODUCTION, release(1));
        }
        PromotionId id = application.request(PRODUCTION, release(3), OnFailure.ROLLBACK, START.plusSeconds(3600));
        switch (this) {
            case WAITING -> {}
            case REJECTED -> application.reject(id, voter(BOB));
            case SUPERSEDED -> application.abort(application.request(PRODUCTION, release(4)), ADA);
            case EXPIRED -> {
                application.passes(Duration.ofHours(2));
                application.reconsider(id);
            }
            case ABORTED -> application.abort(id, ADA);
            default -> {
                application.approve(id, voter(BOB));
                reachDeployed(application, id);
            }
        }
        return id;
    }

    private void reachDeployed(Application application, PromotionId id) {
        switch (this) {
            case DEPLOYING -> {}
            case VERIFIED, VERIFYING -> application.succeeds(id);
            case UNKNOWN -> application.buildIsGone(id);
            case FAILED -> application.handle(PRODUCTION, bodyEnded(application, id, 0, "exit code 1", false));
            default -> {
                application.fails(id);
                if (this == ROLLED_BACK || this == VERIFYING_ROLLBACK) {
                    application.succeeds(id);
                } else if (this == BROKEN) {
                    application.fails(id);
                }
            }
        }
    }

    /** With the token of the run that is due, or where none is, of the record that the run would have had. */
    static Command bodyEnded(
            Application application, PromotionId id, int besides, String failure, boolean mayRollBack) {
        long token = application.promotion(id).isHolder()
                ? application.token(id)
                : application.slot(PRODUCTION).version();
        return new Command.BodyEnded(id, token + besides, failure, null, mayRollBack);
    }
}
