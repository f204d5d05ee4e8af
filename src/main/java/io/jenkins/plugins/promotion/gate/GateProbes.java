package io.jenkins.plugins.promotion.gate;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.probe.Probes;
import io.jenkins.plugins.promotion.metrics.ControllerProbes;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.ProbePool;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Looks at the checks of one gate: at web pages and ports from the agent when the gate stands in one, else from the
 * controller as far as the administrator allows; at metric sources from the controller always; at the block by running it.
 */
final class GateProbes implements Probes {
    private static final Logger LOGGER = Logger.getLogger(GateProbes.class.getName());

    private final GateExecution execution;
    private final StepContext context;
    private final Run<?, ?> run;
    private final boolean onAgent;

    GateProbes(GateExecution execution, StepContext context, Run<?, ?> run, boolean onAgent) {
        this.execution = execution;
        this.context = context;
        this.run = run;
        this.onAgent = onAgent;
    }

    @Override
    public CompletableFuture<Reading> look(Check check, Instant baselineAt, @CheckForNull Double baseline) {
        return ProbePool.begin(() -> begin(check, baselineAt, baseline));
    }

    private CompletableFuture<Reading> begin(Check check, Instant baselineAt, @CheckForNull Double baseline)
            throws InterruptedException {
        if (check instanceof BlockCheck) {
            return execution.block().look(context, execution);
        } else if (check instanceof MetricCheck) {
            return controller().look(check, baselineAt, baseline);
        } else if (onAgent) {
            FilePath workspace = workspace();
            if (workspace == null) {
                return done(Fault.OTHER, "The agent is offline.");
            } else if (workspace.isRemote()) {
                return CompletableFuture.completedFuture(fromAgent(check, workspace));
            }
        }
        return HealthGatesConfiguration.get().isControllerAllowed()
                ? controller().look(check, baselineAt, baseline)
                : done(Fault.SETUP, Messages.GateProbes_agentsOnly());
    }

    private ControllerProbes controller() {
        return new ControllerProbes(run.getParent(), Secrets.of(run));
    }

    private Reading fromAgent(Check check, FilePath workspace) throws InterruptedException {
        String id = check instanceof HttpCheck page ? page.credentialsId() : null;
        StandardCredentials secret = id == null ? null : Secrets.of(run).raw(id);
        AgentProbe probe = AgentProbe.of(check, secret);
        return id != null && !probe.hasSecret()
                ? ProbePool.failed(Fault.SETUP, "There are no credentials '" + id + "' that may be used here.")
                : probe.ask(workspace.getChannel(), check.time());
    }

    /** The workspace as long as its agent is there. */
    @CheckForNull
    private FilePath workspace() throws InterruptedException {
        try {
            return context.get(FilePath.class);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "No workspace to probe from", e);
            return null;
        }
    }

    private static CompletableFuture<Reading> done(Fault fault, String reason) {
        return CompletableFuture.completedFuture(ProbePool.failed(fault, reason));
    }
}
