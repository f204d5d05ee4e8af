package io.jenkins.plugins.promotion.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import java.io.Serializable;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

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
    private InlineAnalysis inline;
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

    /** The analysis itself, where it has no name: {@code analysis: analysis(metrics: [...])}. */
    @CheckForNull
    public InlineAnalysis getInline() {
        return inline;
    }

    /** @param inline an analysis in place of the name of one */
    @DataBoundSetter
    public void setInline(InlineAnalysis inline) {
        this.inline = inline;
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
     * The plan that the parameters make, with the interval of the analysis where they have none.
     *
     * @param item the job, which decides which analyses there are
     * @throws InvalidValueException naming what is not allowed, and what is
     */
    RolloutPlan plan(Item item) {
        Duration between = null;
        if (interval == null && inline != null) {
            between = inline.interval();
        } else if (interval == null && analysis != null) {
            between = AnalysisProvider.demand(analysis).interval(item, analysis);
        }
        return plan(between == null ? interval : DurationText.format(between));
    }

    /**
     * The same without a look at the analysis.
     *
     * @throws InvalidValueException naming what is not allowed, and what is
     */
    RolloutPlan plan() {
        return plan(interval);
    }

    private RolloutPlan plan(String looksEvery) {
        if (inline != null && analysis != null) {
            throw new InvalidValueException(
                    "analysis", analysis, "it takes the name of an analysis or one that stands here, not both");
        }
        String named = inline == null ? analysis : InlineAnalysis.NAME;
        return new RolloutWords(strategy, steps, bake, looksEvery, named, onInconclusive).plan();
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
    public static class DescriptorImpl extends CanaryRolloutDescriptor {}
}
