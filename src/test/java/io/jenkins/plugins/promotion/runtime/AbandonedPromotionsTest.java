package io.jenkins.plugins.promotion.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is told of promotions whose build says nothing. */
@WithJenkins
class AbandonedPromotionsTest {
    private static final PromotionId STAGING_1 = PromotionId.parse("staging-1");

    @Test
    void aBuildThatTheReaderMayNotSeeIsNotGone(JenkinsRule jenkins) throws Exception {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setApprovals(List.of(new ApprovalDefinition()));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob hidden =
                promotions.pipeline("hidden", "promoteTo(environment: 'staging', application: 'shop') { echo 'live' }");
        WorkflowJob open = promotions.pipeline("open", "echo 'nothing yet'");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("jonas")
                .grant(Item.READ)
                .onItems(open)
                .to("jonas"));
        WorkflowRun waits = promotions.start(hidden);
        promotions.awaitWaiting(waits);
        ApplicationSlots slots = Promotions.slots(open, "shop");
        // as between the start of Jenkins and the moment at which the build comes back to its promotion
        AttachedPromotions.get().detach(slots.application(), STAGING_1);

        SlotState seen;
        try (ACLContext jonas = ACL.as2(User.getById("jonas", true).impersonate2())) {
            assertThat(jenkins.jenkins.getItemByFullName("hidden")).isNull();
            seen = AbandonedPromotions.settle(slots, STAGING_1.environment());
        }

        assertThat(seen.find(STAGING_1).orElseThrow().isWaiting()).isTrue();
        Promotions.stop(waits);
        jenkins.waitForCompletion(waits);
    }
}
