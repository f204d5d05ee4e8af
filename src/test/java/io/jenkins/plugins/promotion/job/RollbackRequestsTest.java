package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rollbacks that a build carries, in jobs that changed, by several people, and beside promotions. */
@WithJenkins
class RollbackRequestsTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        new Readers(rule);
        promotions = new Promotions(rule);
        for (String version : new String[] {"1.0", "1.1", "1.2"}) {
            shop = promotions.pipeline(
                    "shop",
                    "promoteTo(environment: 'staging', version: '" + version
                            + "') { echo \"$PROMOTION_MODE to $PROMOTION_VERSION\" }");
            jenkins.buildAndAssertSuccess(shop);
        }
    }

    private void rollBack(String user, String to) {
        try (ACLContext ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            BuildRequests.of(Promotions.slots(shop).application(), shop)
                    .rollBack(Promotions.STAGING, to, null, "orders are lost", false);
        }
    }

    private WorkflowRun finished(int number) throws Exception {
        jenkins.waitUntilNoActivity();
        return jenkins.waitForCompletion(shop.getBuildByNumber(number));
    }

    @Test
    void aJobThatWasRenamedAndWhoseBuildsAreGoneIsRolledBack() throws Exception {
        shop.renameTo("store");
        shop.getBuildByNumber(1).delete();
        shop.getBuildByNumber(2).delete();

        rollBack("roland", "1.0");

        jenkins.assertLogContains("rollback to 1.0", jenkins.assertBuildStatusSuccess(finished(4)));
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.0");
        assertThat(promotion(shop, "staging-4").release().build()).hasToString("store #4");
    }

    @Test
    void ofTwoPeopleWhoAskForTheSameOneBuildIsStarted() throws Exception {
        jenkins.jenkins.doQuietDown();
        rollBack("roland", "previous");
        rollBack("admin", "previous");
        jenkins.jenkins.doCancelQuietDown();

        jenkins.assertBuildStatusSuccess(finished(4));
        assertThat(shop.getNextBuildNumber()).isEqualTo(5);
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.1");
    }

    @Test
    void ofTwoPeopleWhoAskForDifferentReleasesTheSecondIsRefused() throws Exception {
        shop.setDefinition(promotions.script("promoteTo('staging') { sleep 1 }"));
        rollBack("roland", "1.1");
        rollBack("admin", "1.0");
        jenkins.waitUntilNoActivity();

        List<Result> results = shop.getBuilds().stream()
                .filter(run -> run.getNumber() > 3)
                .map(WorkflowRun::getResult)
                .toList();
        assertThat(results).containsExactlyInAnyOrder(Result.SUCCESS, Result.FAILURE);
        assertThat(slot(shop, "staging").ended())
                .filteredOn(ended -> ended.requested().kind() == Kind.ROLLBACK
                        && ended.outcome().touchedTarget())
                .hasSize(1);
    }

    @Test
    void aPromotionThatWaitsIsNotInTheWay() throws Exception {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setApprovals(List.of(new ApprovalDefinition()));
        staging.setRollback(new io.jenkins.plugins.promotion.config.RollbackDefinition(List.of("approvals")));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        shop.setDefinition(
                promotions.script(
                        "promoteTo(environment: 'staging', version: '1.3') { echo \"$PROMOTION_MODE to $PROMOTION_VERSION\" }"));
        WorkflowRun waits = promotions.start(shop);
        jenkins.waitForMessage("[why] Approvals", waits);

        rollBack("roland", "previous");
        jenkins.waitForMessage("rollback to 1.1", awaited(5));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(awaited(5)));

        assertThat(promotion(shop, "staging-4").isWaiting()).isTrue();
        Promotions.approve(shop, "staging-4", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waits));
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.2 VERIFIED", "1.1 VERIFIED", "1.3 VERIFIED");
    }

    @Test
    void aPromotionThatRunsComesToItsEndFirst() throws Exception {
        shop.setDefinition(promotions.script("""
                promoteTo(environment: 'staging', version: '1.3') {
                  if (PROMOTION_MODE == 'deploy') { semaphore 'runs' }
                  echo "$PROMOTION_MODE to $PROMOTION_VERSION"
                }
                """));
        WorkflowRun runs = promotions.start(shop);
        SemaphoreStep.waitForStart("runs/1", runs);

        rollBack("roland", "previous");
        jenkins.waitForMessage("[why] Slot", awaited(5));
        SemaphoreStep.success("runs/1", null);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(runs));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(awaited(5)));
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.2 VERIFIED", "1.3 VERIFIED", "1.2 VERIFIED");
    }

    @Test
    void aRollbackWhoseBuildIsDeletedWhileItWaitsHasTouchedNothing() throws Exception {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setApprovals(List.of(new ApprovalDefinition()));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        rollBack("roland", "previous");
        WorkflowRun waits = awaited(4);
        jenkins.waitForMessage("[why] Approvals", waits);

        waits.doKill();
        jenkins.waitForCompletion(waits);
        waits.delete();
        AbandonedPromotions.settle(Promotions.slots(shop), Promotions.STAGING);

        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.2 VERIFIED", "1.1 ABORTED");
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.2");
    }

    @Test
    void whatWouldLeaveNothingElseIsRefusedBeforeAnythingStarts() {
        for (String to : List.of("1.2", "9", "production-1")) {
            assertThatThrownBy(() -> rollBack("roland", to)).isInstanceOf(NotPossibleException.class);
        }
        assertThat(shop.getNextBuildNumber()).isEqualTo(4);
    }

    private WorkflowRun awaited(int number) throws InterruptedException {
        while (shop.getBuildByNumber(number) == null) {
            Thread.sleep(50);
        }
        return shop.getBuildByNumber(number);
    }
}
