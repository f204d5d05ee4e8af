package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.VerificationEvent.VerificationStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an environment looks at after every deployment, before that counts. Release 1.1 is live and verified. */
class VerificationTest {
    private static final Environment LOOKED_AT = Environment.open(PRODUCTION).with(health());

    private final Application application = new Application();
    private PromotionId first;
    private PromotionId second;
    private Instant startedAt;

    @BeforeEach
    void deploySecond() {
        first = application.verified(PRODUCTION, release(1));
        application.configure(LOOKED_AT);
        second = application.request(PRODUCTION, release(2), OnFailure.ROLLBACK, null);
        startedAt = application.now();
        application.passes(Duration.ofMinutes(1));
    }

    @Test
    void aDeploymentThatSucceededIsLookedAtBeforeItCounts() {
        assertThat(application.succeeds(second)).hasSize(1).first().isInstanceOf(VerificationStarted.class);

        assertThat(application.promotion(second).isHolder()).isTrue();
        assertThat(application.slot(PRODUCTION).live().orElseThrow().by()).isEqualTo(first);
        assertThat(application.slot(PRODUCTION).verified(release(2))).isEmpty();
        assertThat(effect())
                .isEqualTo(new Effect.Verify(
                        application.promotion(second),
                        application.token(second),
                        "environment",
                        health().plan(startedAt)));

        application.checksEnd(second, Verdict.PASS);

        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.VERIFIED);
        assertThat(application.slot(PRODUCTION).live().orElseThrow().by()).isEqualTo(second);
    }

    @Test
    void itIsShownAsTheOtherGatesAre() {
        application.succeeds(second);
        GateRecord running = application.promotion(second).gate("environment").orElseThrow();
        assertThat(running.checks()).containsExactly("shop");
        assertThat(running.startedAt()).isEqualTo(application.now());
        assertThat(running.end()).isNull();

        application.passes(Duration.ofMinutes(2));
        application.checksEnd(second, Verdict.PASS);

        GateRecord ended = application.promotion(second).gate("environment").orElseThrow();
        assertThat(ended.endedAt()).isEqualTo(application.now());
        assertThat(ended.end().verdict()).isEqualTo("PASS");
        assertThat(ended.end().checks()).hasSize(1);
    }

    @Test
    void anythingButAPassIsAFailureThatIsRolledBack() {
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.ERROR)) {
            Application other = new Application();
            other.verified(PRODUCTION, release(1));
            other.configure(LOOKED_AT);
            PromotionId id = other.request(PRODUCTION, release(2), OnFailure.ROLLBACK, null);
            other.succeeds(id);

            other.checksEnd(id, verdict);

            PromotionState.RollingBack back =
                    (PromotionState.RollingBack) other.promotion(id).state();
            assertThat(back.reason())
                    .isEqualTo("The health checks of the environment ended " + verdict
                            + ". They ended. shop: The status is 500.");
        }
    }

    @Test
    void whereNothingRollsBackTheFailureIsLeft() {
        PromotionId id = leftAlone();
        application.succeeds(id);
        application.checksEnd(id, Verdict.FAIL);

        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(application.slot(PRODUCTION).condition()).isEqualTo(Condition.FAILED);
        assertThat(application.slot(PRODUCTION).live().orElseThrow().by()).isEqualTo(first);
    }

    @Test
    void aPromotionWhoseBodyCannotRunAgainIsLeft() {
        application.handle(PRODUCTION, new Command.BodyEnded(second, application.token(second), null, null, false));
        application.checksEnd(second, Verdict.FAIL);

        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aRollbackIsLookedAtTooAndComparedWithNothing() {
        application.succeeds(second);
        application.checksEnd(second, Verdict.FAIL);

        application.succeeds(second);
        assertThat(effect())
                .isEqualTo(new Effect.Verify(
                        application.promotion(second),
                        application.token(second),
                        "environment-rollback",
                        health().plan(null)));
        application.checksEnd(second, Verdict.PASS);

        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(application.slot(PRODUCTION).condition()).isEqualTo(Condition.CLEAR);
        assertThat(application.promotion(second).gates())
                .extracting(GateRecord::gate)
                .containsExactly("environment", "environment-rollback");
    }

    @Test
    void aRollbackAfterABodyThatFailedIsLookedAtAsWell() {
        application.fails(second);
        application.succeeds(second);

        assertThat(effect()).isInstanceOf(Effect.Verify.class);
    }

    @Test
    void aRollbackThatIsNotWellBreaksTheSlot() {
        application.succeeds(second);
        application.checksEnd(second, Verdict.FAIL);
        application.succeeds(second);

        application.checksEnd(second, Verdict.INCONCLUSIVE);

        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(((PromotionState.Over) application.promotion(second).state()).reason())
                .contains("ended FAIL")
                .contains("The rollback failed too: The health checks of the environment ended INCONCLUSIVE.");
        assertThat(application.slot(PRODUCTION).condition()).isEqualTo(Condition.BROKEN);
    }

    @Test
    void whatIsConfiguredMeanwhileChangesNothing() {
        application.succeeds(second);
        Effect before = effect();

        application.configure(Environment.open(PRODUCTION));

        assertThat(effect()).isEqualTo(before);
        application.checksEnd(second, Verdict.PASS);
        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void aBuildThatIsGoneStopsNothing() {
        application.succeeds(second);

        assertThat(application.buildIsGone(second)).isEmpty();

        application.checksEnd(second, Verdict.PASS);
        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void withoutABuildNothingIsRolledBack() {
        application.succeeds(second);
        application.handle(
                PRODUCTION,
                new Command.VerificationEnded(second, application.token(second), Verdict.FAIL, null, null, false));

        assertThat(application.promotion(second).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anAbortIsAFailureAndSaysWhoAborted() {
        PromotionId id = leftAlone();
        application.succeeds(id);
        long token = application.token(id);

        application.abort(id, ADA);

        PromotionState.Over over =
                (PromotionState.Over) application.promotion(id).state();
        assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(over.by()).isEqualTo(ADA);
        assertThat(over.reason()).contains("They were aborted by Ada Lovelace.").contains("no longer wanted");
        assertThat(application
                        .promotion(id)
                        .gate("environment")
                        .orElseThrow()
                        .end()
                        .verdict())
                .isNull();
        assertThat(application.handle(
                        PRODUCTION, new Command.VerificationEnded(id, token, Verdict.PASS, null, null, true)))
                .as("too late")
                .isEmpty();
    }

    @Test
    void anAbortIsRolledBackAsAFailureIs() {
        application.succeeds(second);

        application.abort(second, ADA);

        assertThat(application.promotion(second).state()).isInstanceOf(PromotionState.RollingBack.class);
    }

    @Test
    void theEndThatIsOnRecordCountsAfterACrashInTheMiddle() {
        application.succeeds(second);
        long token = application.token(second);
        application.record(
                PRODUCTION, List.of(new GateEvent.GateEnded(second, "environment", "FAIL", "Not well.", null)));
        assertThat(effect()).isInstanceOf(Effect.Verify.class);

        application.handle(
                PRODUCTION, new Command.VerificationEnded(second, token, Verdict.PASS, "Well after all.", null, true));

        assertThat(application.promotion(second).state()).isInstanceOf(PromotionState.RollingBack.class);
    }

    @Test
    void theNextEnvironmentWaitsForIt() {
        application.configure(environment(STAGING).with(health()));
        application.configure(environment(PRODUCTION, after(STAGING)));
        PromotionId there = application.request(STAGING, release(3));
        application.succeeds(there);
        PromotionId next = application.request(PRODUCTION, release(3));

        assertThat(application.promotion(next).isWaiting()).isTrue();
        assertThat(application.finding(next, "Order").status()).isEqualTo(Status.WAITING);
    }

    @Test
    void whoeverWaitsForTheSlotIsToldThatItIsBeingVerified() {
        application.succeeds(second);
        PromotionId third = application.request(PRODUCTION, release(3));

        assertThat(application.findings(third))
                .extracting(finding -> finding.reason())
                .contains("production is held by 1.2 (shop #2), which is deployed and being verified.");
    }

    @Test
    void whatCannotBeIsRejected() {
        application.succeeds(second);

        assertThatIllegalStateException()
                .isThrownBy(() -> application.record(
                        PRODUCTION, List.of(new VerificationStarted(second, "again", health().plan(null), true))))
                .withMessageContaining("verified already");
        assertThatIllegalStateException()
                .isThrownBy(() -> application.record(
                        PRODUCTION, List.of(new VerificationStarted(first, "late", health().plan(null), true))));
    }

    private PromotionId leftAlone() {
        application.fails(second);
        application.succeeds(second);
        application.checksEnd(second, Verdict.PASS);
        return application.request(PRODUCTION, release(3));
    }

    private Effect effect() {
        return application.machine(PRODUCTION).effect(application.slot(PRODUCTION), second, application.now());
    }
}
