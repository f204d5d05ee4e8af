package io.jenkins.plugins.promotion.steps;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Looks, before a promotion is asked for, whether the block of a step can be its deployment. */
interface BlockCheck extends ExtensionPoint {
    /** @throws InvalidValueException when it cannot; the message says what to write instead */
    void check(Run<?, ?> run, FlowNode step);

    /** Lets every check look. */
    static void all(Run<?, ?> run, FlowNode step) {
        ExtensionList.lookup(BlockCheck.class).forEach(check -> check.check(run, step));
    }
}
