package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
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
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Overrides and emergency hotfixes. */
class LiftingTest {
    private static final Environment FROZEN =
            environment(PRODUCTION, closed("Year end", "2026-03-01T00:00", "2026-04-01T00:00"), approvals(1));

    @Test
    void anOverrideLiftsOneRuleOfOnePromotionAndIsShown() {
        Application application = new Application(FROZEN);
        PromotionId id = application.request(PRODUCTION, release(1));
        application.passes(Duration.ofMinutes(7));
        application.override(id, "year END", CLEO);
        assertThat(application.promotion(id).overrides())
                .singleElement()
                .satisfies(lifted ->
                        assertThat(lifted.at()).as("an auditor reads when").isEqualTo(application.now()));

        Finding finding = application.findings(id).get(0);
        assertThat(finding.lifted()).isEqualTo(Finding.Lift.OVERRIDE);
        assertThat(finding.reason())
                .isEqualTo(
                        "Overridden by cleo: payments are down. Without that: Frozen until Wed 2026-04-01 00:00 (UTC):"
                                + " stock is counted.");
        assertThat(application.promotion(id).isWaiting())
                .as("the approval is still missing")
                .isTrue();
        application.approve(id, voter(BOB));
        assertThat(application.promotion(id).evidence())
                .anyMatch(line -> line.startsWith("Year end: Overridden by cleo"));

        application.succeeds(id);
        PromotionId next = application.request(PRODUCTION, release(2));
        application.approve(next, voter(BOB));
        assertThat(application.promotion(next).isWaiting())
                .as("the next promotion is frozen")
                .isTrue();
    }

    @Test
    void aRuleThatWasChangedSinceIsNotLifted() {
        Application application = new Application(FROZEN);
        PromotionId id = application.request(PRODUCTION, release(1));
        application.override(id, "Year end", CLEO);

        application.configure(environment(PRODUCTION, closed("Year end", "2026-03-01T00:00", "2026-05-01T00:00")));
        application.reconsider(id);

        assertThat(application.promotion(id).isWaiting()).isTrue();
        assertThat(application.findings(id).get(0).lifted()).isNull();
    }

    @Test
    void aRuleThatWouldRefuseIsOverriddenWithTheRequest() {
        Application application = new Application(environment(PRODUCTION, after(STAGING)));
        assertThat(application
                        .promotion(application.request(PRODUCTION, release(1)))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);

        PromotionId id = application.slot(PRODUCTION).nextId();
        application.handle(
                PRODUCTION,
                new Command.Request(
                        Kind.PROMOTION,
                        release(1),
                        ADA,
                        OnFailure.LEAVE,
                        null,
                        null,
                        null,
                        null,
                        List.of(new Command.Waiver("Order", CLEO, "staging burned down")),
                        null,
                        null));

        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).overrides().get(0).at())
                .isEqualTo(application.promotion(id).requestedAt());
        assertThat(application.promotion(id).evidence().get(0))
                .startsWith(
                        "Order: Overridden by cleo: staging burned down. Without that: 1.1 (version 1.1) was not verified");
    }

    @Test
    void neitherSlotNorHoldNorQuarantineCanBeOverridden() {
        Application application = new Application(FROZEN);
        PromotionId id = application.request(PRODUCTION, release(1));
        for (String rule : new String[] {"Slot", "Newer", "Hold", "Quarantine", "other", null}) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> application.override(id, rule, CLEO))
                    .withMessage("production has no rule '" + rule
                            + "' that can be overridden. Its rules: Year end, Approvals.");
        }
    }

    @Test
    void aRejectionEndsAPromotionWhateverIsLifted() {
        Application application = new Application(FROZEN);
        PromotionId id = application.request(PRODUCTION, release(1));
        application.override(id, "Approvals", CLEO);
        application.reject(id, voter(BOB));

        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.REJECTED);
    }

    private static Environment emergency(int approvals, Liftable... lifts) {
        return new Environment(
                        PRODUCTION,
                        "",
                        List.of(open("Tue 10:00-15:00"), new ApprovalRule(null, 2, List.of(), List.of(), false)),
                        null,
                        true)
                .with(new Hotfix(List.of(), List.of("release-managers"), null, approvals, Set.of(lifts)));
    }

    @Test
    void aHotfixTakesWhatTheEnvironmentSaysAndIsMarked() {
        Application application = new Application(emergency(1, Liftable.WINDOWS));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB));
        assertThat(application.promotion(id).isWaiting()).isTrue();

        application.hotfix(id, voter(CLEO, "release-managers"));

        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).hotfix().by()).isEqualTo(CLEO);
        assertThat(application.promotion(id).hotfix().at()).isEqualTo(application.now());
        assertThat(application.promotion(id).evidence())
                .contains("Approvals: 1 of 1 from people with the permission to approve.")
                .anyMatch(line -> line.startsWith("Windows: Lifted for a hotfix declared by cleo: payments are down."));
    }

    @Test
    void aHotfixLiftsNothingElse() {
        Application application = new Application(emergency(1));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.hotfix(id, voter(CLEO, "release-managers"));
        application.approve(id, voter(BOB));

        assertThat(application.promotion(id).isWaiting())
                .as("the window is closed")
                .isTrue();
    }

    @Test
    void withoutApprovalsAHotfixStartsAtOnceAlsoFromItsRequest() {
        Application application = new Application(emergency(0, Liftable.WINDOWS));
        PromotionId id = application.slot(PRODUCTION).nextId();
        application.handle(
                PRODUCTION,
                new Command.Request(
                        Kind.PROMOTION,
                        release(1),
                        CLEO,
                        OnFailure.LEAVE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Command.Emergency(voter(CLEO, "release-managers"), "payments are down"),
                        null));

        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).evidence().get(1)).startsWith("Approvals: Lifted for a hotfix");
    }

    @Test
    void onlyWhomTheEnvironmentNamesMayDeclareOneWithAReason() {
        Application application = new Application(emergency(1));
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.hotfix(id, voter(BOB)))
                .withMessage("You may not declare an emergency hotfix in production: only release-managers may.");
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.handle(
                        PRODUCTION, new Command.DeclareHotfix(id, voter(CLEO, "release-managers"), " ")))
                .withMessage("An emergency hotfix needs a reason: what is broken?");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> emergency(-1))
                .withMessage("approvals of hotfix: '-1' is not allowed; 0 to 100 can be asked for");
    }

    @Test
    void everyWayAroundTheRulesNeedsAReason() {
        Application application = new Application(FROZEN);
        PromotionId id = application.request(PRODUCTION, release(1));
        application.handle(STAGING, new Command.Hold(BOB, "why"));
        application.quarantine(STAGING, release(9));
        for (Command command : List.of(
                new Command.Override(id, "Year end", BOB, null),
                new Command.Hold(BOB, " "),
                new Command.Quarantine(release(1), BOB, ""))) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> application.handle(PRODUCTION, command))
                    .withMessageContaining("needs a reason");
        }
        for (Command command : List.of(
                new Command.LiftHold(BOB, null),
                new Command.LiftQuarantine(release(9).identity(), BOB, " "))) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> application.handle(STAGING, command))
                    .withMessageContaining("needs a reason");
        }
    }
}
