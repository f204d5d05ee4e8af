package io.jenkins.plugins.promotion.demo;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.Functions;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What {@code hpi:run} shows: the script of {@code src/demo}, run in a Jenkins of the test. */
@WithJenkins
class DemoTest {
    private JenkinsRule jenkins;
    private Demo demo;

    @BeforeEach
    void use(JenkinsRule rule) throws IOException {
        assumeFalse(Functions.isWindows(), "the demo deploys with a shell script");
        jenkins = rule;
        demo = new Demo(rule);
    }

    @AfterEach
    void stopServices() {
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void aReleaseIsLiveTheNextOneWaitsForAReleaseManagerAndABadOneIsBroughtBack() throws Exception {
        demo.run();

        WorkflowJob storefront = jenkins.jenkins.getItemByFullName("storefront", WorkflowJob.class);
        assertMay("jo", storefront, true, false, false);
        assertMay("priya", storefront, true, true, false);
        assertMay("ines", storefront, true, true, false);
        assertMay("admin", storefront, true, true, true);
        jenkins.createWebClient().login("jo", "jo");
        WorkflowRun first = Demo.started(storefront, 1);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        assertOutcomes(storefront, "production", "2.14.1 VERIFIED");
        assertThat(demo.answer(3)).isEqualTo("2.14.1");
        WorkflowRun second = Demo.started(storefront, 2);
        jenkins.waitForMessage("[why] Release managers: 0 of 1 from priya, ines.", second);
        assertThat(demo.answer(1)).isEqualTo("2.14.2");
        assertThat(demo.answer(2)).isEqualTo("2.14.2");
        assertThat(demo.answer(3)).isEqualTo("2.14.1");

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> approve(storefront, "production-2", "jo"));
        approve(storefront, "production-2", "ines");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        assertThat(demo.answer(3)).isEqualTo("2.14.2");
        assertThat(slot(storefront, "production").live().orElseThrow().release().artifacts())
                .singleElement()
                .satisfies(artifact -> assertThat(artifact.name()).isEqualTo("storefront.jar"));

        WorkflowRun third = demo.unhealthy(storefront);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(third));
        jenkins.assertLogContains("healthGate: FAIL. A check was not well 5 times in a row.", third);
        assertOutcomes(storefront, "production", "2.14.1 VERIFIED", "2.14.2 VERIFIED", "2.14.3 ROLLED_BACK");
        assertThatThePageShowsTheGateThatFailedAndTheOneOfTheRollback(third);
        assertThat(demo.answer(3)).isEqualTo("2.14.2");
    }

    private void assertThatThePageShowsTheGateThatFailedAndTheOneOfTheRollback(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = client.login("jo", "jo").getPage(run);
            List<HtmlElement> gates = page.getByXPath("//*[starts-with(@id, 'promo-gate-')]");
            assertThat(gates).hasSize(2);
            assertThat(gates.get(0).asNormalizedText())
                    .contains("Failed")
                    .contains("The status is 503 instead of 200-299.")
                    .contains("5 times not well");
            assertThat(gates.get(1).asNormalizedText()).contains("Passed").contains("/version");
        }
    }

    @Test
    void aHomeOfSomebodyElseIsLeftAlone() throws Exception {
        jenkins.createFreeStyleProject("mine");

        demo.run();

        assertThat(jenkins.jenkins.getItem("storefront")).isNull();
        assertThat(jenkins.jenkins.isUseSecurity()).isFalse();
        assertThat(jenkins.jenkins.getGlobalNodeProperties()).isEmpty();
        assertThat(new File(jenkins.jenkins.getRootDir(), "storefront")).doesNotExist();
    }

    private static void assertMay(String user, Item item, boolean build, boolean approve, boolean configure) {
        var person = User.getById(user, false).impersonate2();
        assertThat(item.getACL().hasPermission2(person, Item.BUILD)).isEqualTo(build);
        assertThat(item.getACL().hasPermission2(person, PromotionPermissions.APPROVE))
                .isEqualTo(approve);
        assertThat(item.getACL().hasPermission2(person, Item.CONFIGURE)).isEqualTo(configure);
    }
}
