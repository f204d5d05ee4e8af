package io.jenkins.plugins.promotion.traffic;

import hudson.model.Result;
import io.jenkins.plugins.promotion.analysis.AnalysesConfiguration;
import io.jenkins.plugins.promotion.analysis.CanaryAnalysis;
import io.jenkins.plugins.promotion.analysis.RateMetric;
import io.jenkins.plugins.promotion.analysis.SeriesMetric;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.PrometheusSource;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The job that releases the service, and the analysis by which it is judged: what runs inside Jenkins. */
final class Storefront {
    static final String JOB = "storefront";

    private static final String CANARY = "version=\"${version}\"";
    private static final String BASELINE = "version=\"${previousVersion}\"";

    private Storefront() {}

    /** Defines environment, metric source and analysis, and the release that is live. */
    static void configure(JenkinsRule rule, String prometheus, String alpha, String interval) throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("production")));
        Gates.allowLoopback();
        HealthGatesConfiguration.get().setSources(List.of(new PrometheusSource("prometheus", prometheus)));
        RateMetric errors = new RateMetric(
                "failed requests", "prometheus", failed(CANARY), all(CANARY), failed(BASELINE), all(BASELINE));
        errors.setTolerance("10%");
        RateMetric slow =
                new RateMetric("slow requests", "prometheus", slow(CANARY), all(CANARY), slow(BASELINE), all(BASELINE));
        slow.setTolerance("10%");
        SeriesMetric latency = new SeriesMetric("latency", "prometheus", latency(CANARY), latency(BASELINE));
        latency.setDirection("increase");
        latency.setTolerance("5%");
        latency.setMinimum("5");
        latency.setUnit("ms");
        CanaryAnalysis analysis = new CanaryAnalysis(List.of(errors, slow, latency));
        analysis.setName("web-slo");
        analysis.setAlpha(alpha);
        analysis.setInterval(interval);
        AnalysesConfiguration.get().setAnalyses(List.of(analysis));
        Promotions promotions = new Promotions(rule);
        rule.buildAndAssertSuccess(
                promotions.pipeline(JOB, "promoteTo(environment: 'production', version: '" + Stage.LIVE + "') {}"));
    }

    private static String failed(String side) {
        return "sum(increase(http_requests_total{" + side + ",code=\"500\"}[${interval}]))";
    }

    private static String all(String side) {
        return "sum(increase(http_requests_total{" + side + "}[${interval}]))";
    }

    private static String slow(String side) {
        return all(side) + " - sum(increase(http_request_seconds_bucket{" + side + ",le=\"0.05\"}[${interval}]))";
    }

    private static String latency(String side) {
        return "1000 * sum(rate(http_request_seconds_sum{" + side + "}[${interval}]))"
                + " / sum(rate(http_request_seconds_count{" + side + "}[${interval}]))";
    }

    /** Starts to release a version: the proxy gets each weight from the script, and nobody tells Jenkins how it went. */
    static void release(JenkinsRule rule, String version, String rollout, String script) throws Exception {
        Promotions promotions = new Promotions(rule);
        promotions.start(promotions.pipeline(JOB, """
                promoteTo(environment: 'production', version: '%s') {
                  canaryRollout(%s) {
                    node { sh 'sh "%s" "$PROMOTION_PREVIOUS_VERSION" "$PROMOTION_VERSION" "$CANARY_WEIGHT"' }
                  }
                }
                """.formatted(version, rollout, script)));
    }

    /** Waits until the last build has ended, and demands how. */
    static void awaitEnd(JenkinsRule rule, boolean well) throws Exception {
        WorkflowRun run = rule.jenkins.getItemByFullName(JOB, WorkflowJob.class).getLastBuild();
        rule.assertBuildStatus(well ? Result.SUCCESS : Result.FAILURE, rule.waitForCompletion(run));
    }
}
