package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.health.HealthCheck;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Waits until everything that it looks at has been well as often and for as long as asked for. Written {@code
 * healthGate(...)} with a block and without; {@link HealthGateVariable} picks the class that fits.
 */
public abstract class GateStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private ArrayList<HealthCheck> checks = new ArrayList<>();
    private String interval;
    private String timeout;
    private Integer successThreshold;
    private Integer failureThreshold;
    private String initialDelay;
    private String soak;
    private Integer errorLimit;
    private String onFailure;
    private String onInconclusive;
    private String onError;

    /** What must be well. */
    public List<HealthCheck> getChecks() {
        return List.copyOf(checks);
    }

    void useChecks(List<HealthCheck> given) {
        checks = new ArrayList<>(Util.fixNull(given));
    }

    /** From one probe of a check to its next. */
    @CheckForNull
    public String getInterval() {
        return interval;
    }

    /** @param interval a duration */
    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Util.fixEmptyAndTrim(interval);
    }

    /** How long it may take until every check is well. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    /** @param timeout a duration */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    /** How often in a row every check must be well. */
    @CheckForNull
    public Integer getSuccessThreshold() {
        return successThreshold;
    }

    /** @param successThreshold 1 or more */
    @DataBoundSetter
    public void setSuccessThreshold(Integer successThreshold) {
        this.successThreshold = successThreshold;
    }

    /** How often in a row one check may be unwell before the gate fails. */
    @CheckForNull
    public Integer getFailureThreshold() {
        return failureThreshold;
    }

    /** @param failureThreshold 0 for the timeout alone */
    @DataBoundSetter
    public void setFailureThreshold(Integer failureThreshold) {
        this.failureThreshold = failureThreshold;
    }

    /** How long nothing is probed at first. */
    @CheckForNull
    public String getInitialDelay() {
        return initialDelay;
    }

    /** @param initialDelay a duration */
    @DataBoundSetter
    public void setInitialDelay(String initialDelay) {
        this.initialDelay = Util.fixEmptyAndTrim(initialDelay);
    }

    /** How long every check must stay well. */
    @CheckForNull
    public String getSoak() {
        return soak;
    }

    /** @param soak a duration */
    @DataBoundSetter
    public void setSoak(String soak) {
        this.soak = Util.fixEmptyAndTrim(soak);
    }

    /** How many errors in a row of one check end the gate. */
    @CheckForNull
    public Integer getErrorLimit() {
        return errorLimit;
    }

    /** @param errorLimit 0 for the timeout alone */
    @DataBoundSetter
    public void setErrorLimit(Integer errorLimit) {
        this.errorLimit = errorLimit;
    }

    /** What happens to the build when something was measured and is not well. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    /** @param onFailure {@code fail}, {@code unstable} or {@code continue} */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Answer.written(onFailure);
    }

    /** What happens to the build when nothing can be said. */
    @CheckForNull
    public String getOnInconclusive() {
        return onInconclusive;
    }

    /** @param onInconclusive {@code fail}, {@code unstable} or {@code continue} */
    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = Answer.written(onInconclusive);
    }

    /** What happens to the build when it could not be measured. */
    @CheckForNull
    public String getOnError() {
        return onError;
    }

    /** @param onError {@code fail}, {@code unstable} or {@code continue} */
    @DataBoundSetter
    public void setOnError(String onError) {
        this.onError = Answer.written(onError);
    }

    abstract boolean isWithBlock();

    /** What the build does after a verdict; nothing after a PASS. */
    Answer answer(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Answer.CONTINUE;
            case FAIL -> Answer.parse("onFailure", onFailure);
            case INCONCLUSIVE -> Answer.parse("onInconclusive", onInconclusive);
            case ERROR -> Answer.parse("onError", onError);
        };
    }

    /**
     * The plan that the parameters make.
     *
     * @param deployedAt the start of the deployment that is looked at, {@code null} outside of one
     * @throws InvalidValueException naming what is not allowed, and what is
     */
    GatePlan plan(@CheckForNull Instant deployedAt) {
        List<Check> all = new ArrayList<>();
        if (isWithBlock()) {
            all.add(new BlockCheck(null));
        }
        checks.forEach(check -> all.add(check.toCheck()));
        return new GateWords(interval, timeout, successThreshold, failureThreshold, initialDelay, soak, errorLimit)
                .plan(all, deployedAt);
    }

    /** @throws AbortException when a parameter has a value that is not allowed */
    @Override
    public StepExecution start(StepContext context) throws Exception {
        try {
            plan(null);
            for (Verdict verdict : Verdict.values()) {
                answer(verdict);
            }
        } catch (InvalidValueException e) {
            throw new AbortException("healthGate: " + e.getMessage());
        }
        return new GateExecution(this, context, context.get(FilePath.class) != null);
    }
}
