package io.jenkins.plugins.promotion.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.steps.Promotions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * From the click, as the browser's POST, to the first step of the block: of a rollback, and of a plain build, in turns in the
 * same Jenkins. Not among the tests.
 */
@WithJenkins
class RollbackLoad {
    private static final int WARM = 5;
    private static final int ROUNDS = Integer.getInteger("rounds", 30);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void fromTheClickToTheBlock(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setCrumbIssuer(null);
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob plain = promotions.pipeline("plain", "echo 'body'");
        WorkflowJob shop = null;
        for (int version = 0; version <= WARM + ROUNDS; version++) {
            shop = promotions.pipeline(
                    "shop", "promoteTo(environment: 'staging', version: 'v" + version + "') { echo 'body' }");
            jenkins.buildAndAssertSuccess(shop);
        }
        List<Long> back = new ArrayList<>();
        List<Long> build = new ArrayList<>();
        for (int round = 0; round < WARM + ROUNDS; round++) {
            long rollback = click(
                    jenkins,
                    shop,
                    "release-history/rollback/start",
                    "environment=staging&to=previous&reason=measured&keep=true");
            long other = click(jenkins, plain, "build?delay=0sec", "");
            if (round >= WARM) {
                back.add(rollback);
                build.add(other);
            }
        }
        System.out.println("MEASURED rounds=" + ROUNDS + " plain build " + words(build) + ", rollback " + words(back));
    }

    private long click(JenkinsRule jenkins, WorkflowJob job, String path, String body) throws Exception {
        int number = job.getNextBuildNumber();
        HttpRequest request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + job.getUrl() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long clicked = System.currentTimeMillis();
        HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isBetween(200, 303);
        while (job.getBuildByNumber(number) == null) {
            Thread.sleep(5);
        }
        WorkflowRun run = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(number)));
        return TimingAction.getStartTime(new DepthFirstScanner()
                        .findFirstMatch(
                                run.getExecution(),
                                node -> node.getDisplayFunctionName().equals("echo")))
                - clicked;
    }

    private static String words(List<Long> millis) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return "median " + sorted.get(sorted.size() / 2) + " ms, p90 " + sorted.get(sorted.size() * 9 / 10)
                + " ms, most " + sorted.get(sorted.size() - 1) + " ms";
    }
}
