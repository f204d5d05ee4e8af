package io.jenkins.plugins.promotion.canary;

import io.jenkins.plugins.promotion.engine.measure.Chart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A chart as the points of an SVG of {@value #WIDTH} by {@value #HEIGHT}, which is stretched to its place.
 *
 * @param label what is to be seen, for whoever does not see it
 * @param range polygons around where the baseline usually is
 * @param baseline lines of the baseline, one for each stretch without a gap
 * @param canary lines of the canary
 * @param steps where another step began
 * @param bounds heights of the bounds
 * @param marks one for each interval, with its values in words
 */
@Restricted(NoExternalUse.class)
public record Drawing(
        String label,
        List<String> range,
        List<String> baseline,
        List<String> canary,
        List<String> steps,
        List<String> bounds,
        List<Hover> marks) {
    static final int WIDTH = 220;
    static final int HEIGHT = 52;

    private static final double MARGIN = 4;
    private static final int MOST_MARKS = 120;

    /**
     * What is said of an interval when somebody points at it.
     *
     * @param x where it begins
     * @param width how wide it is
     * @param text its values
     */
    public record Hover(String x, String width, String text) {}

    /**
     * Draws a chart.
     *
     * @param bounds that belong in it
     * @param words the values of a point in words
     */
    static Drawing of(Chart chart, String label, List<Double> bounds, Function<Chart.Point, String> words) {
        List<Chart.Point> points = chart.points();
        if (points.isEmpty()) {
            return null;
        }
        Scale scale = Scale.of(points, bounds);
        List<String> range = new ArrayList<>();
        for (List<Chart.Point> stretch : stretches(points, Chart.Point::low)) {
            StringBuilder polygon = new StringBuilder();
            for (Chart.Point point : stretch) {
                polygon.append(scale.point(point.at(), point.high())).append(' ');
            }
            for (int i = stretch.size() - 1; i >= 0; i--) {
                Chart.Point point = stretch.get(i);
                polygon.append(scale.point(point.at(), point.low())).append(' ');
            }
            range.add(polygon.toString().strip());
        }
        List<String> steps = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).share() != points.get(i - 1).share()) {
                steps.add(number(
                        (scale.x(points.get(i - 1).at()) + scale.x(points.get(i).at())) / 2));
            }
        }
        return new Drawing(
                label,
                range,
                lines(points, Chart.Point::baseline, scale),
                lines(points, Chart.Point::canary, scale),
                steps,
                bounds.stream().map(bound -> number(scale.y(bound))).toList(),
                marks(points, words));
    }

    private static List<Hover> marks(List<Chart.Point> points, Function<Chart.Point, String> words) {
        List<Hover> marks = new ArrayList<>();
        if (points.size() <= MOST_MARKS) {
            double width = (double) WIDTH / points.size();
            for (int i = 0; i < points.size(); i++) {
                marks.add(new Hover(number(i * width), number(width), words.apply(points.get(i))));
            }
        }
        return marks;
    }

    private static List<String> lines(List<Chart.Point> points, Function<Chart.Point, Double> value, Scale scale) {
        List<String> lines = new ArrayList<>();
        for (List<Chart.Point> stretch : stretches(points, value)) {
            StringBuilder line = new StringBuilder();
            for (Chart.Point point : stretch) {
                line.append(scale.point(point.at(), value.apply(point))).append(' ');
            }
            if (stretch.size() == 1) {
                // A line of one point would not be seen.
                line.append(number(scale.x(stretch.get(0).at()) + 1))
                        .append(',')
                        .append(number(scale.y(value.apply(stretch.get(0)))));
            }
            lines.add(line.toString().strip());
        }
        return lines;
    }

    private static List<List<Chart.Point>> stretches(List<Chart.Point> points, Function<Chart.Point, Double> value) {
        List<List<Chart.Point>> stretches = new ArrayList<>();
        List<Chart.Point> stretch = new ArrayList<>();
        for (Chart.Point point : points) {
            if (value.apply(point) != null) {
                stretch.add(point);
            } else if (!stretch.isEmpty()) {
                stretches.add(stretch);
                stretch = new ArrayList<>();
            }
        }
        if (!stretch.isEmpty()) {
            stretches.add(stretch);
        }
        return stretches;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** From moments and values to places. */
    private record Scale(Instant first, long millis, double low, double high) {
        static Scale of(List<Chart.Point> points, List<Double> bounds) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            List<Double> all = new ArrayList<>(bounds);
            for (Chart.Point point : points) {
                all.add(point.canary());
                all.add(point.baseline());
                all.add(point.low());
                all.add(point.high());
            }
            for (Double value : all) {
                if (value != null) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            Instant first = points.get(0).at();
            long millis = points.get(points.size() - 1).at().toEpochMilli() - first.toEpochMilli();
            return new Scale(first, Math.max(1, millis), low, high);
        }

        double x(Instant at) {
            return (double) (at.toEpochMilli() - first.toEpochMilli()) / millis * WIDTH;
        }

        double y(double value) {
            return high > low ? MARGIN + (high - value) / (high - low) * (HEIGHT - 2 * MARGIN) : HEIGHT / 2.0;
        }

        String point(Instant at, double value) {
            return number(x(at)) + "," + number(y(value));
        }
    }
}
