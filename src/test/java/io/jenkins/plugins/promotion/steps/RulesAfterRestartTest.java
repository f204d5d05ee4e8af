package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.steps.Promotions.slots;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.ChecklistDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.FreezeDefinition;
import io.jenkins.plugins.promotion.config.HotfixDefinition;
import io.jenkins.plugins.promotion.config.OrderDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.config.WindowDefinition;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What every rule says, and what people did under it, is the same after a restart. */
class RulesAfterRestartTest {
    private static final Principal PRIYA = new Principal("priya", "Priya");
    private static final List<String> NAMES =
            List.of("windows", "freezes", "checklists", "approvals", "authors", "held", "stopped", "hotfix", "lifted");
    private static final List<String> AFTER_OTHERS = List.of("order", "soak");

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void everyRuleSaysTheSameAfterARestartAndThenLetsGo() throws Throwable {
        List<String> before = new ArrayList<>();
        sessions.then(jenkins -> {
            PromotionGlobalConfiguration.get().setEnvironments(environments());
            Promotions promotions = new Promotions(jenkins);
            WorkflowJob shop = promotions.pipeline("shop", script(List.of("open")));
            jenkins.buildAndAssertSuccess(shop);
            promotions.pipeline("shop", script(NAMES));
            WorkflowRun run = promotions.start(shop);
            for (String name : NAMES) {
                jenkins.waitForMessage(name + "-1: 1 waits to enter " + name, run);
            }
            decide(shop);
            promotions.pipeline("shop", script(AFTER_OTHERS));
            WorkflowRun after = promotions.start(shop);
            jenkins.waitForMessage("is on its way to stopped", after);
            jenkins.waitForMessage("must have been verified in open for 1d", after);
            before.addAll(findings(shop));
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            assertThat(findings(shop)).isEqualTo(before);
            assertThat(before)
                    .anySatisfy(said -> assertThat(said).contains("1 of 2 ticked"))
                    .anySatisfy(said -> assertThat(said).contains("1 of 2 from"))
                    .anySatisfy(said -> assertThat(said).contains("Overridden by Priya: urgent"))
                    .anySatisfy(said -> assertThat(said).contains("0 of 1 from"));
            assertThat(promotion(shop, "hotfix-1").hotfix().reason()).isEqualTo("payments are down");

            handle(shop, "held", new Command.LiftHold(PRIYA, "it is back"));
            PromotionGlobalConfiguration.get()
                    .setEnvironments(
                            allNames().stream().map(EnvironmentDefinition::new).toList());

            for (WorkflowRun run : List.of(shop.getBuildByNumber(2), shop.getBuildByNumber(3))) {
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            }
        });
    }

