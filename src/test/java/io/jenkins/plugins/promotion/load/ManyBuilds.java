package io.jenkins.plugins.promotion.load;

import io.jenkins.plugins.promotion.steps.Promotions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds of one Pipeline that all run at once. */
final class ManyBuilds {
    private ManyBuilds() {}

    /** One build, so that classes are loaded and caches filled before anything is measured. */
    static void warmUp(JenkinsRule rule, String script, String sign) throws Exception {
        WorkflowRun run =
                new Promotions(rule).pipeline("warm", script).scheduleBuild2(0).waitForStart();
        rule.waitForMessage(sign, run);
    }

    /** Returns when the sign is in the log of each. */
    static void start(JenkinsRule rule, Integer number, String script, String sign) throws Exception {
        WorkflowJob job = new Promotions(rule).pipeline("load", script);
        WorkflowRun[] runs = new WorkflowRun[number];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = job.scheduleBuild2(0).waitForStart();
        }
        for (WorkflowRun run : runs) {
            rule.waitForMessage(sign, run);
        }
    }
}
