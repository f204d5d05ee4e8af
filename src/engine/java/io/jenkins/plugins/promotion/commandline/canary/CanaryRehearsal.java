package io.jenkins.plugins.promotion.commandline.canary;

import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.simulation.BakeSearch;
import io.jenkins.plugins.promotion.engine.simulation.Regression;
import io.jenkins.plugins.promotion.engine.simulation.RolloutModel;
import io.jenkins.plugins.promotion.engine.simulation.SimulatedRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a rehearsal.
 *
 * @param script what was rehearsed
 * @param runs how many rollouts a row
 * @param good with a release as good as the one before
 * @param bad with each regression
 */
public record CanaryRehearsal(CanaryScript script, int runs, SimulatedRollout good, List<Row> bad) {
    /**
     * A release with a regression.
     *
     * @param rollout how it went
     * @param metric what changed
     * @param harm whether it is more than is tolerated
     * @param enough a bake that would find it often enough; empty where there is none, or it is harmless or found already
     */
    public record Row(SimulatedRollout rollout, Metric metric, boolean harm, Optional<BakeSearch.Found> enough) {}

    /** Simulates it. */
    public static CanaryRehearsal of(CanaryScript script) {
        RolloutModel model = script.model();
        int runs = SimulatedRollout.affordable(model, script.runs());
        SimulatedRollout good = SimulatedRollout.of(model, Regression.NONE, runs, script.seed());
        List<Row> bad = new ArrayList<>();
        for (Regression regression : script.regressions()) {
            SimulatedRollout rollout = SimulatedRollout.of(model, regression, runs, script.seed());
            Metric metric = model.metric(regression.metric()).metric();
            boolean harm = regression.isHarm(metric);
            bad.add(new Row(
                    rollout,
                    metric,
                    harm,
                    harm && rollout.stopped() < script.power()
                            ? BakeSearch.enough(model, rollout, script.power(), script.seed())
                            : Optional.empty()));
        }
        return new CanaryRehearsal(script, runs, good, List.copyOf(bad));
    }

    /** Whether a release without harm is stopped no more often than is promised, but for chance. */
    public boolean keepsItsLevel() {
        return isWithin(good) && bad.stream().filter(row -> !row.harm()).allMatch(row -> isWithin(row.rollout()));
    }

    private boolean isWithin(SimulatedRollout rollout) {
        return rollout.stopped() - rollout.uncertainty(rollout.stopped()) <= script.model().alpha();
    }
}
