package io.jenkins.plugins.promotion.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Executor;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.store.Application;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines that promote, and what the ledger says of them. */
public final class Promotions {
    public static final EnvironmentName STAGING = EnvironmentName.of("staging");
    public static final EnvironmentName PRODUCTION = EnvironmentName.of("production");

    private final JenkinsRule jenkins;

    public Promotions(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** A sandboxed Pipeline of that name. */
    public WorkflowJob pipeline(String name, String script) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItem(name) instanceof WorkflowJob there
                ? there
                : jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(script(script));
        return job;
    }

    /** A sandboxed script. */
    public CpsFlowDefinition script(String script) throws Exception {
        return new CpsFlowDefinition(script, true);
    }

    /** Starts a build and goes on when it has started. */
    public WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Waits until the log of the build tells why it waits. */
    public void awaitWaiting(WorkflowRun run) throws Exception {
        jenkins.waitForMessage("[why]", run);
    }

    /** Waits until no build has an executor. One that a build gives back is free only a moment later. */
    public void awaitIdleExecutors() throws InterruptedException {
        await(() -> Arrays.stream(jenkins.jenkins.getComputers()).allMatch(computer -> computer.countBusy() == 0));
    }

    /** Waits until something is so that nobody tells of, for a few minutes at most. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes within three minutes").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /**
     * Stops a build that runs, as its page does. Just after a start, and still after a restart has logged that it is ready,
     * nothing is there yet that would hand that on: Jenkins kills the build then, or forgets it.
     */
    public static void stop(WorkflowRun run) throws InterruptedException {
        await(() -> {
            Executor executor = run.getExecutor();
            return executor != null && executor.getAsynchronousExecution() != null;
        });
        run.doStop();
    }

    /**
     * Waits until the program of a build is saved as far as it has come, from where it goes on when Jenkins is killed: its
     * thread does one thing after the other, and saves before the next.
     */
    public static void awaitSaved(WorkflowRun run) throws Exception {
        run.getExecution().getCurrentExecutions(true).get(3, TimeUnit.MINUTES);
    }

    public static SlotState slot(Job<?, ?> job, String environment) {
        return slots(job).state(EnvironmentName.of(environment));
    }

    public static ApplicationSlots slots(Job<?, ?> job) {
        return slots(job, null);
    }

    public static ApplicationSlots slots(Job<?, ?> job, String application) {
        return ApplicationSlots.of(Application.of(job, application));
    }

    /** The promotion of that id, as the ledger has it. */
    public static Promotion promotion(Job<?, ?> job, String id) {
        PromotionId wanted = PromotionId.parse(id);
        return slot(job, wanted.environment().value()).find(wanted).orElseThrow();
    }

    /** Lets a person without groups vote. */
    public static void vote(Job<?, ?> job, String id, String user, Decision decision, String comment) {
        PromotionId wanted = PromotionId.parse(id);
        slots(job)
                .handle(
                        wanted.environment(),
                        new Command.CastVote(wanted, null, new Voter(Principal.of(user), Set.of()), decision, comment));
    }

    public static void approve(Job<?, ?> job, String id, String user) {
        vote(job, id, user, Decision.APPROVE, null);
    }

    /** Lets a person without groups tick an item of a checklist. */
    public static void tick(Job<?, ?> job, String id, String item, String user) {
        PromotionId wanted = PromotionId.parse(id);
        slots(job)
                .handle(
                        wanted.environment(),
                        new Command.Tick(wanted, null, item, new Voter(Principal.of(user), Set.of()), true));
    }

    /** Lets a person lift a rule. */
    public static void overrideRule(Job<?, ?> job, String id, String rule, String user) {
        PromotionId wanted = PromotionId.parse(id);
        slots(job)
                .handle(
                        wanted.environment(),
                        new Command.Override(wanted, rule, Principal.of(user), "It cannot wait."));
    }

    /** Lets a person find that what was to be deployed is live. */
    public static void acknowledge(Job<?, ?> job, String id) {
        PromotionId wanted = PromotionId.parse(id);
        slots(job)
                .handle(
                        wanted.environment(),
                        new Command.Acknowledge(
                                wanted, Principal.of("priya"), Found.CANDIDATE, "I have looked at the target."));
    }

    public static void assertOutcomes(Job<?, ?> job, String environment, String... versionsWithOutcomes) {
        List<String> found = slot(job, environment).ended().stream()
                .map(promotion -> promotion.release().version() + " " + promotion.outcome())
                .toList();
        assertThat(found).containsExactly(versionsWithOutcomes);
    }
}
