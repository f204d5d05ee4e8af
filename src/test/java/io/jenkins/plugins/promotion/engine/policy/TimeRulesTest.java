package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.closed;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Windows and freezes of an environment; {@code START} is Monday, 2 March 2026, 09:00 UTC. */
class TimeRulesTest {
    private static final Instant TUESDAY_TEN = Instant.parse("2026-03-03T10:00:00Z");
    private static final WindowRule TUESDAYS = open("Tue 10:00-15:00");

    @Test
    void aWindowIsSatisfiedWhileItIsOpenAndSaysUntilWhen() {
        Application application = new Application(environment(PRODUCTION, approvals(1), open("Mon 08:00-10:00")));
        Finding finding =
                open("Mon 08:00-10:00").evaluate(application.facts(application.request(PRODUCTION, release(1))));

        assertThat(finding.status()).isEqualTo(Status.SATISFIED);
        assertThat(finding.reason()).isEqualTo("Open until Mon 2026-03-02 10:00 (UTC).");
        assertThat(finding.changesAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    }

    @Test
    void aClosedWindowWaitsAndSaysWhenItOpens() {
        Application application = new Application(environment(PRODUCTION, TUESDAYS));
        PromotionId id = application.request(PRODUCTION, release(1));
        Finding finding = TUESDAYS.evaluate(application.facts(id));

        assertThat(finding.status()).isEqualTo(Status.WAITING);
        assertThat(finding.reason()).isEqualTo("Closed, it opens on Tue 2026-03-03 10:00 (UTC).");
        assertThat(finding.who()).isEqualTo("People with the permission to override");
        assertThat(finding.changesAt()).isEqualTo(TUESDAY_TEN);
    }

    @Test
    void aFreezeWaitsSaysWhyAndBeatsAWindow() {
        FreezeRule freeze = closed("Inventory", "2026-03-03T00:00", "2026-03-10T12:30");
        Application application =
                new Application(environment(PRODUCTION, TUESDAYS, freeze)).passes(Duration.ofHours(26));
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThat(TUESDAYS.evaluate(application.facts(id)).status()).isEqualTo(Status.SATISFIED);
        Finding finding = freeze.evaluate(application.facts(id));
        assertThat(finding.status()).isEqualTo(Status.WAITING);
        assertThat(finding.reason()).isEqualTo("Frozen until Tue 2026-03-10 12:30 (UTC): stock is counted.");
        assertThat(application.promotion(id).isWaiting()).isTrue();

        application.passes(Duration.between(application.now(), Instant.parse("2026-03-10T12:30:00Z")));
        application.reconsider(id);
        assertThat(application.promotion(id).isHolder()).isTrue();
    }

    @Test
    void itWakesWhenTheWindowOpensAndStartsThen() {
        Application application = new Application(environment(PRODUCTION, TUESDAYS));
        PromotionId id = application.request(PRODUCTION, release(1));

        Effect effect = application.machine(PRODUCTION).effect(application.slot(PRODUCTION), id, application.now());
        assertThat(((Effect.Wait) effect).wakeAt()).isEqualTo(TUESDAY_TEN);

        application.passes(Duration.between(START, TUESDAY_TEN).minusMillis(1)).reconsider(id);
        assertThat(application.promotion(id).isWaiting()).isTrue();
        application.passes(Duration.ofMillis(1)).reconsider(id);
        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).evidence()).contains("Windows: Open until Tue 2026-03-03 15:00 (UTC).");
    }

    @Test
    void theWindowCountsAtTheStartOfTheDeploymentNotAtTheRequest() {
        Application application = new Application(environment(PRODUCTION, approvals(1), open("Mon 08:00-10:00")));
        PromotionId id = application.request(PRODUCTION, release(1));

        application.passes(Duration.ofHours(2)).approve(id, voter(BOB));

        assertThat(application.promotion(id).isWaiting()).isTrue();
    }

    @Test
    void aDeploymentThatHasBegunMayLastLongerThanTheWindow() {
        Application application = new Application(environment(PRODUCTION, open("Mon 08:00-10:00")));
        PromotionId id = application.request(PRODUCTION, release(1));

        application.passes(Duration.ofHours(9)).succeeds(id);

        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void theDeadlineOfTheStepIsRespectedAndSaysWhatItWaitedFor() {
        Application application = new Application(environment(PRODUCTION, TUESDAYS));
        PromotionId id = application.request(PRODUCTION, release(1), OnFailure.LEAVE, START.plus(Duration.ofHours(3)));
        Effect effect = application.machine(PRODUCTION).effect(application.slot(PRODUCTION), id, application.now());
        assertThat(((Effect.Wait) effect).wakeAt()).isEqualTo(START.plus(Duration.ofHours(3)));

        application.passes(Duration.ofHours(3)).reconsider(id);

        assertThat(application.promotion(id).state().toString())
                .contains("EXPIRED", "Windows: Closed, it opens on Tue 2026-03-03 10:00 (UTC).");
    }

    @Test
    void windowsAndFreezesThatLeaveNoTimeAreRefusedWhenTheyAreMade() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(
                        PRODUCTION, TUESDAYS, open("Wed 10:00-15:00").named("Folder")))
                .satisfies(e -> assertThat(e.field()).isEqualTo("windows of production"))
                .withMessageEndingWith("its windows and freezes leave no time to deploy, it never opens");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> closed("Always", "2026-03-03T00:00", "2026-03-04T00:00", "FREQ=DAILY"))
                .withMessageEndingWith("the freeze never ends");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(
                        PRODUCTION,
                        TUESDAYS,
                        closed("Tuesdays", "2026-03-03T00:00", "2026-03-04T00:00", "FREQ=WEEKLY;BYDAY=TU")));
    }

    @Test
    void namesAndReasonsAreShortLines() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> TUESDAYS.named("x".repeat(10_000)))
                .withMessageContaining("window rule: 'xxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new FreezeRule(
                        "Freeze",
                        " ",
                        closed("F", "2026-03-03T00:00", "2026-03-04T00:00").closure()))
                .withMessageContaining("reason of 'Freeze'");
        assertThat(new WindowRule(null, TUESDAYS.hours()).name()).isEqualTo("Windows");
    }

    /** Recorded overrides name these digests. */
    @Test
    void theVersionOfARuleIsTheSameInEveryRelease() {
        assertThat(TUESDAYS.version()).isEqualTo("85a4e346a3d8");
        assertThat(closed("Tuesdays", "2026-03-03T00:00", "2026-03-03T12:00", "FREQ=WEEKLY;BYDAY=TU")
                        .version())
                .isEqualTo("d118b7f32c22");
    }
}
