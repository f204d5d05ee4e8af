package io.jenkins.plugins.promotion.steps;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;

/** A {@code promoteTo} of another environment than the one for which its build was started: nothing is done. */
final class SkippedExecution extends SynchronousStepExecution<Void> {
    private static final long serialVersionUID = 1L;

    private final String environment;
    private final String words;

    SkippedExecution(String environment, CarriedRequest carried, StepContext context) {
        super(context);
        this.environment = environment;
        this.words = carried.words();
    }

    /** A block is left out; the rest of a block that a line stands in cannot be, and would deploy all the same. */
    @Override
    protected Void run() throws Exception {
        String why = "This build was started for '" + words + "', so nothing is brought into " + environment;
        if (!getContext().hasBody()) {
            throw new AbortException(PromoteToVariable.NAME + ": " + why
                    + ". What stands below a promoteTo on a line of its own cannot be left out: give it a block, make it"
                    + " an option of its stage, or skip its stage by a 'when' that looks at env.PROMOTION_REQUEST.");
        }
        getContext().get(TaskListener.class).getLogger().println("[promotion] " + why + ": its block is skipped.");
        return null;
    }
}
