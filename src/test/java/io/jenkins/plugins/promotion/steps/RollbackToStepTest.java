package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code rollbackTo} in Pipelines, into staging, which has no rules, where nothing else is said. */
@WithJenkins
class RollbackToStepTest {
    private static final String BACK = "rollbackTo(environment: 'staging', reason: 'orders are lost') "
            + "{ echo \"$PROMOTION_MODE to $PROMOTION_VERSION from $PROMOTION_PREVIOUS_VERSION as $PROMOTION_ID\" }";

    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
    }

    /** A job that has brought each of these versions to staging, with {@code !} after those with an irreversible migration. */
    private WorkflowJob shop(String... versions) throws Exception {
        WorkflowJob shop = null;
        for (String version : versions) {
            String migration = version.endsWith("!") ? ", migration: 'irreversible'" : "";
            shop = promotions.pipeline(
                    "shop",
                    "promoteTo(environment: 'staging', version: '" + version.replace("!", "") + "'" + migration
                            + ") { echo 'x' }");
            jenkins.buildAndAssertSuccess(shop);
        }
        return shop;
    }

    @Test
    void bringsTheReleaseBeforeBackAndQuarantinesTheOneThatIsLeft() throws Exception {
        shop("1.0", "1.1", "1.2");
        WorkflowJob shop = promotions.pipeline("shop", BACK);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("[promotion] Rolling staging back from 1.2 to 1.1 (staging-2): orders are lost", run);
        jenkins.assertLogContains("[promotion] 1.2 is put into quarantine as the rollback starts.", run);
        jenkins.assertLogContains("[promotion] Bringing 1.1 back to staging (staging-4).", run);
        jenkins.assertLogContains("rollback to 1.1 from 1.2 as staging-4", run);
        jenkins.assertLogContains("[promotion] 1.1 is verified in staging.", run);
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.2 VERIFIED", "1.1 VERIFIED");
        assertThat(promotion(shop, "staging-4").requested().kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(promotion(shop, "staging-4").requested().rollback().reason()).isEqualTo("orders are lost");
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.1");
        assertThat(slot(shop, "staging").quarantines())
                .extracting(Quarantine::version)
                .containsExactly("1.2");

        jenkins.buildAndAssertSuccess(shop);
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .as("the next one goes one further, not to and fro")
                .isEqualTo("1.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'environment: "staging", reason: "x", to: "1.2"'       | 1.2 is the release that a rollback would leave. Safe to come back to: 1.1 (staging-2), 1.0 (staging-1).
            'environment: "staging", reason: "x", to: "staging-3"' | 1.2 is the release that a rollback would leave.
            'environment: "staging", reason: "x", to: "7.0"'       | Nothing called '7.0' was ever promoted to staging.
            'environment: "development", reason: "x"'              | No release was ever verified in development.
            'environment: "prodution", reason: "x"'                | did you mean 'production'?
            'environment: "staging"'                               | reason: a missing value is not allowed; a rollback needs one
            'environment: "staging", reason: "x", waitTimeout: "soon"' | a duration is written 30s, 10m
            """)
    void refusesAndSaysWhatIsSafe(String arguments, String message) throws Exception {
        shop("1.0", "1.1", "1.2");
        WorkflowJob shop = promotions.pipeline("shop", "rollbackTo(" + arguments + ") { echo 'never' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("ERROR: rollbackTo: ", run);
        jenkins.assertLogContains(message, run);
        jenkins.assertLogNotContains("never", run);
        jenkins.assertLogNotContains("\tat io.jenkins.plugins.promotion", run);
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.2 VERIFIED");
    }

    @Test
    void thereIsNoWayPastAnIrreversibleMigration() throws Exception {
        shop("1.0", "1.1!", "1.2");
        WorkflowJob shop = promotions.pipeline("shop", BACK);
        jenkins.buildAndAssertSuccess(shop);
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.1");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains(
                "ERROR: rollbackTo: 1.0 lies behind the irreversible migration of 1.1 (staging-2): it cannot work on the"
                        + " data as it is now. There is no release to come back to: promote one that mends it.",
                run);
    }

    @Test
    void aDeploymentWithAnIrreversibleMigrationIsNotRolledBack() throws Exception {
        shop("1.0");
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo(environment: 'staging', version: '1.1', onFailure: 'rollback', migration: 'irreversible')"
                        + " { error 'no disk' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("It was not rolled back: 1.0 lies behind the irreversible migration of 1.1", run);
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 FAILED");
    }

    @Test
    void anUnknownWordForTheMigrationIsRefused() throws Exception {
        WorkflowJob shop =
                promotions.pipeline("shop", "promoteTo(environment: 'staging', migration: 'some') { echo 'x' }");

        jenkins.assertLogContains(
                "migration: 'some' is not allowed; it takes 'none' or 'backwardCompatible' or 'irreversible'",
                jenkins.buildAndAssertStatus(Result.FAILURE, shop));
    }

    @Test
    void aMigrationThatIsCrossedIsTold() throws Exception {
        shop("1.0");
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo(environment: 'staging', version: '1.1', migration: 'backwardCompatible') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        promotions.pipeline("shop", BACK);

        jenkins.assertLogContains(
                "1.0 has to live with the migrations of 1.1 (staging-2, backwardCompatible).",
                jenkins.buildAndAssertSuccess(shop));
    }

    @Test
    void anUnknownSlotIsSettledByARollback() throws Exception {
        shop("1.0");
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo(environment: 'staging', version: '1.1') { semaphore 'deploying' }");
        WorkflowRun killed = promotions.start(shop);
        SemaphoreStep.waitForStart("deploying/1", killed);
        killed.doKill();
        jenkins.waitForCompletion(killed);
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.UNKNOWN);
        promotions.pipeline("shop", BACK);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("rollback to 1.0 from 1.1 as staging-3", run);
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
    }

    @Test
    void aRollbackThatFailsLeavesTheSlotBrokenUntilAnotherSucceeds() throws Exception {
        shop("1.0", "1.1");
        WorkflowJob shop =
                promotions.pipeline("shop", "rollbackTo(environment: 'staging', reason: 'x') { error 'no disk' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains(
                "staging is BROKEN: The rollback failed: no disk Nothing is deployed there before somebody acknowledges"
                        + " what is live or rolls back.",
                run);
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.0 BROKEN");
        promotions.pipeline("shop", BACK);
        jenkins.buildAndAssertSuccess(shop);
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.0");
    }

    @Test
    void anAbortIsAFailureOfTheRollback() throws Exception {
        shop("1.0", "1.1");
        WorkflowJob shop =
                promotions.pipeline("shop", "rollbackTo(environment: 'staging', reason: 'x') { semaphore 'back' }");
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("back/1", run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.0 BROKEN");
    }

    @Test
    void ofTwoAtOnceOneGoesBackAndTheOtherIsRefused() throws Exception {
        shop("1.0", "1.1", "1.2");
        WorkflowJob shop =
                promotions.pipeline("shop", "rollbackTo(environment: 'staging', reason: 'x') { semaphore 'back' }");
        WorkflowRun first = promotions.start(shop);
        SemaphoreStep.waitForStart("back/1", first);
        WorkflowRun second = promotions.start(shop);
        promotions.awaitWaiting(second);

        SemaphoreStep.success("back/1", null);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(second));
        jenkins.assertLogContains(
                "It was to leave 1.2, and 1.1 is what a rollback would leave now. Look again, and ask again.", second);
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.1");
    }

    @Test
    void asAnOptionOfAStageTheStageIsTheRollback() throws Exception {
        shop("1.0", "1.1");
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                    agent none
                    stages {
                        stage('Back') {
                            agent any
                            options { rollbackTo(environment: 'staging', reason: 'orders are lost', quarantine: false) }
                            steps { echo "back to $PROMOTION_VERSION" }
                        }
                    }
                }
                """);

        jenkins.assertLogContains("back to 1.0", jenkins.buildAndAssertSuccess(shop));
        assertThat(slot(shop, "staging").quarantines()).isEmpty();
    }

    /** The environment waives its approval; only whoever may roll back profits from that. */
    @ParameterizedTest
    @CsvSource({"ops, true", "jo, false", "nobody, false"})
    void theFastPathIsForThoseWhoMayRollBack(String who, boolean fast) throws Exception {
        shop("1.0", "1.1");
        configure("""
                unclassified:
                  environmentPromotion:
                    environments:
                      - name: staging
                        approvals:
                          - count: 1
                        rollback:
                          waives: [approvals]
                """);
        JenkinsRule.DummySecurityRealm realm = jenkins.createDummySecurityRealm();
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("ops", "jo")
                .grant(PromotionPermissions.ROLLBACK)
                .everywhere()
                .to("ops"));
        WorkflowJob shop = promotions.pipeline("shop", BACK);

        WorkflowRun run = start(shop, who);

        if (fast) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(promotion(shop, "staging-3").evidence())
                    .anyMatch(reason -> reason.startsWith("Approvals: Waived for rollbacks of staging."));
        } else {
            promotions.awaitWaiting(run);
            jenkins.assertLogContains("Nothing is waived, although staging waives approvals for rollbacks", run);
            jenkins.assertLogContains("[why] Approvals: 0 of 1", run);
            assertThat(slot(shop, "staging").quarantines()).isEmpty();
            approve(shop, "staging-3", "priya");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }
        assertThat(promotion(shop, "staging-3").requested().rollback().fast()).isEqualTo(fast);
    }

    private static WorkflowRun start(WorkflowJob job, String who) throws Exception {
        if (who.equals("nobody")) {
            return job.scheduleBuild2(0).waitForStart();
        }
        User user = User.getById(who, true);
        try (ACLContext ignored = ACL.as2(user.impersonate2())) {
            return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(who)))
                    .waitForStart();
        }
    }

    private static void configure(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }
}
