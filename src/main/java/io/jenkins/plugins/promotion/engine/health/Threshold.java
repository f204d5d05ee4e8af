package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which numbers are well. At least one bound is set; all that are set must hold.
 *
 * @param above the value is greater than this
 * @param below the value is less than this
 * @param from the value is this or greater
 * @param to the value is this or less
 * @param maxIncrease by which part of it the value may exceed the value from before, 0.1 for 10 %
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Threshold(Double above, Double below, Double from, Double to, Double maxIncrease) {
    private static final String NUMBER = "[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?";
    private static final Pattern WITHIN = Pattern.compile("(" + NUMBER + ")\\s*\\.\\.\\s*(" + NUMBER + ")");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s*%");

    /** @throws InvalidValueException when nothing is bounded, or nothing can be within the bounds */
    public Threshold {
        if (Stream.of(above, below, from, to, maxIncrease).allMatch(Objects::isNull)) {
            throw new InvalidValueException("threshold", null, "a metric needs above, below, within or maxIncrease");
        } else if (Stream.of(above, below, from, to, maxIncrease)
                .filter(Objects::nonNull)
                .anyMatch(bound -> !Double.isFinite(bound))) {
            throw new InvalidValueException("threshold", "no finite number", "it takes finite numbers");
        } else if (above != null && below != null && above >= below) {
            throw new InvalidValueException("above", above, "it must be less than below, which is " + number(below));
        } else if (from != null && to != null && from > to) {
            throw new InvalidValueException(
                    "within", number(from) + ".." + number(to), "the first must be the smaller");
        } else if (maxIncrease != null && maxIncrease < 0) {
            throw new InvalidValueException("maxIncrease", maxIncrease, "it takes 0% or more");
        }
    }

    /**
     * Reads what people write; {@code null} for each that is not set.
     *
     * @param within such as {@code 0.9..1.1}
     * @param maxIncrease such as {@code 10%}
     * @throws InvalidValueException naming what is not allowed
     */
    public static Threshold parse(String above, String below, String within, String maxIncrease) {
        Double from = null;
        Double to = null;
        if (within != null) {
            Matcher range = WITHIN.matcher(within.strip());
            if (!range.matches()) {
                throw new InvalidValueException("within", within, "it takes two numbers, such as 0.9..1.1");
            }
            from = Double.valueOf(range.group(1));
            to = Double.valueOf(range.group(2));
        }
        return new Threshold(number("above", above), number("below", below), from, to, part(maxIncrease));
    }

    private static Double number(String field, String text) {
        if (text == null) {
            return null;
        } else if (!text.strip().matches(NUMBER)) {
            throw new InvalidValueException(field, text, "it takes a number, such as 0.99");
        }
        return Double.valueOf(text.strip());
    }

    private static Double part(String percent) {
        if (percent == null) {
            return null;
        }
        Matcher matcher = PERCENT.matcher(percent.strip());
        if (!matcher.matches()) {
            throw new InvalidValueException("maxIncrease", percent, "it takes a percentage, such as 10%");
        }
        return new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
    }

    /** Whether it needs the value from before. */
    @JsonIgnore
    public boolean isRelative() {
        return maxIncrease != null;
    }

    /**
     * What is wrong with a value, in a phrase; {@code null} when nothing is.
     *
     * @param value finite
     * @param baseline the value from before, needed when the threshold is relative
     */
    public String violation(double value, Double baseline) {
        if (above != null && value <= above) {
            return number(value) + " is not above " + number(above);
        } else if (below != null && value >= below) {
            return number(value) + " is not below " + number(below);
        } else if (from != null && value < from || to != null && value > to) {
            return number(value) + " is not within " + number(from) + ".." + number(to);
        } else if (maxIncrease != null && value > baseline + Math.abs(baseline) * maxIncrease) {
            return number(value) + " exceeds the " + number(baseline) + " from before by more than "
                    + number(maxIncrease * 100) + "%";
        }
        return null;
    }

    /** The shortest text of a number that says as much as six digits do. */
    public static String number(Double value) {
        if (value == null) {
            return "anything";
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return new BigDecimal(String.format(Locale.ROOT, "%.6g", value))
                .stripTrailingZeros()
                .toString();
    }
}
