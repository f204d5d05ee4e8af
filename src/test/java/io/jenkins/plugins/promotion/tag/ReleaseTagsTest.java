package io.jenkins.plugins.promotion.tag;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.SecretSearch;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Releases are tagged in real bare repositories, over the disk and over HTTP. */
@WithJenkins
@ExtendWith(LocalCheckouts.class)
class ReleaseTagsTest {
    @TempDir
    Path directory;

    private JenkinsRule jenkins;
    private Promotions promotions;
    private BareRepository repository;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        repository = new BareRepository(directory);
    }

    @Test
    void aVerifiedReleaseIsTaggedAsTheEnvironmentAndTheBuildSay() throws Exception {
        Tagged.staging(Tagged.tag(null, null));
        WorkflowRun run =
                build(Tagged.script(repository.url(), null, ", tag: releaseTag('v{version}')"), Result.SUCCESS);

        List<TagRecord> tags = Tagged.ended(run.getParent(), "staging-1");

        assertThat(tags).extracting(tag -> tag.end().outcome()).containsOnly(TagOutcome.MADE);
        assertThat(repository.tags()).containsExactly("shop-staging-2.14.3", "v2.14.3");
        assertThat(repository.tagged("v2.14.3")).isEqualTo(repository.head());
        assertThat(repository.git("cat-file", "-t", "v2.14.3"))
                .as("it is an annotated tag")
                .isEqualTo("tag");
        assertThat(repository.git("tag", "-n9", "-l", "v2.14.3"))
                .contains("shop 2.14.3 is verified in staging")
                .contains("Promotion staging-1 of build shop #1.");
        assertThat(repository.git("fsck", "--strict")).doesNotContain("error");
        Path due = run.getParent().getRootDir().toPath().resolve("promotions/staging.tagging");
        Promotions.await(() -> Files.notExists(due)); // it goes after the last tag is on record

        JSONObject data =
                jenkins.getJSON(run.getUrl() + "environments/api/json?depth=3").getJSONObject();
        JSONObject tag = data.getJSONArray("promotions")
                .getJSONObject(0)
                .getJSONArray("tags")
                .getJSONObject(0);
        assertThat(tag.getString("name")).isEqualTo("v2.14.3");
        assertThat(tag.getString("outcome")).isEqualTo("MADE");
        assertThat(tag.getString("commit")).isEqualTo(repository.head());
        JenkinsRule.WebClient client = jenkins.createWebClient();
        assertThat(Readers.text(client.getPage(run))).contains("v2.14.3, in " + repository.url());
        assertThat(Readers.text(client.getPage(run.getParent(), "release-history")))
                .contains("Tagged shop-staging-2.14.3.");
    }

    @Test
    void whereAnonymousMayReadNothingTheBuildIsFoundAllTheSame() throws Exception {
        new Readers(jenkins);
        Tagged.staging(null);
        WorkflowRun run =
                build(Tagged.script(repository.url(), null, ", tag: releaseTag('v{version}')"), Result.SUCCESS);

        assertThat(Tagged.ended(run.getParent(), "staging-1").get(0).end().reason())
                .isNull();
        assertThat(repository.tags()).containsExactly("v2.14.3");
    }

    @Test
    void aCommitOnWhichOthersFollowedIsTaggedAllTheSame() throws Exception {
        Tagged.staging(null);
        String built = repository.head();
        WorkflowJob shop = promotions.pipeline("shop", """
                node { checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '%s']]) }
                promoteTo(environment: 'staging', version: '2.14.3', tag: releaseTag('v{version}')) { semaphore 'deploys' }
                semaphore 'log'
                """.formatted(repository.url()));
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("deploys/1", run);
        repository.commit("second");
        repository.commit("third");
        SemaphoreStep.success("deploys/1", null);
        jenkins.waitForMessage("Commit " + built.substring(0, 7) + " is tagged v2.14.3 in " + repository.url(), run);
        SemaphoreStep.success("log/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Tagged.ended(shop, "staging-1").get(0).end().reason()).isNull();
        assertThat(repository.tagged("v2.14.3")).isEqualTo(built).isNotEqualTo(repository.head());
    }

    @ParameterizedTest
    @CsvSource({"HEAD, THERE", "HEAD~1, FAILED"})
    void whatIsThereIsNeverMoved(String on, TagOutcome outcome) throws Exception {
        repository.commit("second");
        repository.git("tag", "v2.14.3", on);
        String before = repository.git("rev-parse", "v2.14.3");
        Tagged.staging(Tagged.tag("v{version}", null));

        WorkflowRun run = build(Tagged.script(repository.url(), null, ""), Result.SUCCESS);

        TagRecord tag = Tagged.ended(run.getParent(), "staging-1").get(0);
        assertThat(tag.end().outcome()).isEqualTo(outcome);
        assertThat(repository.git("rev-parse", "v2.14.3")).isEqualTo(before);
        assertOutcomes(run.getParent(), "staging", "2.14.3 VERIFIED");
        if (outcome == TagOutcome.FAILED) {
            assertThat(tag.end().reason()).contains("There is a tag of that name on the commit " + before);
            assertThat(Readers.text(jenkins.createWebClient().getPage(run.getParent(), "release-history")))
                    .contains("Not tagged v2.14.3: There is a tag of that name");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void overHttpWithThePassword(boolean newProtocol) throws Exception {
        try (GitServer server = newProtocol ? new GitServer(directory) : new GitServer(directory).withOldProtocol()) {
            Tagged.credentials("git-push", GitServer.PASSWORD);
            Tagged.staging(Tagged.tag("v{version}", "git-push"));
            String script = Tagged.script(server.url(repository.directory()), "git-push", "")
                    .replace("echo 'deployed'", "semaphore 'http'");
            WorkflowRun run = promotions.start(promotions.pipeline("shop", script));
            SemaphoreStep.waitForStart("http/1", run);
            String built = repository.head();
            repository.commit("second");
            SemaphoreStep.success("http/1", null);

            TagRecord tag = Tagged.ended(run.getParent(), "staging-1").get(0);

            assertThat(tag.end().reason()).isNull();
            assertThat(tag.end().outcome()).isEqualTo(TagOutcome.MADE);
            assertThat(repository.tagged("v2.14.3")).isEqualTo(built);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            SecretSearch.assertNowhere(jenkins, run, GitServer.PASSWORD);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong,   Authentication failed",
        "unknown, There are no credentials 'unknown'",
        ",        Authentication failed"
    })
    void overHttpWithoutTheRightPasswordItFailsAndTheReleaseStays(String credentialsId, String reason)
            throws Exception {
        try (GitServer server = new GitServer(directory)) {
            Tagged.credentials("git-push", GitServer.PASSWORD);
            Tagged.credentials("wrong", "wr0ng-password");
            Tagged.staging(Tagged.tag("v{version}", credentialsId));

            WorkflowRun run = build(Tagged.script(server.url(repository.directory()), "git-push", ""), Result.SUCCESS);

            TagRecord tag = Tagged.ended(run.getParent(), "staging-1").get(0);
            assertThat(tag.end().outcome()).isEqualTo(TagOutcome.FAILED);
            assertThat(tag.end().reason()).contains(reason);
            assertThat(tag.intent().name()).as("the intent came first").isEqualTo("v2.14.3");
            assertThat(repository.tags()).isEmpty();
            assertOutcomes(run.getParent(), "staging", "2.14.3 VERIFIED");
            assertThat(Files.readString(run.getParent().getRootDir().toPath().resolve("promotions/staging.jsonl")))
                    .doesNotContain("wr0ng-password");
        }
    }

    @Test
    void whatOnlyTheControllerMayUseIsOutOfReachForJobsOutsideOfFoldersToo() throws Exception {
        try (GitServer server = new GitServer(directory)) {
            Tagged.credentials("git-push", GitServer.PASSWORD);
            Tagged.credentials(CredentialsScope.SYSTEM, "internal", GitServer.PASSWORD);
            Tagged.staging(null);
            String more = ", application: 'named', tag: releaseTag(name: 'v{version}', credentialsId: 'internal')";

            WorkflowRun run =
                    build(Tagged.script(server.url(repository.directory()), "git-push", more), Result.SUCCESS);

            TagRecord tag = Tagged.ended(run.getParent(), "named", "staging-1").get(0);
            assertThat(tag.end().reason()).contains("There are no credentials 'internal'");
            assertThat(repository.tags()).isEmpty();
        }
    }

    @Test
    void whatCannotBeToldOrMayNotBeFailsBeforeAnythingIsSent() throws Exception {
        Tagged.staging(Tagged.tag("v{version}", null));
        WorkflowRun run = build("promoteTo(environment: 'staging', version: '1') { echo 'deployed' }", Result.SUCCESS);
        assertThat(failure(run, "staging-1")).contains("It is not known of which Git commit 1 was made.");

        String script = Tagged.script(repository.url(), null, "");
        run = build(script.replace("2.14.3", "2.14 beta"), Result.SUCCESS);
        assertThat(failure(run, "staging-2")).contains("v2.14 beta").contains("no Git tag has blanks");

        HealthGatesConfiguration.get().setControllerProbes("agentsOnly");
        run = build(script, Result.SUCCESS);
        assertThat(failure(run, "staging-3")).contains("An administrator has left the network to agents.");
        HealthGatesConfiguration.get().setControllerProbes("allowed");

        run = build(script.replace("{ echo 'deployed' }", "{ error 'no' }").replace("2.14.3", "3"), Result.FAILURE);
        assertThat(Promotions.slot(run.getParent(), "staging").dueTags()).isEmpty();
        assertThat(repository.tags()).isEmpty();
    }

    @Test
    void theDiskOfTheControllerIsOutOfReachAsItIsForCheckouts() throws Exception {
        Tagged.staging(null);
        WorkflowJob shop = promotions.pipeline("shop", """
                node { checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '%s']]) }
                promoteTo(environment: 'staging', version: '2.14.3', tag: releaseTag('v{version}')) { semaphore 'disk' }
                """.formatted(repository.url()));
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("disk/1", run);
        GitSCM.ALLOW_LOCAL_CHECKOUT = false;
        SemaphoreStep.success("disk/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(failure(run, "staging-1")).contains("is on the disk of the controller");
        assertThat(repository.tags()).isEmpty();
    }

    @Test
    void aNameThatCanBeNoTagStopsTheBuildBeforeAnythingIsAskedFor() throws Exception {
        Tagged.staging(null);
        WorkflowRun run =
                build("promoteTo(environment: 'staging', tag: releaseTag('v {version}')) { echo 'x' }", Result.FAILURE);

        jenkins.assertLogContains("no Git tag has blanks", run);
        assertThat(Promotions.slot(run.getParent(), "staging").version()).isZero();
    }

    private String failure(WorkflowRun run, String id) throws Exception {
        TagRecord tag = Tagged.ended(run.getParent(), id).get(0);
        assertThat(tag.end().outcome()).isEqualTo(TagOutcome.FAILED);
        return tag.end().reason();
    }

    private WorkflowRun build(String script, Result result) throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", script);
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(promotions.start(shop)));
    }
}
