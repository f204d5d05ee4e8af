package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Over which alternatives evidence is averaged.
 *
 * @param at what the statistic is multiplied by, positive and ascending
 * @param weights as many, their sum is 1
 */
public record Tilts(List<Double> at, List<Double> weights) {
    private static final int NORMAL_POINTS = 22;
    private static final double NORMAL_REACH = 3;
    private static final double PLAIN_SHARE = 0.05;
    private static final List<Double> PLAIN = List.of(0.25, 0.40);
    private static final double WIDEST = 0.2;

    /** Copies both. */
    public Tilts {
        at = List.copyOf(at);
        weights = List.copyOf(weights);
    }

    /** Ratios of rates, from 5 per cent more than is allowed to eight times as many. */
    static Tilts ofRates() {
        return even(List.of(1.05, 1.1, 1.2, 1.4, 1.8, 2.6, 4.2, 8.0).stream()
                .map(Math::log)
                .toList());
    }

    /**
     * Of sequential ranks, which are spread over (0, 1]: most weight where differences of half to one and a half standard
     * deviations lie, which are to be found within an hour of minutes.
     */
    static Tilts ofSigns() {
        return new Tilts(List.of(0.25, 0.5, 0.9, 1.4, 2.0, 3.0), List.of(0.1, 0.2, 0.25, 0.25, 0.15, 0.05));
    }

    /**
     * Of shifts, as the probability that a value of the canary is the higher one, less a half: half-normal, with a
     * deviation that makes the test most sensitive when {@code best} intervals like the first have passed, and two points
     * for what is plain at once. For a normal mixture of variance 1/r on a score of variance V, the boundary is lowest at
     * {@code V = c r}, with {@code c = L + log(1 + L)}, {@code L = 2 log(1 / (2 alpha))} (Robbins 1970; Howard et al. 2021).
     */
    static Tilts ofShifts(double variance, double best, double level) {
        double strength = 2 * Math.log(1 / (2 * Math.min(level, 0.2)));
        double c = strength + Math.log1p(strength);
        double deviation = Math.min(WIDEST, Math.sqrt(c / best / variance));
        double total = 0;
        for (int i = 0; i < NORMAL_POINTS; i++) {
            total += density(i);
        }
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < NORMAL_POINTS; i++) {
            points.add(new double[] {
                NORMAL_REACH * (i + 0.5) / NORMAL_POINTS * deviation,
                (1 - PLAIN_SHARE * PLAIN.size()) * density(i) / total
            });
        }
        PLAIN.forEach(plain -> points.add(new double[] {plain, PLAIN_SHARE}));
        points.sort(Comparator.comparingDouble(point -> point[0]));
        return new Tilts(
                points.stream().map(point -> point[0]).toList(),
                points.stream().map(point -> point[1]).toList());
    }

    private static double density(int i) {
        double z = NORMAL_REACH * (i + 0.5) / NORMAL_POINTS;
        return Math.exp(-z * z / 2);
    }

    private static Tilts even(List<Double> at) {
        return new Tilts(at, at.stream().map(each -> 1.0 / at.size()).toList());
    }

    double[] atAsArray() {
        return Numbers.array(at);
    }

    double[] weightsAsArray() {
        return Numbers.array(weights);
    }
}
