package io.jenkins.plugins.promotion.gate;

import hudson.Extension;
import io.jenkins.plugins.promotion.health.HealthCheck;
import java.io.Serializable;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code healthGate(timeout: '5m') { ... }}: the success of the block is a check too. A step either takes a block or does
 * not, so this is a step beside {@link HealthGateStep}, and nobody has to know its name.
 */
public final class HealthGateBlockStep extends GateStep implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "healthGateBlock";

    /** A gate of the block alone. */
    @DataBoundConstructor
    public HealthGateBlockStep() {}

    /** @param checks what must be well beside the block */
    @DataBoundSetter
    public void setChecks(List<HealthCheck> checks) {
        useChecks(checks);
    }

    @Override
    boolean isWithBlock() {
        return true;
    }

    /** The snippet generator lists it among the advanced steps: what is written is {@code healthGate}. */
    @Extension
    public static final class DescriptorImpl extends GateStepDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.HealthGateBlockStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
