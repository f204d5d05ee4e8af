package io.jenkins.plugins.promotion.tag;

import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void aRetryThatDidNotArriveIsTriedAgain() throws Throwable {
        sessions.then(this::untilThePushOfARetry);
        sessions.then(jenkins -> {
            server.letPushesGo();
            TagRecord tag = onlyTag(shop(jenkins));
            assertThat(tag.end().reason()).as("nobody asks again").isNull();
            assertThat(tag.retried().by().id()).as("as it was asked for").isEqualTo("jonas");
            assertThat(repository.tagged("v2.14.3")).isEqualTo(repository.head());
        });
    }

    @Test
    void aRetryThatArrivedAfterAllIsFound() throws Throwable {
        sessions.then(this::untilThePushOfARetry);
        repository.git("tag", "v2.14.3", repository.head());
        server.letPushesGo();
        sessions.then(
                jenkins -> assertThat(onlyTag(shop(jenkins)).end().outcome()).isEqualTo(TagOutcome.THERE));
    }

    @Test
    void aRetryThatWasAskedForAndNotBegunIsMade() throws Throwable {
        sessions.then(jenkins -> {
            failed(jenkins);
            ExtensionList.lookupSingleton(ReleaseTags.class).onBeforeShutdown(); // its threads make nothing any more
            retry(shop(jenkins));
            TagRecord tag = slot(shop(jenkins), "staging").dueTags().get(0);
            assertThat(tag.retried()).isNotNull();
            assertThat(tag.intent()).as("nothing was begun").isNull();
        });
        sessions.then(jenkins -> {
            assertThat(onlyTag(shop(jenkins)).end().outcome()).isEqualTo(TagOutcome.MADE);
            assertThat(repository.tagged("v2.14.3")).isEqualTo(repository.head());
        });
    }

    /** A tag failed because another commit had it, and is tried again where that is no more. */
    private void untilThePushOfARetry(JenkinsRule jenkins) throws Exception {
        failed(jenkins);
        server.holdPushes();
        retry(shop(jenkins));
        server.awaitPush();
        assertThat(slot(shop(jenkins), "staging").dueTags().get(0).intent())
                .as("the intent is on record before the push")
                .isNotNull();
    }

    private void failed(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        repository.commit("second");
        repository.git("tag", "v2.14.3", "HEAD~1");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(start(jenkins)));
        assertThat(onlyTag(shop(jenkins)).end().outcome()).isEqualTo(TagOutcome.FAILED);
        repository.git("tag", "-d", "v2.14.3");
    }

    private static void retry(WorkflowJob shop) {
        try (ACLContext ignored = ACL.as2(User.getById("jonas", true).impersonate2())) {
            Decisions.of(Promotions.slots(shop).application(), shop).retryTag(PromotionId.parse("staging-1"), 1);
        }
    }

    private static TagRecord onlyTag(WorkflowJob shop) throws Exception {
        List<TagRecord> tags = Tagged.ended(shop, "staging-1");
        assertThat(tags).hasSize(1);
        return tags.get(0);
    }

    private WorkflowRun start(JenkinsRule jenkins) throws Exception {
        Tagged.credentials("git-push", GitServer.PASSWORD);
        Tagged.staging(Tagged.tag("v{version}", "git-push"));
        Promotions promotions = new Promotions(jenkins);
        return promotions.start(
                promotions.pipeline("shop", Tagged.script(server.url(repository.directory()), "git-push", "")));
    }

    private void untilThePush(JenkinsRule jenkins) throws Exception {
        server.holdPushes();
        WorkflowRun run = start(jenkins);
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
