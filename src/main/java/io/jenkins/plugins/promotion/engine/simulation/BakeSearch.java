package io.jenkins.plugins.promotion.engine.simulation;

import io.jenkins.plugins.promotion.engine.analysis.Normal;
import java.util.Optional;

/**
 * Which bake would stop a regression often enough. What is learnt grows with the time that is measured, and evidence with
 * its square root; that tells where to look, and a simulation whether it is so.
 */
public final class BakeSearch {
    private static final double LONGEST = 16;
    private static final double SHORTEST = 1.0 / 16;
    private static final int TRIES = 5;
    private static final int RUNS = 300;
    private static final double MARGIN = 1.05;
    private static final double SHY = 0.002;

    private BakeSearch() {}

    /**
     * A bake that is enough.
     *
     * @param model the rollout with it
     * @param power how often it stops the regression
     */
    public record Found(RolloutModel model, double power) {}

    /**
     * Looks for it, from 1/16 to 16 times the bake of the model.
     *
     * @param first what the bake of the model leads to
     * @param wanted how often the regression shall be stopped, such as 0.9
     * @return the shortest that was found, empty where none is long enough
     */
    public static Optional<Found> enough(RolloutModel model, SimulatedRollout first, double wanted, long seed) {
        double evidence = -Normal.quantile(model.alpha() / model.metrics().size());
        double times = 1;
        double power = first.stopped();
        Optional<Found> best = power >= wanted ? Optional.of(new Found(model, power)) : Optional.empty();
        double longest = Math.min(
                LONGEST, RolloutModel.MOST_LOOKS / (double) model.plan().looks() - 1e-9);
        double tooShort = best.isPresent() ? 0 : 1;
        double enough = best.isPresent() ? 1 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES; i++) {
            double drift = evidence + Normal.quantile(Math.min(1 - SHY, Math.max(SHY, power)));
            double factor = Math.pow((evidence + Normal.quantile(wanted)) / Math.max(0.2, drift), 2);
            double next = times * factor * (power < wanted ? MARGIN : 1);
            if (next >= enough || next <= tooShort) {
                next = Double.isInfinite(enough)
                        ? tooShort * 1.3
                        : tooShort == 0 ? enough / 2 : Math.sqrt(tooShort * enough);
            }
            next = Math.max(SHORTEST, Math.min(longest, next));
            if (next == times || (enough < tooShort * 1.1)) {
                break;
            }
            times = next;
            RolloutModel longer = model.baking(times);
            power = SimulatedRollout.of(
                            longer,
                            first.regression(),
                            SimulatedRollout.affordable(longer, Math.min(RUNS, first.runs())),
                            seed)
                    .stopped();
            if (power >= wanted) {
                enough = times;
                best = Optional.of(new Found(longer, power));
            } else {
                tooShort = times;
            }
        }
        return best;
    }
}