    @Test
    void aReleaseInQuarantineStaysThere() throws Throwable {
        sessions.then(jenkins -> {
            PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging")));
            WorkflowJob shop = new Promotions(jenkins).pipeline("shop", script(List.of("staging")));
            jenkins.buildAndAssertSuccess(shop);
            slots(shop)
                    .handle(
                            EnvironmentName.of("staging"),
                            new Command.Quarantine(promotion(shop, "staging-1").release(), PRIYA, "it leaks"));
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);
            jenkins.assertLogContains("is in quarantine, set in staging by Priya", run);
        });
    }

    @Test
    void aHoldForEverythingStaysUntilItIsLifted() throws Throwable {
        EnvironmentName staging = EnvironmentName.of("staging");
        sessions.then(jenkins -> {
            PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging")));
            EnvironmentHolds.at(null).hold(staging, "the data centre moves");
            Promotions promotions = new Promotions(jenkins);
            promotions.awaitWaiting(promotions.start(promotions.pipeline("shop", script(List.of("staging")))));
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            assertThat(EnvironmentHolds.at(null).hold(staging))
                    .hasValueSatisfying(hold -> assertThat(hold.reason()).isEqualTo("the data centre moves"));
            assertThat(slot(shop, "staging").open()).hasSize(1);

            EnvironmentHolds.at(null).lift(staging, "it has moved");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getLastBuild()));
        });
    }

    /** What people do while it waits. */
    private static void decide(WorkflowJob shop) {
        Voter priya = new Voter(PRIYA, Set.of());
        handle(shop, "checklists", new Command.Tick(id("checklists"), "List", "x", priya, true));
        handle(shop, "approvals", new Command.CastVote(id("approvals"), null, priya, Decision.APPROVE, "go"));
        handle(shop, "lifted", new Command.Override(id("lifted"), "Windows", PRIYA, "urgent"));
        handle(shop, "hotfix", new Command.DeclareHotfix(id("hotfix"), priya, "payments are down"));
        handle(shop, "held", new Command.Hold(PRIYA, "the data centre moves"));
    }

    private static void handle(WorkflowJob shop, String environment, Command command) {
        slots(shop).handle(EnvironmentName.of(environment), command);
    }

    private static PromotionId id(String environment) {
        return PromotionId.parse(environment + "-1");
    }

    private static List<String> findings(WorkflowJob shop) {
        List<String> all = new ArrayList<>();
        for (String name : allNames()) {
            EnvironmentName environment = EnvironmentName.of(name);
            for (Promotion promotion : slot(shop, name).open()) {
                slots(shop)
                        .machine(environment)
                        .findings(slot(shop, name), promotion, Instant.now())
                        .forEach(finding -> all.add(promotion.id() + " " + finding));
            }
        }
        return all;
    }

    private static List<String> allNames() {
        List<String> all = new ArrayList<>(NAMES);
        all.addAll(AFTER_OTHERS);
        all.add("open");
        return all;
    }

    private static String script(List<String> environments) {
        StringBuilder script = new StringBuilder("parallel(");
        for (String name : environments) {
            script.append(name.equals(environments.get(0)) ? "" : ", ")
                    .append("'%s': { promoteTo(environment: '%s', version: '1') { echo 'x' } }".formatted(name, name));
        }
        return script.append(")").toString();
    }

    private static List<EnvironmentDefinition> environments() {
        List<EnvironmentDefinition> all = new ArrayList<>();
        for (String name : allNames()) {
            EnvironmentDefinition environment = new EnvironmentDefinition(name);
            switch (name) {
                case "windows" -> environment.setWindows(List.of(closedForDays()));
                case "lifted" -> {
                    environment.setWindows(List.of(closedForDays()));
                    environment.setApprovals(List.of(new ApprovalDefinition()));
                }
                case "freezes" -> environment.setFreezes(List.of(frozen()));
                case "checklists" -> environment.setChecklists(List.of(checklist()));
                case "order" -> environment.setOrder(new OrderDefinition(List.of("stopped")));
                case "soak" -> {
                    OrderDefinition order = new OrderDefinition(List.of("open"));
                    order.setSoak("1d");
                    environment.setOrder(order);
                }
                case "stopped" -> environment.setHold("the database moves");
                case "open" -> environment.setQueue("inOrder");
                default -> environment.setApprovals(List.of(approvals(name)));
            }
            if (name.equals("hotfix")) {
                HotfixDefinition hotfix = new HotfixDefinition(1);
                hotfix.setUsers(List.of("priya"));
                environment.setHotfix(hotfix);
            }
            all.add(environment);
        }
        return all;
    }

    private static ApprovalDefinition approvals(String environment) {
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setCount(2);
        approvals.setExcludeInitiator(true);
        approvals.setExcludeAuthors(environment.equals("authors"));
        approvals.setUnknownAuthors("warn");
        return approvals;
    }

    private static ChecklistDefinition checklist() {
        ChecklistDefinition checklist = new ChecklistDefinition(List.of("x", "y"));
        checklist.setName("List");
        return checklist;
    }

    private static WindowDefinition closedForDays() {
        String day = Instant.now()
                .atZone(ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        return new WindowDefinition("UTC", List.of(day + " 00:00-24:00"));
    }

    private static FreezeDefinition frozen() {
        FreezeDefinition freeze = new FreezeDefinition(
                "the year ends",
                "UTC",
                Instant.now().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1).toString());
        freeze.setDuration("3000d");
        return freeze;
    }
}
