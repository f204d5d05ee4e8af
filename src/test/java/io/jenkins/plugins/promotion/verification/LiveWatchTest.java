package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.config.RollbackDefinition;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.health.MetricHealthCheck;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is watched after its build has ended, against a real service on this machine, and what follows. */
@WithJenkins
class LiveWatchTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private WebService service;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        service = new WebService().status("/shop", 200);
        shop = promotions.pipeline("shop", """
                promoteTo(environment: 'staging', version: "1.$BUILD_NUMBER") { echo "$PROMOTION_MODE $PROMOTION_VERSION" }
                """);
    }

    @AfterEach
    void end() {
        service.close();
    }

    private EnvironmentDefinition configure(OnUnwell onUnwell) {
        EnvironmentDefinition staging = Demands.watched(service.url("/shop"), onUnwell);
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        return staging;
    }

    private Watch watch(String id) {
        return slot(shop, "staging").watch(PromotionId.parse(id)).orElseThrow();
    }

    private void awaitEnd(String id) throws InterruptedException {
        Demands.await(() -> watch(id).end() != null);
    }

    private Path file() {
        return shop.getRootDir().toPath().resolve("promotions/staging.watching");
    }

    @Test
    void whatIsNotWellAfterItsBuildIsRolledBackOnceAndTheRollbackIsNot() throws Exception {
        EnvironmentDefinition staging = configure(OnUnwell.ROLLBACK);
        jenkins.buildAndAssertSuccess(shop);
        jenkins.buildAndAssertSuccess(shop);
        assertThat(watch("staging-1").overtakenAt()).isNotNull();
        assertThat(watch("staging-2").isOn()).isTrue();
        assertThat(Files.exists(file())).isTrue();
        ApprovalDefinition approvals = new ApprovalDefinition();
        staging.setApprovals(List.of(approvals));
        staging.setRollback(new RollbackDefinition(List.of("approvals")));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));

        service.status("/shop", 503);

        Demands.await(() -> watch("staging-2").triggered() != null);
        assertThat(watch("staging-2").triggered().problem()).isNull();
        Demands.await(() -> shop.getBuildByNumber(3) != null);
        WorkflowRun back = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getBuildByNumber(3)));
        jenkins.assertLogContains("The watch over staging found that the release of staging-2 is not well", back);
        jenkins.assertLogContains("rollback 1.1", back);
        assertThat(promotion(shop, "staging-3").requested().kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(promotion(shop, "staging-3").requested().rollback().fast())
                .as("the environment asks for it")
                .isTrue();
        assertThat(promotion(shop, "staging-3").requested().rollback().reason())
                .startsWith("1.2 was not well after its build had ended: A check was not well 2 times in a row.");
        assertThat(slot(shop, "staging").quarantines())
                .extracting(Quarantine::version)
                .containsExactly("1.2");

        awaitEnd("staging-3");
        assertThat(watch("staging-3").end().verdict()).isEqualTo("FAIL");
        assertThat(watch("staging-3").end().follows()).isEqualTo(OnUnwell.REPORT);
        jenkins.waitUntilNoActivity();
        assertThat(shop.getNextBuildNumber())
                .as("a rollback is not rolled back")
                .isEqualTo(4);
        Demands.await(() -> Files.notExists(file())); // nothing is left behind
    }

    @Test
    void peopleAreAskedOnTheCardOfTheEnvironment() throws Exception {
        Readers readers = new Readers(jenkins);
        configure(OnUnwell.ASK);
        jenkins.buildAndAssertSuccess(shop);
        jenkins.buildAndAssertSuccess(shop);
        assertThat(text(readers.page("roland", shop.getUrl()))).contains("Watched until");

        service.status("/shop", 503);
        awaitEnd("staging-2");

        HtmlPage page = readers.page("roland", shop.getUrl());
        assertThat(text(page))
                .contains(
                        "Watched after its build: FAIL. A check was not well 2 times in a row. Those who may roll back"
                                + " are asked whether it goes back.");
        assertThat(page.querySelector(".promo-path").getTextContent())
                .contains("Not well")
                .doesNotContain("Verified");
        assertThat(page.<org.htmlunit.html.HtmlAnchor>getFirstByXPath("//a[contains(@href,'rollback/?environment=')]")
                        .getAttribute("class"))
                .contains("jenkins-button--primary");
        assertThat(readers.json("roland", shop.getUrl() + "release-history/api/json")
                        .toString())
                .contains("\"onUnwell\":\"ask\"")
                .contains("\"verdict\":\"FAIL\"");
        jenkins.waitUntilNoActivity();
        assertThat(shop.getNextBuildNumber()).isEqualTo(3);
    }

    @Test
    void whatCannotBeMeasuredHasNoConsequences() throws Exception {
        EnvironmentDefinition staging = configure(OnUnwell.ROLLBACK);
        jenkins.buildAndAssertSuccess(shop);
        MetricHealthCheck errors = new MetricHealthCheck("nowhere", "errors");
        errors.setBelow("1");
        staging.getWatch().setChecks(List.of(errors));
        staging.getWatch().setTimeout("3s");
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        jenkins.buildAndAssertSuccess(shop);

        awaitEnd("staging-2");

        assertThat(watch("staging-2").end().verdict()).isEqualTo("INCONCLUSIVE");
        assertThat(watch("staging-2").end().follows()).isEqualTo(OnUnwell.REPORT);
        jenkins.waitUntilNoActivity();
        assertThat(shop.getNextBuildNumber()).isEqualTo(3);
    }

    @Test
    void nothingIsDoneWhileSomethingElseHoldsTheSlot() throws Exception {
        configure(OnUnwell.ROLLBACK);
        jenkins.buildAndAssertSuccess(shop);
        jenkins.buildAndAssertSuccess(shop);
        shop.setDefinition(promotions.script("promoteTo(environment: 'staging', version: '2') { semaphore 'holds' }"));
        WorkflowRun holds = promotions.start(shop);
        SemaphoreStep.waitForStart("holds/1", holds);

        service.status("/shop", 503);
        assertThat(LiveWatches.get().state(Promotions.slots(shop).application(), Promotions.STAGING))
                .as("nobody looks any more")
                .isEmpty();
        assertThat(watch("staging-2").overtakenAt()).isNotNull();
        service.status("/shop", 200);
        SemaphoreStep.success("holds/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(holds));

        assertThat(watch("staging-3").isOn()).isTrue();
        assertThat(watch("staging-2").end()).isNull();
        assertThat(slot(shop, "staging").ended())
                .allMatch(ended -> ended.outcome() == Outcome.VERIFIED)
                .hasSize(3);
    }

    @Test
    void whatCannotBeStartedIsRecordedAndAskedOfPeople() throws Exception {
        configure(OnUnwell.ROLLBACK);
        jenkins.buildAndAssertSuccess(shop);
        jenkins.buildAndAssertSuccess(shop);
        shop.makeDisabled(true);

        service.status("/shop", 503);
        Demands.await(() -> watch("staging-2").triggered() != null);

        assertThat(watch("staging-2").triggered().problem()).contains("shop cannot be built: it is disabled");
        assertThat(watch("staging-2").asks()).isTrue();
        shop.makeDisabled(false);
        jenkins.waitUntilNoActivity();
        assertThat(shop.getNextBuildNumber()).isEqualTo(3);
    }
}
