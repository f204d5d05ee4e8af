package io.jenkins.plugins.promotion.engine.model;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as people write them: {@code 5%} or {@code 0.05}. */
public final class ShareText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,12})?|\\.\\d{1,12})\\s*(%?)");

    private ShareText() {}

    /**
     * Reads a share of 0 or more.
     *
     * @param field named in the error
     * @throws InvalidValueException when the text is empty or not of the form above
     */
    public static double parse(String field, String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            throw new InvalidValueException(field, text, "it takes a share, such as 5% or 0.05");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return (matcher.group(2).isEmpty() ? number : number.movePointLeft(2)).doubleValue();
    }
}
