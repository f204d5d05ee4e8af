package io.jenkins.plugins.promotion.engine.model;

import java.math.BigDecimal;
import java.math.MathContext;

/** Shares as people write them: {@code 5%}, {@code +5 %} or {@code 0.05}. */
public final class ShareText {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int LONGEST = 40;
    private static final int MOST_DIGITS = 12;

    private ShareText() {}

    /**
     * Reads a share; whether it may be negative or above 1 is for the caller to say.
     *
     * @param field named in the error
     * @throws InvalidValueException when the text is empty or no share
     */
    public static double parse(String field, String text) {
        String trimmed = text == null ? "" : text.strip();
        boolean percent = trimmed.endsWith("%");
        try {
            BigDecimal number = new BigDecimal(
                    percent ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed);
            double value = (percent ? number.divide(HUNDRED, MathContext.DECIMAL64) : number).doubleValue();
            if (trimmed.length() <= LONGEST && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException word) {
            // It is said below what is allowed.
        }
        throw new InvalidValueException(field, text, "a share is written 5% or 0.05");
    }

    /** The share in per cent, such as {@code 5 %}: as few digits as it needs. */
    public static String format(double share) {
        BigDecimal percent = BigDecimal.valueOf(share).multiply(HUNDRED).round(new MathContext(MOST_DIGITS));
        return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + " %";
    }
}
