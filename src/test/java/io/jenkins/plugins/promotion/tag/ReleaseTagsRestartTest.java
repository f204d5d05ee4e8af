package io.jenkins.plugins.promotion.tag;

import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down while a tag is being pushed. */
class ReleaseTagsRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    Path directory;

    private BareRepository repository;
    private GitServer server;

    @BeforeEach
    void begin() throws Exception {
        repository = new BareRepository(directory);
        server = new GitServer(directory);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void whatDidNotArriveIsTriedAgain() throws Throwable {
        sessions.then(this::untilThePush);
        // the client is gone, and with it what it wanted to send
        sessions.then(jenkins -> {
            WorkflowJob shop = shop(jenkins);
            server.letPushesGo();
            assertThat(Tagged.ended(shop, "staging-1").get(0).end().reason()).isNull();
            assertThat(repository.tagged("v2.14.3")).isEqualTo(repository.head());
            assertThat(slot(shop, "staging")
                            .tags(Promotions.promotion(shop, "staging-1").id()))
                    .hasSize(1);
        });
    }

    @Test
    void whatArrivedAfterAllIsFound() throws Throwable {
        sessions.then(this::untilThePush);
        repository.git("tag", "v2.14.3", repository.head());
        server.letPushesGo();
        sessions.then(jenkins -> {
            TagRecord tag = Tagged.ended(shop(jenkins), "staging-1").get(0);
            assertThat(tag.end().outcome()).isEqualTo(TagOutcome.THERE);
            assertThat(repository.tags()).containsExactly("v2.14.3");
        });
    }

    private void untilThePush(JenkinsRule jenkins) throws Exception {
        Tagged.credentials("git-push", GitServer.PASSWORD);
        Tagged.staging(Tagged.tag("v{version}", "git-push"));
        server.holdPushes();
        Promotions promotions = new Promotions(jenkins);
        WorkflowRun run = promotions.start(
                promotions.pipeline("shop", Tagged.script(server.url(repository.directory()), "git-push", "")));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        server.awaitPush();
        TagRecord tag = slot(run.getParent(), "staging").dueTags().get(0);
        assertThat(tag.intent().name())
                .as("the intent is on record before the push")
                .isEqualTo("v2.14.3");
        assertThat(tag.end()).isNull();
    }

    private static WorkflowJob shop(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
    }
}
