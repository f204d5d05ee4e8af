package io.jenkins.plugins.promotion.steps;

import hudson.Extension;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code promoteTo('production')} on a line of its own: the rest of the enclosing block is the deployment.
 *
 * <p>A step either takes a block or does not, so this is a step beside {@link PromoteToStep}; {@link PromoteToVariable}
 * picks the right one of the two, and nobody has to know the name of this one.
 */
public final class PromoteEnclosingStep extends PromoteToStep implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "promoteEnclosing";

    /** @param environment the name of a configured environment */
    @DataBoundConstructor
    public PromoteEnclosingStep(String environment) {
        super(environment);
    }

    /** The snippet generator lists it among the advanced steps: what is written is {@code promoteTo}. */
    @Extension
    public static final class DescriptorImpl extends PromoteToStep.DescriptorImpl {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.PromoteEnclosingStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return false;
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
