package io.jenkins.plugins.promotion.kill;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** What the driver of {@link RandomKillTest} does inside of Jenkins. */
final class PromotingJobs {
    static final List<String> NAMES = List.of("block", "line", "fast");
    static final List<EnvironmentName> ENVIRONMENTS = List.of(Promotions.STAGING, Promotions.PRODUCTION);

    private static final int BUILDS_AT_ONCE = 3;
    private static final int SECONDS_UNTIL_STOPPED = 90;
    private static final int SECONDS_UNTIL_KILLED = 150;

    private static final String IN_BLOCKS = """
            node {
              for (environment in ['staging', 'production']) {
                promoteTo(environment: environment, onFailure: 'rollback') {
                  mark('begin')
                  sleep time: 300 + new Random().nextInt(1500), unit: 'MILLISECONDS'
                  if (PROMOTION_MODE == 'deploy' && BUILD_NUMBER.toInteger() % 4 == 3) { error 'unhealthy' }
                  mark('end')
                }
              }
            }
            """;

    private static final String ON_LINES = """
            node {
              for (environment in ['staging', 'production']) {
                stage(environment) {
                  promoteTo(environment)
                  mark('begin')
                  sleep time: 300 + new Random().nextInt(1500), unit: 'MILLISECONDS'
                  if (BUILD_NUMBER.toInteger() % 4 == 3) { error 'unhealthy' }
                  mark('end')
                }
              }
            }
            """;

    private PromotingJobs() {}

    static void create(JenkinsRule rule, String marks) throws Exception {
        rule.jenkins.setNumExecutors(NAMES.size() * BUILDS_AT_ONCE + 1);
        Promotions promotions = new Promotions(rule);
        for (String name : NAMES) {
            WorkflowJob job = promotions.pipeline(name, marks + (name.equals("line") ? ON_LINES : IN_BLOCKS));
            if (name.equals("fast")) {
                job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
            }
        }
    }

    /** Starts a build of each job that has not too many already, and may wait until they promote. */
    static void startBuilds(JenkinsRule rule, Boolean untilTheyPromote) throws Exception {
        List<WorkflowRun> started = new ArrayList<>();
        for (String name : NAMES) {
            WorkflowJob job = job(rule, name);
            if (job.getBuilds().stream().filter(WorkflowRun::isBuilding).count() < BUILDS_AT_ONCE) {
                started.add(job.scheduleBuild2(0).waitForStart());
            }
        }
        if (untilTheyPromote) {
            for (WorkflowRun run : started) {
                rule.waitForMessage("[promotion]", run);
            }
        }
    }

    /** Approves all that waits, and answers what was acknowledged. */
    static ArrayList<String> approve(JenkinsRule rule) {
        ArrayList<String> approved = new ArrayList<>();
        for (String name : NAMES) {
            for (Promotion promotion :
                    Promotions.slot(job(rule, name), "production").open()) {
                if (promotion.isWaiting() && promotion.votes().isEmpty()) {
                    Promotions.approve(job(rule, name), promotion.id().toString(), "priya");
                    approved.add(name + " " + promotion.id());
                }
            }
        }
        return approved;
    }

    /**
     * Looks at each slot as a page does, which finds out whose build is gone: a kill can leave one that cannot be read, and of
     * that nobody tells. Acknowledges where it is needed, and answers all promotions that there are.
     */
    static ArrayList<String> acknowledge(JenkinsRule rule) {
        ArrayList<String> known = new ArrayList<>();
        for (String name : NAMES) {
            for (EnvironmentName environment : ENVIRONMENTS) {
                SlotState slot = AbandonedPromotions.settle(Promotions.slots(job(rule, name)), environment);
                if (slot.condition().needsAcknowledgement()) {
                    Promotions.acknowledge(
                            job(rule, name), slot.marked().orElseThrow().id().toString());
                }
                slot.open().forEach(promotion -> known.add(name + " " + promotion.id()));
                slot.ended().forEach(promotion -> known.add(name + " " + promotion.id()));
            }
        }
        return known;
    }

    /**
     * Stops builds as a person would who finds that they hang, first gently, and answers which. A kill between the writing
     * of program.dat and that of build.xml can leave {@code sh} unable to go on, whatever is around it.
     */
    static ArrayList<String> stopOldBuilds(JenkinsRule rule) throws Exception {
        ArrayList<String> stopped = new ArrayList<>();
        for (String name : NAMES) {
            for (WorkflowRun run : job(rule, name).getBuilds()) {
                long seconds = (System.currentTimeMillis() - run.getStartTimeInMillis()) / 1_000;
                if (run.isBuilding() && seconds > SECONDS_UNTIL_STOPPED) {
                    stopped.add(run.toString());
                    if (seconds < SECONDS_UNTIL_KILLED) {
                        run.doStop();
                    } else {
                        run.doKill();
                    }
                }
            }
        }
        return stopped;
    }

    /**
     * The builds that still run, with the end of their logs, and the promotions that have not ended: of a build that cannot go
     * on, Pipeline tells a second after it is over. One that was killed before its first line never began, and Jenkins may
     * leave it as building for good.
     */
    static ArrayList<String> running(JenkinsRule rule) throws Exception {
        ArrayList<String> running = new ArrayList<>();
        for (String name : NAMES) {
            for (EnvironmentName environment : ENVIRONMENTS) {
                Promotions.slot(job(rule, name), environment.value())
                        .open()
                        .forEach(promotion -> running.add(name + " " + promotion.id()));
            }
            for (WorkflowRun run : job(rule, name).getBuilds()) {
                if (run.isBuilding() && run.getLogText().length() > 0) {
                    running.add(run + ": " + String.join(" | ", run.getLog(4)));
                }
            }
        }
        return running;
    }

    private static WorkflowJob job(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName(name, WorkflowJob.class);
    }
}
