package io.jenkins.plugins.promotion.engine.model;

import java.util.regex.Pattern;

/** What people and programs write freely: notes, comments, reasons. It is never refused, only made fit for the record. */
public final class FreeText {
    /** The most characters that are kept, the ellipsis after a shortened text not counted. */
    public static final int LONGEST = 10_000;

    private static final Pattern UNFIT = Pattern.compile("[\\p{Cs}\\p{Cc}&&[^\\n\\t]]");

    private FreeText() {}

    /**
     * The text without outer blanks, with at most {@value #LONGEST} characters and an ellipsis; {@code null} when nothing
     * is left. Line breaks and tabs stay; other control characters and halves of surrogate pairs are replaced.
     */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** The same, with at most {@code longest} characters and an ellipsis. */
    public static String of(String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String clean = UNFIT.matcher(text.strip().replace("\r\n", "\n")).replaceAll("\uFFFD");
        boolean shortenedBefore = clean.length() == longest + 1 && clean.endsWith("…");
        return clean.length() <= longest || shortenedBefore ? clean : Text.start(clean, longest) + "…";
    }
}
