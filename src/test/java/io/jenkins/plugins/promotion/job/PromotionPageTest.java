package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.steps.PromotionRequestConditional;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.Readers;
import java.util.List;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.GitSampleRepoRule;
import jenkins.plugins.git.junit.jupiter.WithGitSampleRepo;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.WhenDirective;
import org.jenkinsci.plugins.pipeline.modeldefinition.when.DeclarativeStageConditionalDescriptor;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Promoting a release of the history from its page: what it shows, who may, and what the build then does. */
@WithJenkins
@WithGitSampleRepo
class PromotionPageTest {
    private static final String PIPELINE = """
            pipeline {
                agent none
                stages {
                    stage('Build') {
                        when { not { promotionRequest() } }
                        steps { echo 'building' }
                    }
                    stage('Only for staging') {
                        when { promotionRequest environment: 'Staging' }
                        steps { echo 'asked for staging' }
                    }
                    stage('Only for production') {
                        when { promotionRequest(environment: 'production') }
                        steps { echo 'asked for production' }
                    }
                    stage('Development') {
                        options { promoteTo(environment: 'development', version: '%s', migration: '%s') }
                        steps { echo "development gets $PROMOTION_VERSION" }
                    }
                    stage('Staging') {
                        when {
                            beforeOptions true
                            promotionRequest()
                        }
                        options { promoteTo('staging') }
                        steps { echo "$PROMOTION_MODE $PROMOTION_VERSION" }
                    }
                }
            }
            """;

