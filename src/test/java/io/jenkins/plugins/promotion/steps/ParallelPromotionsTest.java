package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.lang3.StringUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.RepeatedTest;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Several branches of one build promote at once. */
@WithJenkins
class ParallelPromotionsTest {
    @RepeatedTest(3)
    void branchesThatAskForTheSameEachHaveTheirOwnPromotionAndTheirTurn(JenkinsRule jenkins) throws Exception {
        WorkflowJob shop = new Promotions(jenkins).pipeline("shop", """
                        def one = { name -> promoteTo('staging') { echo "$name begins"; sleep 1; echo "$name as $PROMOTION_ID" } }
                        parallel a: { one 'a' }, b: { one 'b' }
                        """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertOutcomes(shop, "staging", "1 VERIFIED", "1 VERIFIED");
        assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "as staging-1"))
                .isOne();
        assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "as staging-2"))
                .isOne();
    }
}
