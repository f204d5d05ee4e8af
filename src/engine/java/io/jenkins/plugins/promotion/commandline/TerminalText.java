package io.jenkins.plugins.promotion.commandline;

import java.util.regex.Pattern;

/** Text that others wrote, made fit for a terminal: it stays on its line and cannot steer anything. */
public final class TerminalText {
    private static final Pattern STEERING = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private TerminalText() {}

    /** The text with a blank in place of every control character, line break and change of the writing direction. */
    public static String oneLine(String text) {
        return STEERING.matcher(text).replaceAll(" ");
    }
}
