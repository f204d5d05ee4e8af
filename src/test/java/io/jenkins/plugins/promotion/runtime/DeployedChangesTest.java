package io.jenkins.plugins.promotion.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Result;
import hudson.model.User;
import hudson.plugins.git.util.BuildData;
import hudson.tasks.Mailer;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.List;
import java.util.Set;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.GitSampleRepoRule;
import jenkins.plugins.git.junit.jupiter.WithGitSampleRepo;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who made the commits that a promotion brings, over all builds since the one that is live. */
@WithJenkins
@WithGitSampleRepo
class DeployedChangesTest {
    private JenkinsRule jenkins;
    private GitSampleRepoRule repository;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule, GitSampleRepoRule repo) throws Exception {
        jenkins = rule;
        repository = repo;
        repository.init();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        configure("warn");
        shop = jenkins.createProject(WorkflowJob.class, "shop");
        deploys(true);
    }

    private static void configure(String unknownAuthors) {
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setExcludeAuthors(true);
        approvals.setUnknownAuthors(unknownAuthors);
        guarded.setApprovals(List.of(approvals));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging"), guarded));
    }

    /** Whether its builds ask for a promotion, or only check out. */
    private void deploys(boolean promote) throws Exception {
        String checkout = "node { git url: '" + repository.toString().replace('\\', '/') + "', branch: 'master' }\n";
        shop.setDefinition(
                new CpsFlowDefinition(checkout + (promote ? "promoteTo('guarded') { echo 'live' }" : ""), true));
    }

    private void commit(String file, String author, String committer) throws Exception {
        repository.write(file, author + " and " + committer);
        repository.git("add", file);
        repository.git(
                "-c",
                "user.name=" + committer,
                "-c",
                "user.email=" + committer + "@example.com",
                "commit",
                "--author=" + author + " <" + author + "@example.com>",
                "--message=" + file);
    }

    /** Starts a build, and waits until it waits. */
    private WorkflowRun waiting() throws Exception {
        WorkflowRun run = shop.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[why]", run);
        return run;
    }

    private void approve(WorkflowRun run, String id, String user) throws Exception {
        Promotions.approve(shop, id, user);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    private Changes changes(String id) {
        return Promotions.promotion(shop, id).requested().changes();
    }

    private String live() {
        return Promotions.slot(shop, "guarded")
                .live()
                .map(Live::release)
                .orElseThrow()
                .identity();
    }

    @Test
    void authorsAndCommittersOfAllBuildsInBetweenCount() throws Exception {
        approve(waiting(), "guarded-1", "zoe");
        deploys(false);
        commit("a", "ada", "bob");
        jenkins.buildAndAssertSuccess(shop);
        commit("b", "cleo", "cleo");
        jenkins.buildAndAssertSuccess(shop);
        deploys(true);
        commit("c", "dora", "bob");
        WorkflowRun run = waiting();

        Changes changes = changes("guarded-2");
        assertThat(changes.unknown()).isNull();
        assertThat(changes.since()).isEqualTo(live());
        assertThat(changes.people()).extracting(Principal::id).containsExactlyInAnyOrder("ada", "bob", "cleo", "dora");
        for (String person : List.of("ada", "bob", "cleo", "dora")) {
            assertThatThrownBy(() -> Promotions.approve(shop, "guarded-2", person))
                    .hasMessageContaining("whoever made a commit of what is deployed may not approve it");
        }
        approve(run, "guarded-2", "zoe");

        commit("d", "zoe", "zoe");
        run = waiting();
        assertThat(changes("guarded-3").people())
                .as("what went live before does not count any more")
                .extracting(Principal::id)
                .containsExactly("zoe");
        approve(run, "guarded-3", "ada");
    }

    @Test
    void anAuthorWithTheMailOfAUserIsThatUserToo() throws Exception {
        User.getById("alovelace", true).addProperty(new Mailer.UserProperty("Ada@example.com"));
        approve(waiting(), "guarded-1", "zoe");
        commit("a", "bob", "ada");
        WorkflowRun run = waiting();

        assertThat(changes("guarded-2").people()).extracting(Principal::id).contains("alovelace", "bob");
        assertThat(User.getById("bob", false))
                .as("nobody is created for the author, of whom Jenkins has no use")
                .isNull();
        approve(run, "guarded-2", "zoe");
    }

    @Test
    void nothingWasLiveYet() throws Exception {
        WorkflowRun run = waiting();

        assertThat(changes("guarded-1").unknown())
                .isEqualTo("nothing was live yet, so it is not known which commits are new");
        assertThat(changes("guarded-1").since()).isNull();
        approve(run, "guarded-1", "zoe");
    }

    @Test
    void aBuildInBetweenIsGone() throws Exception {
        approve(waiting(), "guarded-1", "zoe");
        deploys(false);
        commit("a", "ada", "ada");
        WorkflowRun deleted = jenkins.buildAndAssertSuccess(shop);
        commit("c", "cleo", "cleo");
        jenkins.buildAndAssertSuccess(shop);
        deleted.delete();
        deploys(true);
        commit("b", "bob", "bob");
        WorkflowRun run = waiting();

        assertThat(changes("guarded-2").unknown()).isEqualTo("build 2, in between, is gone");
        assertThat(changes("guarded-2").people()).extracting(Principal::id).containsExactly("cleo", "bob");
        jenkins.assertLogContains(
                "Not all authors are known, so one of them may have approved: build 2, in between, is gone.", run);
        approve(run, "guarded-2", "zoe");
    }

    @Test
    void theLiveReleaseCameFromAnotherJob() throws Exception {
        String script =
                "promoteTo(environment: 'guarded', application: 'web', version: \"${JOB_NAME}\") { echo 'live' }";
        WorkflowJob other = new Promotions(jenkins).pipeline("other", script);
        WorkflowRun run = other.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[why]", run);
        ApplicationSlots slots = Promotions.slots(other, "web");
        approveIn(slots, "guarded-1");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        shop.setDefinition(new Promotions(jenkins).script(script));
        run = waiting();

        assertThat(slots.state(Promotions.slots(other)
                                .environments()
                                .all()
                                .get(1)
                                .name())
                        .open()
                        .get(0)
                        .requested()
                        .changes()
                        .unknown())
                .isEqualTo("other, which is live, came from other #1, another job");
        run.doKill();
        jenkins.waitForCompletion(run);
    }

    @Test
    void anotherBranchOfTheProjectIsAnotherJob() throws Exception {
        repository.write(
                "Jenkinsfile",
                "promoteTo(environment: 'guarded', version: BRANCH_NAME + '-' + BUILD_NUMBER) { echo 'live' }");
        repository.git("add", "Jenkinsfile");
        repository.git("commit", "--message=pipeline");
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "web");
        GitSCMSource source = new GitSCMSource(repository.toString());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        BranchSource branches = new BranchSource(source);
        branches.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
        project.getSourcesList().add(branches);
        project.scheduleBuild2(0).getFuture().get();
        WorkflowRun master = project.getItem("master").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[why]", master);
        ApplicationSlots slots = Promotions.slots(master.getParent());
        approveIn(slots, "guarded-1");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(master));

        repository.git("branch", "feature");
        project.scheduleBuild2(0).getFuture().get();
        assertThat(unknownOfNext(
                        slots, project.getItem("feature").scheduleBuild2(0).waitForStart()))
                .isEqualTo("master-1, which is live, came from web/master #1, another job");
        WorkflowRun again = project.getItem("master").scheduleBuild2(0).waitForStart();
        assertThat(unknownOfNext(slots, again)).isNull();
    }

    /** What is not known of the one promotion that waits, whose build is then stopped. */
    private String unknownOfNext(ApplicationSlots slots, WorkflowRun run) throws Exception {
        jenkins.waitForMessage("[why]", run);
        Changes changes = slots.state(EnvironmentName.of("guarded"))
                .open()
                .get(0)
                .requested()
                .changes();
        Promotions.stop(run);
        jenkins.waitForCompletion(run);
        return changes.unknown();
    }

    private static void approveIn(ApplicationSlots slots, String id) {
        PromotionId wanted = PromotionId.parse(id);
        slots.handle(
                wanted.environment(),
                new Command.CastVote(wanted, null, new Voter(Principal.of("zoe"), Set.of()), Decision.APPROVE, null));
    }

    @Test
    void aCheckoutWithoutAChangelogIsNoChangeOfNobody() throws Exception {
        approve(waiting(), "guarded-1", "zoe");
        commit("a", "ada", "ada");
        shop.setDefinition(new CpsFlowDefinition(
                "node { checkout changelog: false, scm: scmGit(userRemoteConfigs: [[url: '"
                        + repository.toString().replace('\\', '/')
                        + "']], branches: [[name: 'master']]) }\npromoteTo('guarded') { echo 'live' }",
                true));
        WorkflowRun run = waiting();

        assertThat(changes("guarded-2").unknown())
                .isEqualTo("the commits differ, and no build has a changelog that tells of them");
        approve(run, "guarded-2", "zoe");
    }

    @Test
    void nobodyKnownIsRefusedWhereTheEnvironmentSaysSo() throws Exception {
        configure("refuse");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("No author may approve, and who they are is not known: nothing was live yet", run);
        Promotions.assertOutcomes(
                shop,
                "guarded",
                run.getActions(BuildData.class)
                                .get(0)
                                .getLastBuiltRevision()
                                .getSha1String()
                                .substring(0, 12) + " REFUSED");
    }

    @Test
    void nothingIsReadWhereNoRuleAsksForIt() throws Exception {
        shop.setDefinition(new Promotions(jenkins).script("promoteTo('staging') { echo 'live' }"));
        jenkins.buildAndAssertSuccess(shop);

        assertThat(changes("staging-1")).isNull();
    }

    @Test
    void aVersionThatAnotherBuildMadeCountsFromThere() throws Exception {
        approve(waiting(), "guarded-1", "zoe");
        deploys(false);
        commit("a", "ada", "ada");
        shop.setDefinition(
                new CpsFlowDefinition(script("promoteTo(environment: 'staging', version: '2') { echo 'x' }"), true));
        jenkins.buildAndAssertSuccess(shop);
        commit("b", "bob", "bob");
        shop.setDefinition(
                new CpsFlowDefinition(script("promoteTo(environment: 'guarded', version: '2') { echo 'x' }"), true));
        approve(waiting(), "guarded-2", "zoe");
        commit("c", "cleo", "cleo");
        shop.setDefinition(
                new CpsFlowDefinition(script("promoteTo(environment: 'guarded', version: '4') { echo 'x' }"), true));
        WorkflowRun run = waiting();

        assertThat(changes("guarded-3").people())
                .as("version 2 is what build 2 made, although build 3 brought it")
                .extracting(Principal::id)
                .containsExactlyInAnyOrder("bob", "cleo");
        approve(run, "guarded-3", "zoe");
    }

    private String script(String promotion) {
        return "node { git url: '" + repository.toString().replace('\\', '/') + "', branch: 'master' }\n" + promotion;
    }
}
