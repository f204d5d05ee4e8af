package io.jenkins.plugins.promotion.rollout;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutAnalysis;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows the analyses that administrators have defined, and opens them for rollouts. */
@Restricted(NoExternalUse.class)
public interface AnalysisProvider extends ExtensionPoint {
    /**
     * The names of the analyses that the jobs at this place may use, in the order in which they are offered.
     *
     * @param item the job
     */
    List<String> names(Item item);

    /**
     * How far apart the looks of an analysis are, where a rollout does not say.
     *
     * @param item the job
     * @param analysis its name
     * @throws InvalidValueException when there is no such analysis, naming those that there are
     */
    Duration interval(Item item, String analysis);

    /**
     * Begins the analysis of a rollout whose Jenkinsfile holds it itself. {@link #open} finds it then, whatever the plan calls
     * it; begun again, it is as it was.
     *
     * @throws InvalidValueException naming what is not allowed
     * @throws IOException when it cannot be kept
     */
    void begin(Run<?, ?> run, InlineAnalysis analysis, String rollout, PromotionId promotion, RolloutPlan plan)
            throws IOException;

    /**
     * The analysis of one rollout: a new one at its start, and after a restart the one that was begun then, as its definition
     * was at that time. Not called on a thread that must not block.
     *
     * @param run the build; its job decides which definitions there are
     * @param analysis the name of the analysis, as {@link RolloutPlan#analysis()} has it
     * @param rollout the name of the rollout, unique in its promotion: with the build and the promotion the key under which
     *     the state is kept
     * @param promotion to which it belongs
     * @param plan the steps; the looks that it declares are {@link RolloutPlan#looks()}
     * @throws InvalidValueException when there is no such analysis, naming those that there are
     * @throws IOException when what was kept of it cannot be read
     */
    RolloutAnalysis open(Run<?, ?> run, String analysis, String rollout, PromotionId promotion, RolloutPlan plan)
            throws IOException;

    /** The provider of this controller, empty while there is none. */
    static Optional<AnalysisProvider> get() {
        return ExtensionList.lookup(AnalysisProvider.class).stream().findFirst();
    }

    /**
     * The provider of this controller.
     *
     * @throws InvalidValueException when there is none
     */
    static AnalysisProvider demand(String analysis) {
        return get().orElseThrow(() ->
                new InvalidValueException("analysis", analysis, "this controller has no analyses; leave it out"));
    }
}