    private JenkinsRule jenkins;
    private Readers readers;
    private Promotions promotions;
    private WorkflowJob shop;
    private String page;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("jonas"));
        promotions = new Promotions(rule);
    }

    private void history() throws Exception {
        for (String version : new String[] {"1.0", "1.1"}) {
            String migration = version.equals("1.1") ? "irreversible" : "none";
            shop = promotions.pipeline("shop", PIPELINE.formatted(version, migration));
            jenkins.assertLogContains("building", jenkins.buildAndAssertSuccess(shop));
        }
        shop = promotions.pipeline("shop", PIPELINE.formatted("1.2", "none"));
        page = shop.getUrl() + "release-history/promote/";
    }

    private WorkflowRun started(int number) throws Exception {
        jenkins.waitUntilNoActivity();
        return jenkins.waitForCompletion(shop.getBuildByNumber(number));
    }

    @Test
    void thePageSaysWhatFollowsAndTheBuildDoesIt() throws Exception {
        history();
        assertThat(source(readers.page("jonas", shop.getUrl() + "release-history/")))
                .contains("release-history/promote/?promotion=development-2");
        assertThat(text(readers.page("jonas", page + "?promotion=development-2")))
                .contains("Promote 1.1")
                .contains("Now in staging")
                .contains("Nothing is known to be live")
                .contains("After the promotion")
                .contains("developmentIt is live there")
                .contains("productionNothing is live there yet")
                .contains("Migration of this release: irreversible.")
                .contains("Slot: Free.")
                .contains("Starts a build of shop that asks to bring 1.1 into staging.");
        assertThat(text(readers.page("jonas", page + "?promotion=development-1&environment=development")))
                .contains("Now in development")
                .contains("1.1 is live there");

        Page after = readers.post(
                "jonas",
                page + "start",
                "environment",
                "staging",
                "promotion",
                "development-2",
                "seen",
                "",
                "notes",
                "as agreed");

        assertThat(status(after)).isEqualTo(200);
        WorkflowRun run = started(3);
        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("deploy 1.1", run);
        jenkins.assertLogContains("asked for staging", run);
        jenkins.assertLogNotContains("asked for production", run);
        jenkins.assertLogNotContains("building", run);
        jenkins.assertLogNotContains("development gets", run);
        var promoted = promotion(shop, "staging-1").requested();
        assertThat(promoted.kind()).isEqualTo(Kind.PROMOTION);
        assertThat(promoted.by().id()).isEqualTo("jonas");
        assertThat(promoted.notes()).isEqualTo("as agreed");
        assertThat(promoted.migration())
                .as("what the Jenkinsfile says now is about another release")
                .isEqualTo(Migration.IRREVERSIBLE);

        assertThat(source(readers.postAsScript(
                        "jonas", page + "start", "environment", "staging", "promotion", "development-1", "seen", "")))
                .contains("staging has changed since you looked: 1.1 is live there now");
        assertThat(shop.getNextBuildNumber()).isEqualTo(4);
    }

    @Test
    void whatCannotBeIsSaidAndStartsNothing() throws Exception {
        history();
        assertThat(text(readers.page("jonas", page))).contains("Open this page from the release history");
        String[][] bad = {
            {"There is no promotion development-9", "staging", "development-9"},
            {"did you mean 'staging'?", "stagng", "development-1"},
            {"it is written <environment>-<number>", "staging", "nonsense"},
        };
        for (String[] one : bad) {
            HtmlPage shown = readers.page("jonas", page + "?environment=" + one[1] + "&promotion=" + one[2]);
            assertThat(text(shown)).as(one[0]).contains(one[0]).doesNotContain("Starts a build");
            Page answer = readers.postAsScript(
                    "jonas", page + "start", "environment", one[1], "promotion", one[2], "notes", "x");
            assertThat(status(answer)).as(one[0]).isEqualTo(409);
            assertThat(source(answer)).contains(one[0]);
        }
        String[] fields = {"environment", "staging", "promotion", "development-1"};
        for (String user : new String[] {"reader", "priya", "roland", null}) {
            assertThat(status(readers.post(user, page + "start", fields)))
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(status(readers.page("reader", page + "?promotion=development-1")))
                .isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("jonas", page + "start", fields)))
                .isEqualTo(403);
        assertThat(status(readers.page("jonas", page + "start?environment=staging&promotion=development-1")))
                .isIn(404, 405);
        assertThat(source(readers.page("reader", shop.getUrl() + "release-history/")))
                .doesNotContain("promote/?promotion");
        shop.makeDisabled(true);
        assertThat(source(readers.postAsScript("jonas", page + "start", fields)))
                .contains("cannot be built: it is disabled");
        assertThat(source(readers.page("jonas", shop.getUrl() + "release-history/")))
                .doesNotContain("promote/?promotion");
        assertThat(shop.getNextBuildNumber()).isEqualTo(3);
    }

    @Test
    void fromThePageOfAProjectTheBranchIsBuilt(GitSampleRepoRule repository) throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("roland"));
        repository.init();
        repository.write("Jenkinsfile", """
                promoteTo(environment: 'development', version: "1.$BUILD_NUMBER") { echo 'dev' }
                promoteTo(environment: 'staging', version: "1.$BUILD_NUMBER") { echo "$PROMOTION_MODE $PROMOTION_VERSION" }
                """);
        repository.git("add", "Jenkinsfile");
        repository.git("commit", "--message=pipeline");
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "web");
        GitSCMSource source = new GitSCMSource(repository.toString());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        BranchSource branches = new BranchSource(source);
        branches.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
        project.getSourcesList().add(branches);
        project.scheduleBuild2(0).getFuture().get();
        shop = project.getItem("master");
        jenkins.buildAndAssertSuccess(shop);
        jenkins.buildAndAssertSuccess(shop);
        project.renameTo("website");
        String history = project.getUrl() + "release-history/";

        assertThat(text(readers.page("roland", history))).contains("Roll back...");
        assertThat(text(readers.page("roland", history + "rollback/?environment=staging")))
                .contains("Roll back to 1.1")
                .contains("Starts a build of website » master that deploys 1.1 again.");
        readers.post(
                "roland", history + "rollback/start", "environment", "staging", "to", "previous", "reason", "slow");
        jenkins.assertLogContains("rollback 1.1", jenkins.assertBuildStatusSuccess(started(3)));

        assertThat(text(readers.page("roland", history + "promote/?promotion=development-1&environment=staging")))
                .contains("Starts a build of website » master that asks to bring 1.1 into staging.");
        readers.post("roland", history + "promote/start", "environment", "staging", "promotion", "development-1");
        jenkins.assertLogContains("deploy 1.1", jenkins.assertBuildStatusSuccess(started(4)));

        ApplicationSlots slots = ApplicationSlots.of(Application.of(project));
        assertThat(slots.state(EnvironmentName.of("staging")).ended())
                .extracting(
                        each -> each.requested().kind() + " " + each.release().version())
                .containsExactly("PROMOTION 1.1", "PROMOTION 1.2", "ROLLBACK 1.1", "PROMOTION 1.1");

        shop.delete();
        assertThat(text(readers.page("roland", history + "rollback/?environment=staging")))
                .doesNotContain("Starts a build");
        assertThat(source(readers.postAsScript(
                        "roland", history + "promote/start", "environment", "staging", "promotion", "development-2")))
                .contains("No job of website is left that could deploy 1.2");
    }

    @Test
    void theConditionIsOfferedAndWritten() throws Exception {
        assertThat(DeclarativeStageConditionalDescriptor.forGenerator())
                .anyMatch(PromotionRequestConditional.DescriptorImpl.class::isInstance);
        PromotionRequestConditional condition = new PromotionRequestConditional();
        assertThat(new WhenDirective(condition, false, false, false).toGroovy(true))
                .contains("promotionRequest");
        condition.setEnvironment(" production ");
        assertThat(new WhenDirective(condition, true, false, true).toGroovy(true))
                .contains("promotionRequest environment: 'production'");
        var descriptor = jenkins.jenkins.getDescriptorByType(PromotionRequestConditional.DescriptorImpl.class);
        assertThat(descriptor.doCheckEnvironment("a b").getMessage())
                .contains("is not allowed; a name has 1 to 64 letters");
        assertThat(descriptor.doCheckEnvironment("").getMessage()).isNull();
    }
}
