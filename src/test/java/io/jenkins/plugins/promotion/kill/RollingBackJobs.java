package io.jenkins.plugins.promotion.kill;

import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** What the driver of {@link RandomRollbackKillTest} does inside of Jenkins. */
final class RollingBackJobs {
    /** One is rolled back by builds that carry the request, the other by the step in its Jenkinsfile. */
    static final List<String> NAMES = List.of("page", "step");

    static final EnvironmentName ENVIRONMENT = Promotions.STAGING;

    private static final int BUILDS_AT_ONCE = 2;
    private static final int SECONDS_UNTIL_STOPPED = 60;
    private static final int SECONDS_UNTIL_KILLED = 90;

    private static final String FORWARD =
            "promoteTo(environment: 'staging', version: \"v$BUILD_NUMBER\", onFailure: 'rollback') { deploy() }\n";

    private RollingBackJobs() {}

    static void create(JenkinsRule rule, String deploy) throws Exception {
        rule.jenkins.setNumExecutors(NAMES.size() * BUILDS_AT_ONCE + 1);
        Promotions promotions = new Promotions(rule);
        promotions.pipeline("page", deploy + "node { " + FORWARD + " }");
        promotions.pipeline("step", deploy + """
                node {
                  if (BUILD_NUMBER.toInteger() % 3 == 0) {
                    rollbackTo(environment: 'staging', reason: 'it was killed', quarantine: false) { deploy() }
                  } else {
                """ + FORWARD + " } }");
    }

    /**
     * Starts a build of each job that has not too many already; every second one of the first goes back. Mostly it waits until
     * they promote, so that the kill that follows hits them in the middle.
     */
    static void startBuilds(JenkinsRule rule, Long seed) throws Exception {
        Random random = new Random(seed);
        boolean untilTheyPromote = random.nextInt(4) > 0;
        for (String name : NAMES) {
            WorkflowJob job = job(rule, name);
            if (job.getBuilds().stream().filter(WorkflowRun::isBuilding).count() >= BUILDS_AT_ONCE) {
                continue;
            }
            int number = job.getNextBuildNumber();
            if (name.equals("page") && random.nextBoolean()) {
                try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                    BuildRequests.of(slots(rule, name).application(), job)
                            .rollBack(ENVIRONMENT, "previous", null, "it was killed", false);
                } catch (NotPossibleException e) {
                    job.scheduleBuild2(0); // there is no way back yet
                }
            } else {
                job.scheduleBuild2(0);
            }
            if (untilTheyPromote) {
                awaitPromotion(job, number);
            }
        }
    }

    private static void awaitPromotion(WorkflowJob job, int number) throws Exception {
        Instant end = Instant.now().plusSeconds(SECONDS_UNTIL_STOPPED);
        while (Instant.now().isBefore(end)) {
            WorkflowRun run = job.getBuildByNumber(number);
            if (run != null && (JenkinsRule.getLog(run).contains("[promotion]") || !run.isBuilding())) {
                return;
            }
            Thread.sleep(20);
        }
    }

    /** Looks at the target and says what is live, wherever nobody knows. */
    static void acknowledge(JenkinsRule rule, String directory) throws Exception {
        LiveTarget target = new LiveTarget(Path.of(directory));
        for (String name : NAMES) {
            ApplicationSlots slots = slots(rule, name);
            SlotState slot = AbandonedPromotions.settle(slots, ENVIRONMENT);
            if (slot.condition().needsAcknowledgement()) {
                Promotion marked = slot.marked().orElseThrow();
                String live = target.live(name);
                boolean isPrevious = slot.live()
                        .filter(one -> one.release().version().equals(live))
                        .isPresent();
                Found found = live.equals(marked.release().version())
                        ? Found.CANDIDATE
                        : isPrevious ? Found.PREVIOUS : Found.OTHER;
                slots.handle(
                        ENVIRONMENT,
                        new Command.Acknowledge(marked.id(), Principal.of("priya"), found, "I read the target."));
            }
        }
    }

    /** Stops builds as a person would who finds that they hang, and answers which still run. */
    static ArrayList<String> running(JenkinsRule rule) throws Exception {
        ArrayList<String> running = new ArrayList<>();
        for (String name : NAMES) {
            for (WorkflowRun run : job(rule, name).getBuilds()) {
                if (run.isBuilding() && run.getLogText().length() > 0) {
                    long seconds = (System.currentTimeMillis() - run.getStartTimeInMillis()) / 1_000;
                    if (seconds > SECONDS_UNTIL_KILLED) {
                        run.doKill();
                    } else if (seconds > SECONDS_UNTIL_STOPPED) {
                        run.doStop();
                    }
                    running.add(run + ": " + String.join(" | ", run.getLog(4)));
                }
            }
        }
        return running;
    }

    private static ApplicationSlots slots(JenkinsRule rule, String name) {
        return Promotions.slots(job(rule, name));
    }

    private static WorkflowJob job(JenkinsRule rule, String name) {
        return rule.jenkins.getItemByFullName(name, WorkflowJob.class);
    }
}
