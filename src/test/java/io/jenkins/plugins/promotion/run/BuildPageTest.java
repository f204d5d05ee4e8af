package io.jenkins.plugins.promotion.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.steps.Promotions;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of a build shows, to whom, and what its forms do without script. */
@WithJenkins
class BuildPageTest {
    private static final String TO_PRODUCTION =
            "promoteTo(environment: 'staging', version: '2.0') { echo 'x' }\npromoteTo('production') { echo 'live' }";

    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "jonas", "priya")
                .grant(PromotionPermissions.APPROVE)
                .everywhere()
                .to("jonas", "priya"));
    }

    @Test
    void aPromotionThatWaitsShowsWhyWhoAndWhenAndIsApprovedByAPlainForm() throws Exception {
        WorkflowRun run = waiting(TO_PRODUCTION, "jonas");

        HtmlPage page = web("priya").getPage(run);

        assertThat(text(page))
                .contains("What production waits for")
                .contains("One more approval is needed.")
                .contains("0 of 1 from people with the permission to approve");
        HtmlForm form = page.querySelector("form[data-promo-form]");
        form.getTextAreaByName("comment").setText("Read <b>it</b>");
        form.getButtonByName("decision").click();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        HtmlPage after = web("reader").getPage(run);
        assertThat(text(after)).contains("Verified").contains("Read <b>it</b>");
        assertThat(after.querySelectorAll("form[data-promo-form]")).isEmpty();
    }

    private WorkflowRun waiting(String script, String initiator) throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", script);
        User.getById(initiator, true);
        WorkflowRun run = shop.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(initiator)))
                .waitForStart();
        promotions.awaitWaiting(run);
        return run;
    }

    private JenkinsRule.WebClient web(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.login(user);
    }

    private static String text(HtmlPage page) {
        return page.getBody().getTextContent().replaceAll("\\s+", " ");
    }
}
