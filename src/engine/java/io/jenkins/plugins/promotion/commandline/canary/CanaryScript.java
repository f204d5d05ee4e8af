package io.jenkins.plugins.promotion.commandline.canary;

import io.jenkins.plugins.promotion.engine.simulation.Regression;
import io.jenkins.plugins.promotion.engine.simulation.RolloutModel;
import java.util.List;

/**
 * A canary to rehearse.
 *
 * @param model the rollout, its traffic and its metrics
 * @param regressions what may be wrong with a release
 * @param power how often each of them shall be found
 * @param runs how many rollouts are simulated for each
 * @param seed where the random numbers begin
 */
public record CanaryScript(RolloutModel model, List<Regression> regressions, double power, int runs, long seed) {
    /** Copies the list. */
    public CanaryScript {
        regressions = List.copyOf(regressions);
    }

    /** The same with other runs and another seed, each where it is given. */
    public CanaryScript with(Integer otherRuns, Long otherSeed) {
        return new CanaryScript(
                model, regressions, power, otherRuns == null ? runs : otherRuns, otherSeed == null ? seed : otherSeed);
    }
}
