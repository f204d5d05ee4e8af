package io.jenkins.plugins.promotion.gate;

import groovy.lang.Closure;
import hudson.Extension;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Lets {@code healthGate} be written with a block and without, and with checks before the parameters: {@code healthGate
 * http('https://shop.example.com/healthz'), soak: '30m'}.
 */
@Extension
public final class HealthGateVariable extends GlobalVariable {
    private static final String CHECKS = "checks";

    @Override
    public String getName() {
        return HealthGateStep.FUNCTION;
    }

    @Override
    public Object getValue(CpsScript script) {
        return new Call();
    }

    /** What {@code healthGate(...)} calls. */
    public static final class Call implements Serializable {
        private static final long serialVersionUID = 1L;

        /**
         * Starts the step that fits; the answer is that of the step.
         *
         * @param arguments as in the script, a block last
         */
        public Object call(Object... arguments) {
            Map<Object, Object> named = new LinkedHashMap<>();
            List<Object> checks = new ArrayList<>();
            Closure<?> block = null;
            for (Object argument : arguments) {
                if (argument instanceof Closure<?> closure) {
                    block = closure;
                } else if (argument instanceof Map<?, ?> map) {
                    named.putAll(map);
                } else if (argument instanceof List<?> list) {
                    checks.addAll(list);
                } else {
                    checks.add(argument);
                }
            }
            if (!checks.isEmpty()) {
                if (named.containsKey(CHECKS)) {
                    throw new IllegalArgumentException(
                            "healthGate: the checks are given twice, by name and without; write all of them in checks: [...]");
                }
                named.put(CHECKS, checks);
            }
            return block == null
                    ? new Gates().invokeMethod(HealthChecksStep.FUNCTION, new Object[] {named})
                    : new Gates().invokeMethod(HealthGateStep.FUNCTION, new Object[] {named, block});
        }
    }

    /** Starts a step under the name that the script used: Pipeline checks that a step suspends under that name. */
    private static final class Gates extends DSL {
        Gates() {
            super(CpsThread.current().getExecution().getOwner());
        }

        @Override
        protected Object invokeStep(StepDescriptor descriptor, String name, Object arguments) {
            return super.invokeStep(descriptor, HealthGateStep.FUNCTION, arguments);
        }
    }
}
