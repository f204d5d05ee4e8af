package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.store.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.GitSampleRepoRule;
import jenkins.plugins.git.junit.jupiter.WithGitSampleRepo;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where the version, the commit, the artefacts and the application of a release come from. */
@WithJenkins
@WithGitSampleRepo
class ReleaseOriginTest {
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");

    private JenkinsRule jenkins;
    private Promotions promotions;
    private GitSampleRepoRule repository;

    @BeforeEach
    void use(JenkinsRule rule, GitSampleRepoRule repo) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        repository = repo;
        repository.init();
    }

    @Test
    void theCommitThatWasCheckedOutIsTheDefaultVersion() throws Exception {
        String script = "node { checkout scm }\npromoteTo('staging') { echo 'deploy' }";
        commit(script);
        WorkflowJob shop = jenkins.createProject(WorkflowJob.class, "shop");
        shop.setDefinition(new CpsScmFlowDefinition(new GitSCM(repository.toString()), "Jenkinsfile"));

        jenkins.buildAndAssertSuccess(shop);

        Release release = Promotions.promotion(shop, "staging-1").release();
        assertThat(release.commit()).isEqualTo(repository.head());
        assertThat(release.version()).isEqualTo(repository.head().substring(0, 12));
        assertThat(release.build()).hasToString("shop #1");
    }

    @Test
    void theBranchesOfAProjectReleaseOneApplication() throws Exception {
        commit("promoteTo('staging') { echo 'deploy' }");
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        GitSCMSource source = new GitSCMSource(repository.toString());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();

        SlotState slot = ApplicationSlots.of(Application.of(project)).state(STAGING);

        assertThat(slot.live().orElseThrow().release().commit()).isEqualTo(repository.head());
        Path ledger = project.getRootDir().toPath().resolve("promotions/staging.jsonl");
        assertThat(ledger).exists();
    }

    @Test
    void aNamedApplicationBelongsToTheFolderOfItsJobs() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "team");
        WorkflowJob build = folder.createProject(WorkflowJob.class, "build");
        WorkflowJob deploy = folder.createProject(WorkflowJob.class, "deploy");
        String script =
                "promoteTo(environment: 'staging', application: 'Shop', version: \"${JOB_BASE_NAME}\") { echo 'x' }";
        build.setDefinition(new CpsFlowDefinition(script, true));
        deploy.setDefinition(new CpsFlowDefinition(script, true));

        jenkins.buildAndAssertSuccess(build);
        jenkins.buildAndAssertSuccess(deploy);

        ApplicationSlots slots = ApplicationSlots.of(Application.of(build, "shop"));
        assertThat(slots.state(STAGING).ended())
                .extracting(promotion -> promotion.release().version())
                .containsExactly("build", "deploy");
        assertThat(slots.application().name().value()).isEqualTo("team/shop");
        assertThat(folder.getRootDir().toPath().resolve("promotions/applications/shop/staging.jsonl"))
                .exists();
    }

    @Test
    void theLedgerMovesAndIsRenamedWithItsJob() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "team");
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);

        shop.renameTo("webshop");
        WorkflowJob moved = hudson.model.Items.move(shop, folder);
        jenkins.buildAndAssertSuccess(moved);

        assertOutcomes(moved, "staging", "1 VERIFIED", "2 VERIFIED");
        assertThat(Files.exists(moved.getRootDir().toPath().resolve("promotions/staging.jsonl")))
                .isTrue();
    }

    @Test
    void filesAreHashedOnTheAgentThatHasThem() throws Exception {
        Slave agent = jenkins.createOnlineSlave();
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "node('" + agent.getNodeName() + "') {\n"
                        + "  writeFile file: 'a.txt', text: 'a'\n  writeFile file: 'b.txt', text: 'b'\n"
                        + "  promoteTo(environment: 'staging', artifact: '*.txt') { echo 'x' }\n"
                        + "  writeFile file: 'b.txt', text: 'changed'\n"
                        + "  promoteTo(environment: 'production', artifact: '*.txt') { echo 'x' }\n}");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertThat(Promotions.promotion(shop, "staging-1").release().artifacts())
                .extracting(artifact -> artifact.name())
                .containsExactly("a.txt", "b.txt");
        jenkins.assertLogContains("what staging knows as 1 is digest sha256:", run);
        assertOutcomes(shop, "production", "1 REFUSED");
    }

    private void commit(String jenkinsfile) throws Exception {
        repository.write("Jenkinsfile", jenkinsfile);
        repository.git("add", "Jenkinsfile");
        repository.git("commit", "--message=release");
    }
}
