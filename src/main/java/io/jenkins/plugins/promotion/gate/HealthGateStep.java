package io.jenkins.plugins.promotion.gate;

import hudson.Extension;
import io.jenkins.plugins.promotion.health.HealthCheck;
import java.io.Serializable;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code healthGate(timeout: '5m') { ... }}: the success of the block is a check too, beside those that it is given.
 *
 * <p>Declarative checks what is written against this class, whichever form it has, so nothing of it is demanded here.
 */
public final class HealthGateStep extends GateStep implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "healthGate";

    /** A gate of the block alone. */
    @DataBoundConstructor
    public HealthGateStep() {}

    /** @param checks what must be well beside the block */
    @DataBoundSetter
    public void setChecks(List<HealthCheck> checks) {
        useChecks(checks);
    }

    @Override
    boolean isWithBlock() {
        return true;
    }

    /** How the step is found and offered. */
    @Extension
    public static final class DescriptorImpl extends GateStepDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.HealthGateStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
