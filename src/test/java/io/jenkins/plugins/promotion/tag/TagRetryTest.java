package io.jenkins.plugins.promotion.tag;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.cli.CLICommandInvoker;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A tag that failed is tried again by hand, from the page of the build and by command. */
@WithJenkins
@ExtendWith(LocalCheckouts.class)
class TagRetryTest {
    private static final String ID = "staging-1";

    @TempDir
    Path directory;

    private JenkinsRule jenkins;
    private Readers readers;
    private BareRepository repository;
    private WorkflowJob shop;
    private WorkflowRun run;

    /** A release whose tag failed, because there is one of that name on another commit. */
    @BeforeEach
    void fail(JenkinsRule rule) throws Exception {
        jenkins = rule;
        repository = new BareRepository(directory);
        repository.commit("second");
        repository.git("tag", "v2.14.3", "HEAD~1");
        readers = new Readers(jenkins);
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("jonas"));
        Tagged.staging(Tagged.tag("v{version}", null));
        shop = new Promotions(jenkins).pipeline("shop", Tagged.script(repository.url(), null, ""));
        run = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Readers.start(shop, "jonas")));
        assertThat(tag().end().reason())
                .as("it is found out where nobody may read anything but those who log in")
                .contains("There is a tag of that name on the commit");
    }

    @Test
    void onThePageByWhoeverMayBuild() throws Exception {
        String records = Files.readString(ledger());
        assertThat(status(retry("reader", "1"))).isEqualTo(403);
        assertThat(status(retry(null, "1"))).isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("jonas", path(), "promotion", ID, "tag", "1")))
                .isEqualTo(403);
        assertThat(status(readers.web("jonas").goTo(path() + "?promotion=staging-1&tag=1", null)))
                .isEqualTo(404);
        assertRefused(retry("jonas", "2"), "staging-1 has no tag 2.");
        assertThat(Files.readString(ledger())).as("nothing was recorded").isEqualTo(records);
        assertThat(button(readers.page("reader", run.getUrl()))).startsWith("true Try to tag v2.14.3 again");
        assertThat(Readers.text(readers.page("reader", run.getUrl()))).contains("You lack the permission Job/Build.");
        assertThat(button(readers.page("jonas", run.getUrl()))).startsWith("false Try to tag v2.14.3 again");

        repository.git("tag", "-d", "v2.14.3");
        assertThat(status(retry("jonas", "1"))).isEqualTo(200);

        TagRecord made = tag();
        assertThat(made.end().outcome()).isEqualTo(TagOutcome.MADE);
        assertThat(made.retried().by().id()).isEqualTo("jonas");
        assertThat(repository.tagged("v2.14.3")).isEqualTo(repository.head());
        HtmlPage page = readers.page("jonas", run.getUrl());
        assertThat(Readers.text(page))
                .contains("v2.14.3, in " + repository.url())
                .contains("wanted it tried again")
                .doesNotContain("Try to tag");
        assertThat(Readers.text(readers.page("reader", shop.getUrl() + "release-history")))
                .contains("Tagged v2.14.3.")
                .doesNotContain("Not tagged");
        assertRefused(retry("jonas", "1"), "Tag 1 of staging-1 has not failed; it is there.");
        assertThat(Files.readString(ledger()))
                .as("the first attempt stays on record")
                .startsWith(records)
                .contains("\"type\":\"tagRetried\"");
    }

    @Test
    void byCommand() throws Exception {
        assertThat(command("reader")).matches("(?s)6 .*lacks? the permission.*|6 .*Job/Build.*");

        assertThat(command("jonas")).startsWith("0 ").contains("staging-1: tag 1 is tried again soon");
        assertThat(tag().end().reason())
                .as("the other tag is still there")
                .contains("There is a tag of that name on the commit");
        repository.git("tag", "-d", "v2.14.3");
        assertThat(command("jonas")).startsWith("0 ");

        assertThat(tag().end().outcome()).isEqualTo(TagOutcome.MADE);
        assertThat(command("jonas")).startsWith("4 ").contains("has not failed; it is there.");
        jenkins.waitUntilNoActivity();
    }

    private String command(String user) {
        CLICommandInvoker.Result result =
                new CLICommandInvoker(jenkins, "retry-tag").asUser(user).invokeWithArgs("shop", ID);
        return result.returnCode() + " " + result.stdout() + result.stderr();
    }

    private Page retry(String user, String tag) throws Exception {
        return readers.post(user, path(), "promotion", ID, "tag", tag);
    }

    private String path() {
        return run.getUrl() + "environments/retag";
    }

    private Path ledger() {
        return shop.getRootDir().toPath().resolve("promotions/staging.jsonl");
    }

    private TagRecord tag() throws Exception {
        return Tagged.ended(shop, ID).get(0);
    }

    /** Whether it is disabled, and what it says. */
    private static String button(HtmlPage page) {
        HtmlButton button = page.querySelector("form[action$='environments/retag'] button");
        return button.isDisabled() + " " + button.getTextContent();
    }

    private static void assertRefused(Page page, String why) {
        assertThat(status(page)).isEqualTo(409);
        assertThat(Readers.text((HtmlPage) page)).contains(why);
    }

    private static int status(Page page) {
        return page.getWebResponse().getStatusCode();
    }
}
