package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.health.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What must be well after every deployment to an environment, as an administrator writes it. It may hold what is not
 * allowed. On a folder, what is not written is inherited.
 */
public final class HealthDefinition implements Describable<HealthDefinition> {
    private final ArrayList<HealthCheck> checks;
    private String interval;
    private String timeout;
    private Integer successThreshold;
    private Integer failureThreshold;
    private String initialDelay;
    private String soak;
    private Integer errorLimit;

    /** @param checks what is looked at */
    @DataBoundConstructor
    public HealthDefinition(List<HealthCheck> checks) {
        this.checks = new ArrayList<>(Util.fixNull(checks));
    }

    /** What is looked at. */
    public List<HealthCheck> getChecks() {
        return List.copyOf(Util.fixNull(checks)); // a file that somebody edited may have none
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

    /** How often in a row one check may be unwell before it fails. */
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

    /** How many errors in a row of one check end it. */
    @CheckForNull
    public Integer getErrorLimit() {
        return errorLimit;
    }

    /** @param errorLimit 0 for the timeout alone */
    @DataBoundSetter
    public void setErrorLimit(Integer errorLimit) {
        this.errorLimit = errorLimit;
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    HealthDemand toDemand() {
        return new HealthDemand(getChecks().stream().map(HealthCheck::toCheck).toList(), words());
    }

    /** @throws IllegalArgumentException naming the place of a check that holds what is not allowed */
    void check() {
        for (HealthCheck check : checks) {
            try {
                check.toCheck();
            } catch (InvalidValueException e) {
                String number = checks.size() == 1 ? "" : " number " + (checks.indexOf(check) + 1);
                throw new IllegalArgumentException("health checks" + number + ": " + e.getMessage(), e);
            }
        }
        toDemand();
    }

    private GateWords words() {
        return new GateWords(interval, timeout, successThreshold, failureThreshold, initialDelay, soak, errorLimit);
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<HealthDefinition> {
        /** Any will do to try a time or count on. */
        private static final List<Check> SOME = List.of(TcpCheck.parse("localhost:1"));

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HealthDefinition_displayName();
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return words(item, "interval", value, text -> new GateWords(text, "30d", 1, null, null, null, null));
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return words(item, "timeout", value, text -> new GateWords("1s", text, 1, null, null, null, null));
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckInitialDelay(@AncestorInPath Item item, @QueryParameter String value) {
            return words(item, "initialDelay", value, text -> new GateWords(null, null, 1, null, text, null, null));
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckSoak(@AncestorInPath Item item, @QueryParameter String value) {
            return words(item, "soak", value, text -> new GateWords(null, null, 1, null, null, text, null));
        }

        /** Refuses what is no number, or out of range. */
        @POST
        public FormValidation doCheckSuccessThreshold(@AncestorInPath Item item, @QueryParameter String value) {
            return counts(item, "successThreshold", value, n -> new GateWords("1s", "30d", n, null, null, null, null));
        }

        /** Refuses what is no number, or out of range. */
        @POST
        public FormValidation doCheckFailureThreshold(@AncestorInPath Item item, @QueryParameter String value) {
            return counts(item, "failureThreshold", value, n -> new GateWords(null, null, 1, n, null, null, null));
        }

        /** Refuses what is no number, or out of range. */
        @POST
        public FormValidation doCheckErrorLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return counts(item, "errorLimit", value, n -> new GateWords(null, null, 1, null, null, null, n));
        }

        private static FormValidation words(Item item, String field, String value, Function<String, GateWords> words) {
            FormAccess.check(item);
            return FieldCheck.optional(value, text -> {
                DurationText.parse(field, text);
                return words.apply(text).plan(SOME, null);
            });
        }

        private static FormValidation counts(
                Item item, String field, String value, Function<Integer, GateWords> words) {
            FormAccess.check(item);
            return FieldCheck.optional(
                    value, text -> words.apply(WholeNumber.parse(field, text)).plan(SOME, null));
        }
    }
}
