package io.jenkins.plugins.promotion.gate;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines with gates, and what is kept of them. */
public final class Gates {
    private Gates() {}

    /** Lets the controller probe this machine, which it may not otherwise. */
    public static void allowLoopback() {
        HealthGatesConfiguration.get().setAllow(List.of("127.0.0.1"));
    }

    /** Starts a build of a sandboxed Pipeline. */
    public static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItem("shop") instanceof WorkflowJob there
                ? there
                : jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** The state of the only gate of a build, as it is kept or known. */
    public static GateState state(Run<?, ?> run) {
        List<GateReference> gates = run.getAction(GateRunAction.class).gates();
        return FoundGate.of(run, gates.get(gates.size() - 1)).state();
    }
}
