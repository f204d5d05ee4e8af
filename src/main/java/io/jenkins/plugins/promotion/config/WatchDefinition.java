package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.WatchSettings;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.health.HealthCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * How what is live in an environment is watched after its build has ended, as an administrator writes it. It may hold what is
 * not allowed. On a folder, what is not written is inherited.
 */
public final class WatchDefinition implements Describable<WatchDefinition> {
    private static final Words<OnUnwell> ON_UNWELL = new Words<>(
            "onUnwell",
            null,
            Arrays.stream(OnUnwell.values()).collect(Collectors.toMap(OnUnwell::word, Function.identity())));

    private ArrayList<HealthCheck> checks;
    private String soak;
    private String interval;
    private String timeout;
    private Integer failureThreshold;
    private String onUnwell;

    /** Watches for no time yet, which is not allowed but on a folder. */
    @DataBoundConstructor
    public WatchDefinition() {
        // nothing is needed on a folder
    }

    /** What is looked at; none for the health checks of the environment. */
    public List<HealthCheck> getChecks() {
        return List.copyOf(Util.fixNull(checks));
    }

    /** @param checks {@code null} for the health checks of the environment */
    @DataBoundSetter
    public void setChecks(List<HealthCheck> checks) {
        this.checks = new ArrayList<>(Util.fixNull(checks));
    }

    /** For how long. */
    @CheckForNull
    public String getSoak() {
        return soak;
    }

    /** @param soak a duration */
    @DataBoundSetter
    public void setSoak(String soak) {
        this.soak = Util.fixEmptyAndTrim(soak);
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

    /** How long it may take until every check is well for the first time. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    /** @param timeout a duration */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    /** How often in a row one check may be unwell. */
    @CheckForNull
    public Integer getFailureThreshold() {
        return failureThreshold;
    }

    /** @param failureThreshold 1 or more */
    @DataBoundSetter
    public void setFailureThreshold(Integer failureThreshold) {
        this.failureThreshold = failureThreshold;
    }

    /** What follows when it is not well: {@code report}, {@code ask} or {@code rollback}. */
    @CheckForNull
    public String getOnUnwell() {
        return onUnwell;
    }

    /** @param onUnwell {@code report}, the default, {@code ask} or {@code rollback} */
    @DataBoundSetter
    public void setOnUnwell(String onUnwell) {
        this.onUnwell = Util.fixEmptyAndTrim(onUnwell);
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    WatchSettings toSettings() {
        return new WatchSettings(
                new HealthDemand(getChecks().stream().map(HealthCheck::toCheck).toList(), words()),
                ON_UNWELL.meaning(onUnwell));
    }

    private GateWords words() {
        if (failureThreshold != null && failureThreshold < 1) {
            throw new InvalidValueException(
                    "failureThreshold",
                    failureThreshold,
                    "a watch ends when a check is unwell 1 or more times in a row");
        }
        return new GateWords(interval, timeout, null, failureThreshold, null, soak, null);
    }

    /** @throws IllegalArgumentException naming the place of a check that holds what is not allowed */
    void check() {
        try {
            new HealthDefinition(getChecks()).check();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("watch: " + e.getMessage(), e);
        }
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<WatchDefinition> {
        private static final HealthDemand SOME =
                new HealthDemand(List.of(new TcpCheck("any", "localhost", 1, null)), null);

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WatchDefinition_displayName();
        }

        /** Inherited or a report, ask, roll back. */
        public ListBoxModel doFillOnUnwellItems() {
            ListBoxModel model = new ListBoxModel();
            model.add(Messages.WatchDefinition_otherwise(), "");
            model.add(Messages.WatchDefinition_report(), OnUnwell.REPORT.word());
            model.add(Messages.WatchDefinition_ask(), OnUnwell.ASK.word());
            model.add(Messages.WatchDefinition_rollback(), OnUnwell.ROLLBACK.word());
            return model;
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckSoak(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, watch -> watch.setSoak(value));
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, watch -> watch.setInterval(value));
        }

        /** Refuses what is no duration, or out of range. */
        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, watch -> watch.setTimeout(value));
        }

        /** Refuses what is no number, or out of range. */
        @POST
        public FormValidation doCheckFailureThreshold(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(
                    item,
                    value,
                    watch -> watch.setFailureThreshold(WholeNumber.parse("failureThreshold", value.strip())));
        }

        private static FormValidation checked(Item item, String value, Consumer<WatchDefinition> set) {
            FormAccess.check(item);
            return FieldCheck.optional(value, text -> {
                WatchDefinition watch = new WatchDefinition();
                watch.setSoak("1d");
                set.accept(watch);
                return watch.toSettings().plan(SOME, null);
            });
        }
    }
}
