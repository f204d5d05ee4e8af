package io.jenkins.plugins.promotion.engine.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What canaries of tests bring. */
final class Simulated {
    private final Random random;

    Simulated(long seed) {
        random = new Random(seed);
    }

    /** Latencies around 100, those of the canary multiplied. */
    List<Observation> latencies(int many, double factor) {
        return List.of(new Observation.Values(values(many, 100 * factor), values(many, 100)));
    }

    private double[] values(int many, double level) {
        double[] values = new double[many];
        Arrays.setAll(values, i -> level * Math.exp(0.5 * random.nextGaussian()));
        return values;
    }

    /** Bad ones of 1,000 events a side, 1 % of them at the baseline. */
    List<Observation> errors(double ratio) {
        return List.of(new Observation.Counts(count(0.01 * ratio), 1_000, count(0.01), 1_000));
    }

    private long count(double share) {
        return random.doubles(1_000).filter(each -> each < share).count();
    }

    List<Observation> averages(int many, double change) {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(new Observation.Averages(
                    100 * (1 + change) + 5 * random.nextGaussian(), 100 + 5 * random.nextGaussian()));
        }
        return all;
    }

    List<Observation> of(MetricKind kind, double factor) {
        return switch (kind) {
            case SAMPLES -> latencies(60, factor);
            case RATE -> errors(factor);
            case SERIES -> averages(5, factor - 1);
            case THRESHOLD -> List.of(new Observation.Level(factor));
        };
    }
}
