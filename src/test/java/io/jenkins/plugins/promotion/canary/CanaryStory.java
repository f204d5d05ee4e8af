package io.jenkins.plugins.promotion.canary;

import hudson.model.Run;
import io.jenkins.plugins.promotion.analysis.AnalysisFile;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.measure.LiveAnalysis;
import io.jenkins.plugins.promotion.engine.measure.MetricFeed;
import io.jenkins.plugins.promotion.engine.measure.Placeholders;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.jvnet.hudson.test.JenkinsRule;

/** A build in whose deployment a rollout is under way at 25 %, told command by command, with half an hour of measurements. */
final class CanaryStory {
    static final String ROLLOUT = "canary";
    static final EnvironmentName PRODUCTION = EnvironmentName.of("production");

    private static final int MINUTES = 36;
    private static final int MINUTES_OF_STEP_1 = 12;

    private final JenkinsRule jenkins;
    private final WorkflowJob job;
    private final WorkflowRun run;
    private final ApplicationSlots slots;
    private final PromotionId id;
    private final LiveAnalysis analysis;
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private CanaryStory(JenkinsRule jenkins, WorkflowJob job, WorkflowRun run, double failing) throws Exception {
        this.jenkins = jenkins;
        this.job = job;
        this.run = run;
        slots = ApplicationSlots.of(Application.of(job, null));
        id = slots.state(PRODUCTION).holder().orElseThrow().id();
        Instant begin = end.minus(MINUTES, ChronoUnit.MINUTES);
        Instant step = begin.plus(MINUTES_OF_STEP_1, ChronoUnit.MINUTES);
        NoisyShop shop = new NoisyShop(end, step, failing);
        Placeholders placeholders = Placeholders.of("storefront", "production", "2.14.3", "2.14.2");
        MetricFeed feed = new MetricFeed(name -> Optional.of(shop), placeholders, Clock.systemUTC(), Runnable::run);
        analysis = new LiveAnalysis(
                LiveAnalysis.begun(NoisyShop.analysis(), 70, 1, placeholders),
                feed,
                AnalysisFile.of(run, id, ROLLOUT)::write,
                Runnable::run);
        handle(new RolloutCommand.Start(
                id,
                ROLLOUT,
                new RolloutWords("canary", "5,25,50,100", "1s,30m,30m,10m", "1s", "web-slo", "pause").plan()));
        weightIsSet();
        Report first = analysis.look(begin, step, 0.05).get(60, TimeUnit.SECONDS);
        while (rollout().step() == 1) {
            handle(new RolloutCommand.Looked(id, ROLLOUT, 1, Instant.now(), first, analysis.conclude()));
            TimeUnit.MILLISECONDS.sleep(100);
        }
        weightIsSet();
        look();
    }

    /** @param failing which share of the requests of the canary fails, where 0.01 of the others do */
    static CanaryStory begin(JenkinsRule jenkins, double failing) throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("production")));
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob job = promotions.pipeline(
                "storefront", "promoteTo(environment: 'production', version: '2.14.2') { echo 'live' }");
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(
                promotions.script("promoteTo(environment: 'production', version: '2.14.3') { semaphore 'rollout' }"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("rollout/1", run);
        return new CanaryStory(jenkins, job, run, failing);
    }

    /** The analysis looks at the present step. */
    Report look() throws Exception {
        Instant step = end.minus(MINUTES - MINUTES_OF_STEP_1, ChronoUnit.MINUTES);
        Report report = analysis.look(step, end, 0.25).get(60, TimeUnit.SECONDS);
        handle(new RolloutCommand.Looked(id, ROLLOUT, 2, Instant.now(), report, null));
        return report;
    }

    /** The body has done what it was to do. */
    void weightIsSet() {
        handle(new RolloutCommand.BodyEnded(
                id, ROLLOUT, rollout().current().orElseThrow().token(), null));
    }

    void handle(RolloutCommand command) {
        slots.handle(PRODUCTION, command);
    }

    RolloutRecord rollout() {
        return slots.state(PRODUCTION).find(id).orElseThrow().rollout(ROLLOUT).orElseThrow();
    }

    Run<?, ?> run() {
        return run;
    }

    WorkflowJob job() {
        return job;
    }

    PromotionId id() {
        return id;
    }

    /** Its card on the page. */
    String card() {
        return "promo-canary-" + id + "-" + ROLLOUT;
    }

    /** Everything comes to its end. */
    void end() throws Exception {
        SemaphoreStep.success("rollout/1", null);
        jenkins.waitForCompletion(run);
    }
}
