package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    private final Environment open = Environment.open(PRODUCTION);
    private final Environment guarded = environment(PRODUCTION, approvals(1));
    private final Application application = new Application(guarded);

    private List<Finding> ask(Environment environment, PromotionId id) {
        return RuleBook.evaluate(environment, application.facts(id));
    }

    private Finding slotFinding(Environment environment, PromotionId id) {
        List<Finding> findings = ask(environment, id);
        return findings.get(findings.size() - 1);
    }

    @Test
    void everyRuleIsAnsweredInItsOrderAndThenWhatAlwaysHolds() {
        application.verified(PRODUCTION, release(1));
        PromotionId id = application.request(PRODUCTION, release(2));
        Environment both = environment(PRODUCTION, approvals(1), after(STAGING));

        assertThat(ask(both, id)).extracting(Finding::rule).containsExactly("Approvals", "Order", "Newer", "Slot");
        assertThat(ask(both, id))
                .extracting(Finding::status)
                .containsExactly(Status.WAITING, Status.REFUSED, Status.SATISFIED, Status.SATISFIED);
        assertThat(RuleBook.worst(ask(both, id))).isEqualTo(Status.REFUSED);
    }

    @Test
    void everyFindingSaysWhyAndWho() {
        application.verified(PRODUCTION, release(2));
        PromotionId id = application.request(PRODUCTION, release(3));

        assertThat(ask(environment(PRODUCTION, approvals(1), after(STAGING)), id))
                .allSatisfy(finding -> {
                    assertThat(finding.reason()).endsWith(".");
                    assertThat(finding.who()).isNotBlank();
                    assertThat(finding.kind()).isNotBlank();
                });
    }

    @Test
    void itWaitsWhileAnotherPromotionHoldsTheSlot() {
        application.configure(open);
        application.request(PRODUCTION, release(1));
        PromotionId second = application.request(PRODUCTION, release(2));

        Finding finding = slotFinding(open, second);

        assertThat(finding.status()).isEqualTo(Status.WAITING);
        assertThat(finding.reason()).isEqualTo("production is held by 1.1 (shop #1), which is being deployed.");
        assertThat(finding.who()).isEqualTo("Whoever may abort shop #1");
    }

    @Test
    void itWaitsForAPersonWhileTheStateIsUnknown() {
        application.configure(open);
        application.buildIsGone(application.request(PRODUCTION, release(1)));
        PromotionId second = application.request(PRODUCTION, release(2));

        Finding finding = slotFinding(open, second);

        assertThat(finding.status()).isEqualTo(Status.WAITING);
        assertThat(finding.reason())
                .isEqualTo(
                        "production is in an unknown state: nobody recorded how the deployment of 1.1 (shop #1) ended."
                                + " Somebody has to look and acknowledge what is live, or roll back.");
        assertThat(finding.who()).contains("permission to roll back");
    }

    @Test
    void itWaitsForAPersonWhileTheSlotIsBroken() {
        application.configure(open);
        application.verified(PRODUCTION, release(1));
        PromotionId failing = application.request(PRODUCTION, release(2), OnFailure.ROLLBACK, null);
        application.fails(failing);
        application.fails(failing);
        PromotionId next = application.request(PRODUCTION, release(3));

        assertThat(slotFinding(open, next).status()).isEqualTo(Status.WAITING);
        assertThat(slotFinding(open, next).reason())
                .startsWith(
                        "production is broken: neither the deployment of 1.2 (shop #2) nor the rollback after it succeeded.");
    }

    @Test
    void aFailedDeploymentThatWasLeftDoesNotStopTheNext() {
        application.configure(open);
        application.fails(application.request(PRODUCTION, release(1)));
        application.configure(guarded);
        PromotionId next = application.request(PRODUCTION, release(2));

        assertThat(slotFinding(open, next).status()).isEqualTo(Status.SATISFIED);
    }

    @Test
    void whereTurnsAreTakenTheLaterRequestWaitsForTheEarlier() {
        Environment inOrder = environment(PRODUCTION, QueuePolicy.IN_ORDER, approvals(1));
        application.configure(inOrder);
        PromotionId first = application.request(PRODUCTION, release(2));
        PromotionId second = application.request(PRODUCTION, release(1));

        assertThat(slotFinding(inOrder, first).status()).isEqualTo(Status.SATISFIED);
        assertThat(slotFinding(inOrder, second).status()).isEqualTo(Status.WAITING);
        assertThat(slotFinding(inOrder, second).reason()).isEqualTo("1.2 (shop #2) is ahead in the queue.");
    }

    @Test
    void aReleaseOlderThanTheLiveOneIsRefusedUnlessItIsARollbackOrTheEnvironmentAllowsIt() {
        application.verified(PRODUCTION, release(4));
        application.verified(PRODUCTION, release(5));
        PromotionId kept = application.rollback(PRODUCTION, release(4));
        Environment lenient = new Environment(PRODUCTION, "", guarded.rules(), null, false);
        application.configure(lenient);
        PromotionId older = application.request(PRODUCTION, release(4));

        assertThat(RuleBook.worst(ask(guarded, kept))).isEqualTo(Status.WAITING);
        assertThat(RuleBook.worst(ask(lenient, older))).isEqualTo(Status.WAITING);
        assertThat(ask(guarded, older))
                .filteredOn(finding -> finding.status() == Status.REFUSED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.reason())
                        .isEqualTo(
                                "1.4 was built before 1.5, which is live in production. To go back to it, roll back."));
    }

    @Test
    void theReleaseThatIsLiveMayBeDeployedAgain() {
        application.verified(PRODUCTION, release(5));
        PromotionId again = application.request(PRODUCTION, release(5));

        assertThat(RuleBook.worst(ask(open, again))).isEqualTo(Status.SATISFIED);
    }

    @Test
    void nothingInTheWayIsSatisfied() {
        assertThat(RuleBook.worst(List.of())).isEqualTo(Status.SATISFIED);
    }
}
