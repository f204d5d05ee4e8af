package io.jenkins.plugins.promotion.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.steps.Promotions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in which the Git plugin is not installed. */
class WithoutGitTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().omitPlugins("git", "git-client");

    @Test
    void everythingWorksAndTheTagIsRecordedAsNotMade() throws Throwable {
        jenkins.then(WithoutGitTest::promote);
    }

    private static void promote(JenkinsRule rule) throws Exception {
        assertThat(rule.jenkins.getPlugin("git")).isNull();
        Tagged.staging(Tagged.tag("v{version}", null));
        WorkflowJob shop = new Promotions(rule).pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        rule.buildAndAssertSuccess(shop);
        TagRecord tag = Tagged.ended(shop, "staging-1").get(0);
        assertThat(tag.end().outcome()).isEqualTo(TagOutcome.FAILED);
        assertThat(tag.end().reason()).isEqualTo("The Git plugin is not installed.");
    }
}
