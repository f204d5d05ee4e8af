package io.jenkins.plugins.promotion.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.measure.AnalysisRecord;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutAnalysis;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.JsonMetricSource;
import io.jenkins.plugins.promotion.rollout.AnalysisProvider;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How a rollout comes to the analysis that an administrator has defined, before and after a restart. */
@WithJenkins
class ConfiguredAnalysisProviderTest {
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");
    private static final String ROLLOUT = "canary";

    private JenkinsRule jenkins;
    private WebService service;
    private WorkflowRun run;
    private PromotionId id;

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        service = new WebService().json("/memory-2.0", "{\"v\": 612}");
        Gates.allowLoopback();
        JsonMetricSource source = new JsonMetricSource("monitor", service.url(""));
        source.setTemplate("/{query}");
        source.setValuePath("$.v");
        HealthGatesConfiguration.get().setSources(List.of(source));
        define(900);
        Promotions promotions = new Promotions(rule);
        run = promotions
                .pipeline("shop", "promoteTo(environment: 'staging', version: '2.0') { semaphore 'rollout' }")
                .scheduleBuild2(0)
                .waitForStart();
        SemaphoreStep.waitForStart("rollout/1", run);
        id = Promotions.slots(run.getParent())
                .state(STAGING)
                .holder()
                .orElseThrow()
                .id();
    }

    @AfterEach
    void end() throws Exception {
        SemaphoreStep.success("rollout/1", null);
        jenkins.waitForCompletion(run);
        service.close();
    }

    private static void define(int atMost) {
        BoundsMetric memory = new BoundsMetric("memory", "monitor", "memory-${version}");
        memory.setAtMost(String.valueOf(atMost));
        CanaryAnalysis bounds = new CanaryAnalysis(List.of(memory));
        bounds.setName("bounds");
        CanaryAnalysis compared = new CanaryAnalysis(
                List.of(new RateMetric("errors", "monitor", "bad-${version}", "all-${version}", "bad", "all")));
        compared.setName("compared");
        AnalysesConfiguration.get().setAnalyses(List.of(bounds, compared));
    }

    private static RolloutPlan plan(String strategy, String bake, String interval, String analysis) {
        return new RolloutWords(strategy, null, bake, interval, analysis, null).plan();
    }

    private RolloutAnalysis open(String analysis) throws Exception {
        return AnalysisProvider.get()
                .orElseThrow()
                .open(run, analysis, ROLLOUT, id, plan("canary", "10m", "1m", analysis));
    }

    private AnalysisRecord kept() throws Exception {
        return AnalysisFile.of(run, id, ROLLOUT).read().orElseThrow();
    }

    @Test
    void itIsAskedKeptAndGoesOnAsItBegan() throws Exception {
        Instant now = Instant.now();
        Report first = open("bounds")
                .look(now.minusSeconds(60), now, 0.05)
                .get(60, TimeUnit.SECONDS)
                .report();
        assertThat(first.metrics().get(0).evidence().canaryLevel()).isEqualTo(612);
        assertThat(service.asked("/memory-2.0")).isEqualTo(1);
        assertThat(kept().definition().name()).isEqualTo("bounds");
        assertThat(kept().state().plan().looks()).isEqualTo(30);

        define(1);
        RolloutAnalysis again = open("bounds");

        assertThat(again.look(now.minusSeconds(60), now, 0.05)
                        .get(60, TimeUnit.SECONDS)
                        .report())
                .as("neither asked twice nor judged by another definition")
                .isEqualTo(first);
        assertThat(service.asked("/memory-2.0")).isEqualTo(1);
        assertThat(again.conclude().report().metrics().get(0).evidence().canaryBad())
                .isZero();
    }

    @Test
    void aJenkinsfileMayHoldASimpleOneItself() throws Exception {
        UninstantiatedDescribable metric = new UninstantiatedDescribable(
                "bounds", null, Map.of("name", "memory", "source", "monitor", "canary", "memory-2.0", "atMost", 900));
        CanaryAnalysis inline = (CanaryAnalysis) new UninstantiatedDescribable(
                        "analysis", null, Map.of("alpha", new BigDecimal("0.05"), "metrics", List.of(metric)))
                .instantiate(CanaryAnalysis.class);
        Instant now = Instant.now();

        AnalysisProvider.demand("inline").begin(run, inline, ROLLOUT, id, plan("canary", "10m", "1m", "inline"));
        Report report = open("inline")
                .look(now.minusSeconds(60), now, 0.05)
                .get(60, TimeUnit.SECONDS)
                .report();

        assertThat(report.metrics().get(0).evidence().canaryLevel()).isEqualTo(612);
        assertThat(kept().definition().alpha()).isEqualTo(0.05);
        AnalysisProvider.demand("inline").begin(run, inline, ROLLOUT, id, plan("canary", "10m", "1m", "inline"));
        assertThat(kept().report()).as("begun again, it is as it was").isEqualTo(report);
    }

    @Test
    void theNamesThatAJobMayUse() {
        assertThat(AnalysisProvider.get().orElseThrow().names(run.getParent())).containsExactly("bounds", "compared");
    }

    @Test
    void whatCannotBeJudgedDoesNotBegin() {
        AnalysisProvider provider = AnalysisProvider.get().orElseThrow();

        assertThatThrownBy(() -> open("bound"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("analysis: 'bound' is not allowed; the analyses are bounds, compared");
        assertThatThrownBy(() -> provider.open(run, "bounds", ROLLOUT, id, plan("canary", "30s", "1m", "bounds")))
                .hasMessage("interval: '1m' is not allowed; it is at most the bake time of each step, here 30s");
        assertThatThrownBy(
                        () -> provider.open(run, "compared", ROLLOUT, id, plan("blueGreen", "10m", "1m", "compared")))
                .hasMessageContaining("'errors' compares canary and baseline, and no step of this rollout has both");
        HealthGatesConfiguration.get().setSources(List.of());
        assertThatThrownBy(() -> open("bounds"))
                .hasMessage(
                        "source of 'memory': 'monitor' is not allowed; there are no metric sources; an administrator"
                                + " defines them");
        assertThat(run.getRootDir().toPath().resolve("rollouts")).doesNotExist();
    }
}
