package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.rollout.Rollouts.act;
import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.promotion.analysis.AnalysesConfiguration;
import io.jenkins.plugins.promotion.analysis.BoundsMetric;
import io.jenkins.plugins.promotion.analysis.CanaryAnalysis;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.PrometheusSource;
import io.jenkins.plugins.promotion.rollout.Rollouts.Act;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rollouts that an analysis looks at, over HTTP, with bounds on a number that the test sets. */
@WithJenkins
class JudgedRolloutTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private HttpServer prometheus;
    private volatile String memory = "500";

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        prometheus.createContext("/", exchange -> {
            String now = String.valueOf(System.currentTimeMillis() / 1000);
            String result = memory == null ? "" : "{\"metric\":{},\"value\":[" + now + ",\"" + memory + "\"]}";
            byte[] body = ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        prometheus.start();
        HealthGatesConfiguration.get().setAllow(List.of("127.0.0.1"));
        HealthGatesConfiguration.get()
                .setSources(List.of(new PrometheusSource(
                        "prometheus",
                        "http://127.0.0.1:" + prometheus.getAddress().getPort())));
        BoundsMetric bounds = new BoundsMetric("memory", "prometheus", "memory");
        bounds.setAtMost("900");
        CanaryAnalysis analysis = new CanaryAnalysis(List.of(bounds));
        analysis.setName("web-slo");
        AnalysesConfiguration.get().setAnalyses(List.of(analysis));
    }

    @AfterEach
    void stop() {
        prometheus.stop(0);
    }

    @Test
    void aReleaseThatLeavesItsBoundsIsTakenBack() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '1h', interval: '1s', analysis: 'web-slo'", ""));
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("[rollout] Look 1: CONTINUE", run);

        memory = "1200";

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
        assertThat(rollout(shop, "staging-1").end().outcome()).isEqualTo(RolloutOutcome.FAILED);
        assertThat(rollout(shop, "staging-1").end().metrics().get(0).verdict()).isEqualTo("FAIL");
        jenkins.assertLogContains("The analysis web-slo found harm. memory: ", run);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void aReleaseThatStaysInThemPasses() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '8s', interval: '1s', analysis: 'web-slo'", ""));

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
        jenkins.assertLogContains("the last word on step 1: PASS", run);
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }

    @Test
    void whatWasNotMeasuredIsAskedOfAPerson() throws Exception {
        memory = null;
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '3s', interval: '1s', analysis: 'web-slo'", ""));
        WorkflowRun run = promotions.start(shop);

        jenkins.waitForMessage("[why] Rollout: it asks a person.", run);
        assertThat(rollout(shop, "staging-1").asks()).isTrue();
        act(shop, "staging-1", Act.RESUME);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("cannot say whether the release does harm", run);
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }
}
