package io.jenkins.plugins.promotion.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down and started again in the middle of a build that was started for one release in one environment. */
class UndoneRequestRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aBuildThatHasNotAskedWhenJenkinsComesBackFails() throws Throwable {
        sessions.then(jenkins -> start(jenkins, "semaphore 'middle'"));
        sessions.then(jenkins -> {
            WorkflowRun run = goOn(jenkins);
            jenkins.assertBuildStatus(Result.FAILURE, run);
            jenkins.assertLogContains("has asked for staging: nothing was done there.", run);
        });
        sessions.then(jenkins -> {
            assertThat(run(jenkins).getResult()).isEqualTo(Result.FAILURE);
            assertThat(run(jenkins).getAction(CarriedRequest.class).isLeftUndone())
                    .isTrue();
        });
    }

    @Test
    void aBuildThatHasAskedBeforeIsNotTouchedAlthoughItWasRefused() throws Throwable {
        sessions.then(jenkins -> start(jenkins, """
                try {
                    promoteTo(environment: 'staging', waitTimeout: 'soon') {}
                } catch (e) {
                    echo 'refused'
                }
                semaphore 'middle'
                """));
        sessions.then(jenkins -> {
            WorkflowRun run = goOn(jenkins);
            jenkins.assertBuildStatusSuccess(run);
            jenkins.assertLogContains("refused", run);
            jenkins.assertLogNotContains("nothing was done", run);
        });
    }

    private static void start(JenkinsRule jenkins, String script) throws Exception {
        Promotions promotions = new Promotions(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo(environment: 'staging', version: '1.0') {}");
        jenkins.buildAndAssertSuccess(shop);
        shop.setDefinition(promotions.script(script));
        try (ACLContext ignored = ACL.as2(User.getById("jonas", true).impersonate2())) {
            BuildRequests.of(Promotions.slots(shop).application(), shop)
                    .promote(EnvironmentName.of("staging"), PromotionId.parse("staging-1"), null, null);
        }
        SemaphoreStep.waitForStart("middle/1", null);
    }

    private static WorkflowRun goOn(JenkinsRule jenkins) throws Exception {
        SemaphoreStep.success("middle/1", null);
        return jenkins.waitForCompletion(run(jenkins));
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(2);
    }
}
