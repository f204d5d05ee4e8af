package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.simulation.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a simulated canary and its baseline bring at each look, one run. */
interface Traffic {
    /** What one look brings, from 1 on. */
    List<Observation> look(int look);

    /** How a run begins. */
    interface Start {
        Traffic with(Noise noise);
    }

    /**
     * Lognormal latencies.
     *
     * @param canary how many values a look
     * @param baseline how many values a look
     * @param change of the canary, as a share
     * @param cycle how far the common load swings, in logarithms
     * @param heavy whether tails are heavy
     */
    static Start latencies(int canary, int baseline, double change, double cycle, boolean heavy) {
        return noise -> look -> {
            double load = 100 * Math.exp(cycle * Math.sin(2 * Math.PI * look / 12));
            return List.of(new Observation.Values(
                    latencies(noise, canary, load * (1 + change), heavy), latencies(noise, baseline, load, heavy)));
        };
    }

    /** The same in another unit. */
    static Start inUnits(double unit, Start start) {
        return noise -> {
            Traffic traffic = start.with(noise);
            return look -> traffic.look(look).stream().map(each -> inUnits(unit, (Observation.Values) each)).toList();
        };
    }

    private static Observation inUnits(double unit, Observation.Values values) {
        return new Observation.Values(
                Arrays.stream(values.canary()).map(value -> value * unit).toArray(),
                Arrays.stream(values.baseline()).map(value -> value * unit).toArray());
    }

    private static double[] latencies(Noise noise, int many, double level, boolean heavy) {
        double[] values = new double[many];
        for (int i = 0; i < many; i++) {
            values[i] = level * Math.exp(0.5 * (heavy ? noise.heavy() : noise.normal()));
        }
        return values;
    }

    /**
     * Bad events, minute by minute.
     *
     * @param minutes a look
     * @param canary how many a minute it has where nothing changed
     * @param baseline how many a minute
     * @param ratio by which the canary's rate is multiplied
     * @param dispersion how many times their mean the variance is
     */
    static Start errors(int minutes, double canary, double baseline, double ratio, double dispersion) {
        return noise -> look -> {
            List<Observation> all = new ArrayList<>();
            for (int i = 0; i < minutes; i++) {
                all.add(new Observation.Counts(
                        noise.bursts(canary * ratio, dispersion), 1_000 * canary, noise.bursts(baseline, dispersion), 1_000 * baseline));
            }
            return all;
        };
    }

    /** How averages vary around their level. */
    enum Tails {
        /** Normal, five per cent of the level. */
        NORMAL(Noise::normal),
        /** Student's t with three degrees of freedom, five per cent of the level the unit: a deviation of 8.7 per cent. */
        HEAVY(noise -> noise.heavy() * Math.sqrt(3)),
        /** The same with the deviation of the normal ones: most values are nearer to the level than theirs. */
        HEAVY_OF_THE_SAME_DEVIATION(Noise::heavy);

        private final ToDoubleFunction<Noise> draw;

        Tails(ToDoubleFunction<Noise> draw) {
            this.draw = draw;
        }
    }

    /**
     * One average a look and side, which swing together with the load by a half and each vary by themselves, by five per cent:
     * {@code exp(0.05 x)} times the load.
     *
     * @param change of the canary, as a share
     * @param memory the autocorrelation of each side
     * @param tails how {@code x} is distributed
     */
    static Start averages(double change, double memory, Tails tails) {
        return noise -> {
            double[] state = {noise.normal(), noise.normal()};
            double fresh = Math.sqrt(1 - memory * memory);
            return look -> {
                double load = 1 + 0.5 * Math.sin(look / 20.0);
                for (int i = 0; i < 2; i++) {
                    state[i] = memory * state[i] + fresh * tails.draw.applyAsDouble(noise);
                }
                return List.of(new Observation.Averages(
                        load * (1 + change) * Math.exp(0.05 * state[0]), load * Math.exp(0.05 * state[1])));
            };
        };
    }

    /** The same with normal tails. */
    static Start averages(double change, double memory) {
        return averages(change, memory, Tails.NORMAL);
    }
}
