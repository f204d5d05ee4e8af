package io.jenkins.plugins.promotion.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.ledger.FilesBelow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Looks for secrets where they must not be: in every file below the home of Jenkins, and on the pages of a build. */
public final class SecretSearch {
    private static final List<String> PAGES = List.of(
            "", "health-gates/api/json?depth=3", "health-gates/", "environments/api/json?depth=5", "consoleText");

    private SecretSearch() {}

    /** None of them is anywhere. */
    public static void assertNowhere(JenkinsRule jenkins, WorkflowRun run, String... secrets) throws Exception {
        Path home = jenkins.jenkins.getRootDir().toPath();
        List<Path> all = FilesBelow.of(home);
        assertThat(all)
                .as("the build is among them")
                .anyMatch(file -> file.startsWith(run.getRootDir().toPath()));
        for (Path file : all) {
            assertThat(content(file)).as(file.toString()).doesNotContain(secrets);
        }
        // Outside of a promotion a build has no page of environments, and errors are pages too.
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.getOptions().setJavaScriptEnabled(false);
            for (String page : PAGES) {
                String text =
                        client.goTo(run.getUrl() + page, null).getWebResponse().getContentAsString();
                assertThat(text).as(page).doesNotContain(secrets);
            }
        }
    }

    /** Every byte as a character. What Jenkins removes meanwhile holds nothing. */
    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
