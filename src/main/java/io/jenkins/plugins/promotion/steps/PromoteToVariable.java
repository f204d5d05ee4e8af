package io.jenkins.plugins.promotion.steps;

import groovy.lang.Closure;
import hudson.Extension;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Lets {@code promoteTo} be written with a block and without: Pipeline asks for a global variable of a name before it
 * asks for a step, and refuses a step that takes a block when it is given none.
 */
@Extension
public final class PromoteToVariable extends GlobalVariable {
    static final String NAME = "promoteTo";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Object getValue(CpsScript script) {
        return new Call(script);
    }

    /** What {@code promoteTo(...)} calls. */
    public static final class Call implements Serializable {
        private static final long serialVersionUID = 1L;

        private final CpsScript script;

        Call(CpsScript script) {
            this.script = script;
        }

        /**
         * Starts the step that fits; the answer is that of the step.
         *
         * @param arguments as in the script, a block last
         */
        public Object call(Object... arguments) {
            boolean block = arguments.length > 0 && arguments[arguments.length - 1] instanceof Closure;
            return block
                    ? ((DSL) script.getBinding().getVariable("steps")).invokeMethod(NAME, arguments)
                    : new EnclosingSteps().invokeMethod(PromoteEnclosingStep.FUNCTION, arguments);
        }
    }

    /** Starts a step under the name that the script used: Pipeline checks that a step suspends under that name. */
    private static final class EnclosingSteps extends DSL {
        EnclosingSteps() {
            super(CpsThread.current().getExecution().getOwner());
        }

        @Override
        protected Object invokeStep(StepDescriptor descriptor, String name, Object arguments) {
            return super.invokeStep(descriptor, NAME, arguments);
        }
    }
}
