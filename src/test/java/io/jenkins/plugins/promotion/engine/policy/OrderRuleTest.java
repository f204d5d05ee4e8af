package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.QA;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRuleTest {
    private final Application application = new Application(environment(PRODUCTION, approvals(1)));
    private final OrderRule all = after(STAGING, QA);
    private final OrderRule any = new OrderRule(List.of(STAGING, QA), OrderRule.Require.ANY);

    private Finding ask(OrderRule rule, Release release) {
        PromotionId id = application.request(PRODUCTION, release);
        return rule.evaluate(application.facts(id));
    }

    @Test
    void whatWasVerifiedInEachRequiredEnvironmentMayGo() {
        application.verified(STAGING, release(1));
        application.verified(QA, release(1));

        Finding finding = ask(all, release(1));

        assertThat(finding.status()).isEqualTo(Status.SATISFIED);
        assertThat(finding.reason()).isEqualTo("Verified in staging and qa, same version 1.1.");
        assertThat(finding.who()).isEqualTo(Finding.NOBODY);
    }

    @Test
    void oneOfSeveralIsEnoughWhereAnyIsAskedFor() {
        application.verified(QA, release(1, 'a'));

        assertThat(ask(any, release(1, 'a')).reason()).isEqualTo("Verified in qa, same digest sha256:aaaaaaaa.");
        assertThat(ask(all, release(1, 'a')).status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void itWaitsWhileTheReleaseIsOnItsWay() {
        application.request(STAGING, release(1));
        application.verified(QA, release(1));

        Finding finding = ask(all, release(1));

        assertThat(finding.status()).isEqualTo(Status.WAITING);
        assertThat(finding.reason()).isEqualTo("1.1 is on its way to staging and not verified there yet.");
        assertThat(finding.who()).isEqualTo("Whoever promotes it to staging");
        assertThat(finding.changesAt()).isNull();
    }

    @Test
    void itRefusesWhenOneOfAllIsNeitherVerifiedNorUnderWay() {
        application.request(STAGING, release(1));

        Finding finding = ask(all, release(1));

        assertThat(finding.status()).isEqualTo(Status.REFUSED);
        assertThat(finding.reason())
                .isEqualTo(
                        "1.1 (version 1.1) was not verified in staging and qa. Promote this release to staging and qa first.");
        assertThat(finding.who()).isEqualTo("Whoever promotes it to staging and qa");
    }

    @Test
    void oneUnderWayIsEnoughToWaitWhereAnyIsAskedFor() {
        application.request(STAGING, release(1));

        assertThat(ask(any, release(1)).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void aDeploymentThatFailedIsNoVerification() {
        application.fails(application.request(STAGING, release(1)));

        assertThat(ask(after(STAGING), release(1)).status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void theSameVersionWithOtherContentIsRefusedAndSaid() {
        application.verified(STAGING, release(1, 'a'));

        Finding finding = ask(after(STAGING), release(1, 'b'));

        assertThat(finding.status()).isEqualTo(Status.REFUSED);
        assertThat(finding.reason())
                .isEqualTo("1.1 (digest sha256:bbbbbbbb) was not verified in staging; what staging knows as 1.1 is"
                        + " digest sha256:aaaaaaaa. Promote this release to staging first.");
    }

    @Test
    void aVerificationStaysWhenANewerReleaseFollowed() {
        application.verified(STAGING, release(1));
        application.verified(STAGING, release(2));

        assertThat(ask(after(STAGING), release(1)).status()).isEqualTo(Status.SATISFIED);
    }

    @Test
    void itNeedsEnvironmentsAndEachOnce() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> after())
                .withMessage("order environments: '[]' is not allowed; it takes one or more environments, each once");
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> after(STAGING, STAGING));
        assertThat(new OrderRule(List.of(STAGING), null).require()).isEqualTo(OrderRule.Require.ALL);
    }

    @Test
    void aSoakCountsFromTheLastVerificationThere() {
        OrderRule soaked = new OrderRule(List.of(STAGING, QA), OrderRule.Require.ALL, Duration.ofHours(2));
        OrderRule either = new OrderRule(List.of(STAGING, QA), OrderRule.Require.ANY, Duration.ofHours(2));
        application.verified(STAGING, release(1));
        application.passes(Duration.ofHours(1)).verified(QA, release(1));

        assertThat(ask(soaked, release(1)))
                .isEqualTo(new Finding(
                        "Order",
                        "order",
                        Status.WAITING,
                        "1.1 must have been verified in staging and qa for 2h, which is so at 2026-03-02T12:00:00Z.",
                        "People with the permission to override",
                        Instant.parse("2026-03-02T12:00:00Z")));
        assertThat(ask(either, release(1)).changesAt()).isEqualTo("2026-03-02T11:00:00Z");
        application.passes(Duration.ofHours(1));
        assertThat(ask(either, release(1)).reason())
                .isEqualTo("Verified in staging and qa, same version 1.1, at least 2h ago.");
        assertThat(ask(soaked, release(1)).reason()).contains("verified in qa for 2h");
        application.verified(STAGING, release(1));
        application.passes(Duration.ofHours(1));
        assertThat(ask(soaked, release(1)).changesAt()).isEqualTo("2026-03-02T13:00:00Z");
        application.passes(Duration.ofHours(1));
        assertThat(ask(soaked, release(1)).status()).isEqualTo(Status.SATISFIED);
        assertThat(soaked.sentence()).isEqualTo("staging and qa verified it at least 2h ago");
    }

    @Test
    void aSoakIsPositiveAndNotForever() {
        for (Duration soak : List.of(Duration.ofSeconds(-1), Duration.ofMillis(5), Duration.ofDays(400))) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new OrderRule(List.of(STAGING), null, soak))
                    .withMessageStartingWith("order soak: ");
        }
        assertThat(new OrderRule(List.of(STAGING), null, Duration.ZERO)).isEqualTo(after(STAGING));
    }

    @Test
    void itSaysWhatItDemands() {
        assertThat(all.sentence()).isEqualTo("staging and qa verified it");
        assertThat(any.sentence()).isEqualTo("staging or qa verified it");
    }
}
