package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slots;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import io.jenkins.plugins.promotion.view.Requests;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who is named as an approver in the history. */
@WithJenkins
class ApprovalsTest {
    private Readers readers;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        readers = new Readers(rule);
        shop = rule.createProject(WorkflowJob.class, "shop");
        need(2);
    }

    @Test
    void whoWithdrewOrSpokeOfAnOlderRuleIsNotNamed() throws Exception {
        PromotionId id = Requests.ask(shop, "guarded", "1.0");
        Promotions.approve(shop, id.toString(), "priya");
        slots(shop).handle(id.environment(), new Command.WithdrawVote(id, null, Principal.of("priya")));
        Promotions.approve(shop, id.toString(), "olga");
        need(3);
        Promotions.approve(shop, id.toString(), "roland");
        assertThat(approvers(id)).containsExactly("roland");
        need(1);
        assertThat(approvers(id)).as("under the rule as it is now").isEmpty();
        need(3);
        Promotions.approve(shop, id.toString(), "admin");
        Promotions.approve(shop, id.toString(), "mei");
        assertThat(promotion(shop, "guarded-1").isHolder()).isTrue();

        need(1);

        assertThat(approvers(id)).as("what counted when it began").containsExactly("roland", "admin", "mei");
        Requests.end(shop, id, null);
        assertThat(approvers(id)).containsExactly("roland", "admin", "mei");
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/")))
                .contains("roland, admin, mei")
                .doesNotContain("olga");
        assertThat(readers.json("reader", shop.getUrl() + "release-history/api/json")
                        .getJSONArray("releases")
                        .getJSONObject(0)
                        .getJSONArray("approvedBy")
                        .join(" "))
                .isEqualTo("\"roland\" \"admin\" \"mei\"");
    }

    @Test
    void whatWentWithoutARuleSaysSo() throws Exception {
        PromotionId id = Requests.ask(shop, "guarded", "1.0");
        Promotions.approve(shop, id.toString(), "priya");
        need(3);
        slots(shop)
                .handle(
                        id.environment(),
                        new Command.Override(id, "Approvals", Principal.of("olga"), "Nobody else is in"));

        assertThat(promotion(shop, "guarded-1").isHolder()).isTrue();
        assertThat(approvers(id)).as("the vote was for an older rule").isEmpty();
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/?outcome=OVERRIDDEN&text=olga")))
                .contains("Overridden")
                .contains("'Approvals' was lifted by olga: Nobody else is in")
                .contains("1 to 1 of 1");
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/?outcome=HOTFIX")))
                .contains("No release matches this filter.");
        assertThat(readers.json("reader", shop.getUrl() + "release-history/api/json")
                        .getJSONArray("releases")
                        .getJSONObject(0)
                        .getJSONArray("overrides")
                        .getJSONObject(0)
                        .getString("by"))
                .isEqualTo("olga");
    }

    private List<String> approvers(PromotionId id) {
        ReleaseHistory history = ReleaseHistory.read(slots(shop));
        return Approvals.of(promotion(shop, id.toString()), history, Instant.now()).stream()
                .map(Principal::id)
                .toList();
    }

    private static void need(int count) {
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setCount(count);
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        guarded.setApprovals(List.of(approvals));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(guarded));
    }
}
