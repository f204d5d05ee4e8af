package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A metric over time, as people look at it: canary against baseline, and where the baseline usually is.
 *
 * @param metric its name
 * @param points in the order of time
 */
public record Chart(String metric, List<Point> points) {
    /** As many intervals before and after one say where the baseline usually is then. */
    private static final int AROUND = 6;
    /** Below this nothing is usual yet. */
    private static final int LEAST = 4;
    /** As many standard deviations to both sides: 19 of 20 values, where they are about normal. */
    private static final double WIDTH = 2;

    /** Copies the points. */
    public Chart {
        points = List.copyOf(points);
    }

    /**
     * One interval.
     *
     * @param at its end
     * @param share which share of the traffic the canary was to have
     * @param canary {@code null} where it is missing
     * @param baseline {@code null} where it is missing
     * @param low where the baseline usually is, {@code null} where that is not known
     * @param high the upper end of that
     * @param failure why there is nothing, {@code null} where there is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            Instant at, double share, Double canary, Double baseline, Double low, Double high, String failure) {}

    /** Of a metric, from all that was measured. */
    public static Chart of(String metric, List<Interval> intervals) {
        List<Interval> asked = intervals.stream()
                .filter(interval -> interval.of(metric).isPresent())
                .toList();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Interval interval = asked.get(i);
            Levels levels = interval.of(metric).orElseThrow();
            double[] around = asked.subList(Math.max(0, i - AROUND), Math.min(asked.size(), i + AROUND + 1)).stream()
                    .map(each -> each.of(metric).map(Levels::baseline))
                    .flatMap(Optional::stream)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            Double low = null;
            Double high = null;
            if (around.length >= LEAST) {
                double mean = mean(around);
                double spread = WIDTH * deviation(around, mean);
                low = mean - spread;
                high = mean + spread;
            }
            points.add(new Point(
                    interval.to(), interval.share(), levels.canary(), levels.baseline(), low, high, levels.failure()));
        }
        return new Chart(metric, points);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
