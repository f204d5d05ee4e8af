package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the numbers of an answer, and says what is wrong with them. */
final class Series {
    private final List<Point> points = new ArrayList<>();
    private int missing;
    private String notANumber;

    /** A value as a source writes it, {@code null} for a gap. */
    void add(Instant at, Double value) {
        if (value == null) {
            missing++;
        } else if (Double.isFinite(value)) {
            points.add(new Point(at, value));
        } else {
            missing++;
            notANumber = String.valueOf(value);
        }
    }

    /** The numbers in the order of time. */
    List<Point> points() {
        points.sort(Comparator.comparing(Point::at));
        return List.copyOf(points);
    }

    int missing() {
        return missing;
    }

    /** Fails when there is no number. */
    Series needed() throws AnswerException {
        if (points.isEmpty() && notANumber != null) {
            throw new AnswerException(
                    Fault.NOT_A_NUMBER, "The value is " + notANumber + ", which is no finite number.");
        } else if (points.isEmpty()) {
            throw new AnswerException(Fault.NO_DATA, "The source has no value for this query.");
        }
        return this;
    }

    /** Fails unless exactly one series came. */
    static void one(int series) throws AnswerException {
        if (series == 0) {
            throw new AnswerException(Fault.NO_DATA, "The source has no series for this query.");
        } else if (series > 1) {
            throw new AnswerException(
                    Fault.SEVERAL_SERIES,
                    "The query leads to " + series + " series, and one is expected; add them up or choose one.");
        }
    }

    /**
     * Reads a number as sources write it, with the words of Go and Java for what is none.
     *
     * @throws AnswerException when it is neither
     */
    static double number(String text) throws AnswerException {
        switch (text.strip()) {
            case "NaN":
                return Double.NaN;
            case "+Inf", "Inf", "Infinity", "+Infinity":
                return Double.POSITIVE_INFINITY;
            case "-Inf", "-Infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                try {
                    return Double.parseDouble(text.strip());
                } catch (NumberFormatException e) {
                    throw new AnswerException(Fault.BAD_ANSWER, "There is a text where a number is expected.");
                }
        }
    }

    /** A moment in seconds, possibly with a fraction. */
    static Instant seconds(double seconds) throws AnswerException {
        return millis(seconds * 1000);
    }

    /** A moment in milliseconds. */
    static Instant millis(double millis) throws AnswerException {
        if (!(Math.abs(millis) < 1e15)) {
            throw new AnswerException(Fault.BAD_ANSWER, "There is no moment where one is expected.");
        }
        return Instant.ofEpochMilli(Math.round(millis));
    }
}
