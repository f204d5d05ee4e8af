package io.jenkins.plugins.promotion.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollout.OnInconclusive;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.engine.rollout.Strategy;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Lets a release take over step by step, inside the deployment of a promotion: {@code canaryRollout(steps: '5,25,50,100') {
 * ... }}. Its block sets one weight each time it runs.
 */
public class CanaryRolloutStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The name of the step. */
    static final String FUNCTION = "canaryRollout";

    static final String OUTSIDE =
            "canaryRollout: it belongs into a deployment, since it needs a promotion that holds its"
                    + " environment. Write promoteTo('production') { canaryRollout(steps: '5,25,50,100') { ... } }";

    private String strategy;
    private String steps;
    private String bake;
    private String interval;
    private String analysis;
    private String onInconclusive;

    /** With every default. */
    @DataBoundConstructor
    public CanaryRolloutStep() {}

    /** How the release takes over: {@code canary}, {@code rolling} or {@code blueGreen}. */
    @CheckForNull
    public String getStrategy() {
        return strategy;
    }

    /** @param strategy a word; without one {@code canary} */
    @DataBoundSetter
    public void setStrategy(String strategy) {
        this.strategy = without(strategy, RolloutWords.STRATEGY.word());
    }

    /** The weights, such as {@code 5,25,50,100}. */
    @CheckForNull
    public String getSteps() {
        return steps;
    }

    /** @param steps weights from 1 to 100 with commas between */
    @DataBoundSetter
    public void setSteps(String steps) {
        this.steps = Util.fixEmptyAndTrim(steps);
    }

    /** How long each step stands. */
    @CheckForNull
    public String getBake() {
        return bake;
    }

    /** @param bake a duration, or one for each step */
    @DataBoundSetter
    public void setBake(String bake) {
        this.bake = Util.fixEmptyAndTrim(bake);
    }

    /** From one look of the analysis to the next. */
    @CheckForNull
    public String getInterval() {
        return interval;
    }

    /** @param interval a duration */
    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Util.fixEmptyAndTrim(interval);
    }

    /** The name of the analysis that compares the release with the one before. */
    @CheckForNull
    public String getAnalysis() {
        return analysis;
    }

    /** @param analysis a name that an administrator has defined */
    @DataBoundSetter
    public void setAnalysis(String analysis) {
        this.analysis = Util.fixEmptyAndTrim(analysis);
    }

    /** What follows when the analysis cannot say: {@code pause}, {@code fail} or {@code pass}. */
    @CheckForNull
    public String getOnInconclusive() {
        return onInconclusive;
    }

    /** @param onInconclusive a word; without one {@code pause} */
    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = without(onInconclusive, RolloutWords.ON_INCONCLUSIVE.word());
    }

    private static String without(String given, String usual) {
        String text = Util.fixEmptyAndTrim(given);
        return usual.equals(text) ? null : text;
    }

    /**
     * The plan that the parameters make.
     *
     * @throws InvalidValueException naming what is not allowed, and what is
     */
    RolloutPlan plan() {
        return new RolloutWords(strategy, steps, bake, interval, analysis, onInconclusive).plan();
    }

    /** @throws AbortException when a parameter has a value that is not allowed */
    @Override
    public StepExecution start(StepContext context) throws Exception {
        try {
            plan();
        } catch (InvalidValueException e) {
            throw new AbortException(FUNCTION + ": " + e.getMessage());
        }
        return new RolloutExecution(this, context);
    }

    /** How the step is found and offered. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryRolloutStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        /** Canary, rolling or blue/green. */
        public ListBoxModel doFillStrategyItems() {
            ListBoxModel model = new ListBoxModel();
            model.add(Messages.CanaryRolloutStep_strategy_canary(), Strategy.CANARY.word());
            model.add(Messages.CanaryRolloutStep_strategy_rolling(), Strategy.ROLLING.word());
            model.add(Messages.CanaryRolloutStep_strategy_blueGreen(), Strategy.BLUE_GREEN.word());
            return model;
        }

        /** Pause, fail or pass. */
        public ListBoxModel doFillOnInconclusiveItems() {
            ListBoxModel model = new ListBoxModel();
            model.add(Messages.CanaryRolloutStep_onInconclusive_pause(), OnInconclusive.PAUSE.word());
            model.add(Messages.CanaryRolloutStep_onInconclusive_fail(), OnInconclusive.FAIL.word());
            model.add(Messages.CanaryRolloutStep_onInconclusive_pass(), OnInconclusive.PASS.word());
            return model;
        }

        /** The analyses that this job may use. */
        @POST
        public ComboBoxModel doFillAnalysisItems(@AncestorInPath Item item) {
            ComboBoxModel model = new ComboBoxModel();
            if (item != null && item.hasPermission(Item.CONFIGURE)) {
                model.addAll(names(item));
            }
            return model;
        }

        /** Whether the analysis exists for this job. */
        @POST
        public FormValidation doCheckAnalysis(@AncestorInPath Item item, @QueryParameter String value) {
            String name = Util.fixEmptyAndTrim(value);
            if (name == null || item == null || !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            List<String> known = names(item);
            return known.contains(name)
                    ? FormValidation.ok()
                    : FormValidation.error(new InvalidValueException(
                                    "analysis",
                                    name,
                                    known.isEmpty()
                                            ? "no analysis is defined for this job"
                                            : "it takes one of " + String.join(", ", known))
                            .getMessage());
        }

        private static List<String> names(Item item) {
            return AnalysisProvider.get().map(provider -> provider.names(item)).orElse(List.of());
        }

        /** Whether they are weights, or none where the strategy has phases. */
        public FormValidation doCheckSteps(@QueryParameter String value, @QueryParameter String strategy) {
            return check("steps", new RolloutWords(strategy, value, null, null, null, null));
        }

        /** Whether it is a duration, or one for each step. */
        public FormValidation doCheckBake(
                @QueryParameter String value, @QueryParameter String strategy, @QueryParameter String steps) {
            return check("bake", new RolloutWords(strategy, steps, value, null, null, null));
        }

        /** Whether it is a duration. */
        public FormValidation doCheckInterval(@QueryParameter String value) {
            return check("interval", new RolloutWords(null, null, null, value, null, null));
        }

        /** What is wrong with this field; what is wrong with another is said there. */
        private static FormValidation check(String field, RolloutWords words) {
            try {
                words.plan();
                return FormValidation.ok();
            } catch (InvalidValueException e) {
                return e.field().equals(field) ? FormValidation.error(e.getMessage()) : FormValidation.ok();
            }
        }
    }
}
