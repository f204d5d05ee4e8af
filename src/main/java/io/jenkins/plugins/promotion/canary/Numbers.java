package io.jenkins.plugins.promotion.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers as people read them, in their language. */
final class Numbers {
    private static final int DIGITS = 3;
    private static final int MOST_DECIMALS = 8;
    private static final double LARGE = 1e9;

    private final Locale locale;

    Numbers(Locale locale) {
        this.locale = locale;
    }

    /** Three digits, or all before the point. */
    String plain(double value) {
        if (Math.abs(value) >= LARGE) {
            return String.format(locale, "%.2e", value);
        }
        double rounded = Math.abs(value) >= 1000
                ? Math.rint(value)
                : new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(MOST_DECIMALS);
        return format.format(rounded == 0 ? 0 : rounded);
    }

    /** With its unit. */
    String level(double value, boolean rate, @CheckForNull String unit) {
        return rate ? percent(value) : plain(value) + (unit == null ? "" : " " + unit);
    }

    /** A share in per cent. */
    String percent(double share) {
        return plain(share * 100) + " %";
    }
}
