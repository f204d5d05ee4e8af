package io.jenkins.plugins.promotion.cli;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HotfixDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Readers;
import io.jenkins.plugins.promotion.view.Requests;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Decisions about one promotion by command: who may, what is refused, and what it leads to. */
@WithJenkins
class OnePromotionCommandsTest {
    private JenkinsRule jenkins;
    private Cli cli;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        new Readers(rule);
        rule.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, PromotionPermissions.OVERRIDE)
                .everywhere()
                .to("olga")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("benno"));
        cli = new Cli(rule);
        ApprovalDefinition two = new ApprovalDefinition();
        two.setName("Release managers");
        two.setCount(2);
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        guarded.setApprovals(List.of(two));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging"), guarded));
        shop = rule.createProject(WorkflowJob.class, "shop");
    }

    @Test
    void twoApprovalsLetItStart() {
        Requests.ask(shop, "guarded", "1.0");

        Cli.Answer first =
                cli.run("priya", "approve-promotion", "shop", "guarded-1", "--comment", "Load test was fine");
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .isEqualTo("guarded-1: approved.\n"
                        + "guarded-1: waiting Release managers: 1 of 2 from people with the permission to approve."
                        + " Who can change it: People with the permission to approve. It does not change by itself.\n");
        assertThat(first.code()).isZero();
        assertThat(promotion(shop, "guarded-1").votes())
                .extracting(Vote::comment)
                .containsExactly("Load test was fine");

        Cli.Answer second = cli.run("jonas", "approve-promotion", "shop", "guarded-1", "--rule", "Release managers");
        assertThat(second.out()).isEqualTo("guarded-1: approved.\nguarded-1: 1.0 is being deployed.\n");
        assertThat(promotion(shop, "guarded-1").isHolder()).isTrue();

        Cli.Answer late = cli.run("priya", "approve-promotion", "shop", "guarded-1");
        assertThat(late.code()).isEqualTo(4);
        assertThat(late.err()).contains("guarded-1 does not wait any more: it is being deployed.");
    }

    @Test
    void whoLacksThePermissionIsRefusedByEachCommandAndNothingIsRecorded() {
        Requests.ask(shop, "guarded", "1.0", "Backup made");
        long before = slot(shop, "guarded").version();

        for (String user : List.of("reader", "olga", "roland")) {
            assertThat(cli.run(user, "approve-promotion", "shop", "guarded-1").code())
                    .as("%s approves", user)
                    .isEqualTo(6);
            assertThat(cli.run(user, "reject-promotion", "shop", "guarded-1", "--comment", "no")
                            .code())
                    .isEqualTo(6);
            assertThat(cli.run(user, "withdraw-approval", "shop", "guarded-1").code())
                    .isEqualTo(6);
            assertThat(cli.run(user, "tick-promotion", "shop", "guarded-1", "Backup made")
                            .code())
                    .isEqualTo(6);
        }
        for (String user : List.of("reader", "priya", "roland")) {
            assertThat(cli.run(
                                    user,
                                    "override-promotion-rule",
                                    "shop",
                                    "guarded-1",
                                    "Release managers",
                                    "--reason",
                                    "hurry")
                            .code())
                    .as("%s overrides", user)
                    .isEqualTo(6);
            assertThat(cli.run(user, "declare-hotfix", "shop", "guarded-1", "--reason", "hurry")
                            .code())
                    .isEqualTo(6);
        }
        for (String user : List.of("reader", "priya", "olga")) {
            assertThat(cli.run(
                                    user,
                                    "acknowledge-promotion",
                                    "shop",
                                    "guarded-1",
                                    "--found",
                                    "other",
                                    "--reason",
                                    "I looked")
                            .code())
                    .as("%s acknowledges", user)
                    .isEqualTo(6);
        }
        assertThat(slot(shop, "guarded").version()).isEqualTo(before);
    }

    @Test
    void aRejectionEndsIt() {
        Requests.ask(shop, "guarded", "1.0");

        assertThat(cli.run("priya", "reject-promotion", "shop", "guarded-1").code())
                .as("without a comment")
                .isEqualTo(2);
        assertThat(cli.run("priya", "reject-promotion", "shop", "guarded-1", "--comment", " ")
                        .code())
                .isEqualTo(4);
        Cli.Answer rejected = cli.run("priya", "reject-promotion", "shop", "guarded-1", "--comment", "Not on Fridays");

        assertThat(rejected.out()).isEqualTo("guarded-1: ended REJECTED.\n");
        assertThat(promotion(shop, "guarded-1").outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void onesOwnApprovalIsWithdrawn() {
        Requests.ask(shop, "guarded", "1.0");
        cli.run("priya", "approve-promotion", "shop", "guarded-1");

        assertThat(cli.run("jonas", "withdraw-approval", "shop", "guarded-1").err())
                .contains("There is no approval of yours to withdraw from guarded-1.");
        Cli.Answer withdrawn = cli.run("priya", "withdraw-approval", "shop", "guarded-1");

        assertThat(withdrawn.out())
                .startsWith("guarded-1: your approval is withdrawn.\n")
                .contains("0 of 2");
        assertThat(promotion(shop, "guarded-1").votes()).noneMatch(Vote::stands);
    }

    @Test
    void itemsOfAChecklistAreTickedAndUnticked() {
        Requests.ask(shop, "guarded", "1.0", "Backup made", "Support told");

        Cli.Answer ticked = cli.run("priya", "tick-promotion", "shop", "guarded-1", "Backup made");
        assertThat(ticked.out())
                .startsWith("guarded-1: 'Backup made' is ticked.\n")
                .contains("1 of 2 ticked; missing: Support told.");
        assertThat(cli.run("priya", "tick-promotion", "shop", "guarded-1", "Backup made", "--untick")
                        .out())
                .startsWith("guarded-1: 'Backup made' is not ticked any more.\n")
                .contains("0 of 2 ticked");
        Cli.Answer unknown = cli.run("priya", "tick-promotion", "shop", "guarded-1", "Backup");
        assertThat(unknown.code()).isEqualTo(4);
        assertThat(unknown.err()).contains("has the item 'Backup'");
    }

    @Test
    void oneRuleIsLifted() {
        Requests.ask(shop, "guarded", "1.0");

        Cli.Answer unknown =
                cli.run("olga", "override-promotion-rule", "shop", "guarded-1", "Managers", "--reason", "hurry");
        assertThat(unknown.code()).isEqualTo(4);
        assertThat(unknown.err()).contains("Its rules: Release managers.");
        Cli.Answer lifted = cli.run(
                "olga", "override-promotion-rule", "shop", "guarded-1", "release managers", "--reason", "Nobody is in");

        assertThat(lifted.out())
                .isEqualTo("guarded-1: the rule 'release managers' is lifted.\nguarded-1: 1.0 is being deployed.\n");
        assertThat(promotion(shop, "guarded-1").overrides())
                .singleElement()
                .satisfies(override -> assertThat(override.reason()).isEqualTo("Nobody is in"));
    }

    @Test
    void aHotfixIsDeclaredOnlyWhereTheEnvironmentSaysSo() {
        Requests.ask(shop, "guarded", "1.0");

        Cli.Answer refused = cli.run("olga", "declare-hotfix", "shop", "guarded-1", "--reason", "Checkout is down");

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("No emergency hotfix can be declared in guarded.");
    }

    @Test
    void aHotfixIsDeclaredByWhomTheEnvironmentNames() {
        HotfixDefinition hotfix = new HotfixDefinition(0);
        hotfix.setUsers(List.of("olga"));
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        guarded.setApprovals(List.of(new ApprovalDefinition()));
        guarded.setHotfix(hotfix);
        PromotionGlobalConfiguration.get().setEnvironments(List.of(guarded));
        Requests.ask(shop, "guarded", "1.0");
        String[] declaration = {"shop", "guarded-1", "--reason", "Checkout is down"};

        assertThat(cli.run("priya", "declare-hotfix", declaration).code())
                .as("without Job/Build")
                .isEqualTo(6);
        Cli.Answer notNamed = cli.run("benno", "declare-hotfix", declaration);
        assertThat(notNamed.code()).isEqualTo(4);
        assertThat(notNamed.err()).contains("You may not declare an emergency hotfix in guarded: only olga may.");
        assertThat(cli.run("olga", "declare-hotfix", declaration).out())
                .isEqualTo("guarded-1: declared an emergency hotfix.\nguarded-1: 1.0 is being deployed.\n");
        assertThat(promotion(shop, "guarded-1").hotfix().reason()).isEqualTo("Checkout is down");
    }

    @Test
    void whatIsLiveIsAcknowledged() {
        PromotionId lost = Requests.ask(shop, "staging", "1.0");
        Requests.lose(shop, lost);
        String[] answer = {"shop", "staging-1", "--found", "candidate", "--reason", "Its own page says 1.0"};

        assertThat(cli.run("roland", "acknowledge-promotion", "shop", "staging-1", "--found", "it", "--reason", "x")
                        .code())
                .isEqualTo(2);
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.UNKNOWN);
        assertThat(cli.run("roland", "acknowledge-promotion", answer).out())
                .startsWith("staging: 1.0 counts as live.\n");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
        assertThat(cli.run("roland", "acknowledge-promotion", answer).code()).isEqualTo(4);
    }

    @Test
    void whatNamesNothingIsRefusedWithWhatThereIs() {
        Cli.Answer none = cli.run("priya", "approve-promotion", "shop", "guarded-1");
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("nothing was promoted to guarded yet");
        Requests.ask(shop, "guarded", "1.0");

        assertThat(cli.run("priya", "approve-promotion", "shop", "guarded-7").err())
                .contains(
                        "promotion: 'guarded-7' is not allowed; there is no such promotion; the last one is guarded-1");
        Cli.Answer environment = cli.run("priya", "approve-promotion", "shop", "garded-1");
        assertThat(environment.code()).isEqualTo(3);
        assertThat(environment.err())
                .contains("environment: 'garded' is not allowed; there is no such environment; did you mean 'guarded'?")
                .contains("(known: staging, guarded)");
        assertThat(cli.run("priya", "approve-promotion", "shop", "guarded").err())
                .contains("it is written <environment>-<number>");
        assertThat(cli.run("priya", "approve-promotion", "shop", "<script>-1").code())
                .isEqualTo(3);
        assertThat(cli.run("priya", "approve-promotion", "shop").code()).isEqualTo(2);
        assertThat(cli.run("priya", "approve-promotion", "shop", "guarded-1", "--rule", "Nobody")
                        .err())
                .contains("guarded has no approval rule 'Nobody'.");
    }

    @Test
    void aJobThatOneMayNotReadIsLikeOneThatDoesNotExist() throws Exception {
        Requests.ask(shop, "guarded", "1.0");
        jenkins.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, PromotionPermissions.APPROVE)
                .everywhere()
                .to("stranger")
                .grant(Item.DISCOVER)
                .everywhere()
                .to("stranger"));

        Cli.Answer hidden = cli.run("stranger", "approve-promotion", "shop", "guarded-1");
        Cli.Answer absent = cli.run("stranger", "approve-promotion", "shap", "guarded-1");

        assertThat(hidden.code()).isEqualTo(absent.code()).isEqualTo(3);
        assertThat(hidden.err()).isEqualTo(absent.err().replace("shap", "shop")).doesNotContain("did you mean");
        assertThat(cli.run("priya", "approve-promotion", "shap", "guarded-1").err())
                .contains("there is no such job or multibranch project; did you mean 'shop'?");
    }

    @Test
    void twoWhoApproveAtOnceBothCountAndItStartsOnce() throws Exception {
        Requests.ask(shop, "guarded", "1.0");
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Cli.Answer>> both = List.of(
                    () -> cli.run("priya", "approve-promotion", "shop", "guarded-1"),
                    () -> cli.run("jonas", "approve-promotion", "shop", "guarded-1"));
            for (Future<Cli.Answer> answer : people.invokeAll(both)) {
                assertThat(answer.get().code()).as(answer.get().err()).isZero();
            }
        } finally {
            people.shutdown();
        }
        assertThat(promotion(shop, "guarded-1").votes()).hasSize(2);
        assertThat(promotion(shop, "guarded-1").isHolder()).isTrue();
    }
}
