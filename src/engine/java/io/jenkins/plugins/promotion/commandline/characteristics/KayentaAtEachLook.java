package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.Classification;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaJudge;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaMetric;
import java.util.Arrays;
import java.util.List;

/** Kayenta's judge, asked at every look about all values so far: the first High stops the rollout. */
final class KayentaAtEachLook implements Beside {
    private static final double PER = 1_000;

    @Override
    public int failsAt(Traffic traffic, int looks) {
        KayentaMetric plain = KayentaMetric.plain();
        KayentaMetric increase = new KayentaMetric(
                KayentaMetric.Direction.INCREASE, false, null, false, false, plain.effect(), plain.tolerance(), plain.confidence());
        double[] canary = {};
        double[] baseline = {};
        for (int look = 1; look <= looks; look++) {
            for (Observation observation : traffic.look(look)) {
                List<double[]> both = values(observation);
                canary = joined(canary, both.get(0));
                baseline = joined(baseline, both.get(1));
            }
            if (KayentaJudge.judge(increase, canary, baseline).classification() == Classification.HIGH) {
                return look;
            }
        }
        return 0;
    }

    private static List<double[]> values(Observation observation) {
        if (observation instanceof Observation.Values values) {
            return List.of(values.canary(), values.baseline());
        } else if (observation instanceof Observation.Counts counts) {
            return List.of(
                    new double[] {PER * counts.canaryBad() / counts.canaryTotal()},
                    new double[] {PER * counts.baselineBad() / counts.baselineTotal()});
        } else if (observation instanceof Observation.Averages averages) {
            return List.of(new double[] {averages.canary()}, new double[] {averages.baseline()});
        }
        throw new IllegalArgumentException("Kayenta's judge takes no " + observation);
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
