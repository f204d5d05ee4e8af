package io.jenkins.plugins.promotion.gate;

import hudson.Extension;
import io.jenkins.plugins.promotion.health.HealthCheck;
import java.io.Serializable;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code healthGate http('https://shop.example.com/healthz')}: a gate of checks alone.
 *
 * <p>A step either takes a block or does not, so this is a step beside {@link HealthGateStep}; {@link HealthGateVariable}
 * picks the right one of the two. Its own name is what the snippet generator writes.
 */
public final class HealthChecksStep extends GateStep implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "healthChecks";

    /** @param checks what must be well */
    @DataBoundConstructor
    public HealthChecksStep(List<HealthCheck> checks) {
        useChecks(checks);
    }

    @Override
    boolean isWithBlock() {
        return false;
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
            return Messages.HealthChecksStep_displayName();
        }
    }
}
