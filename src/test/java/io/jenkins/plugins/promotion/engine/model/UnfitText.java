package io.jenkins.plugins.promotion.engine.model;

import java.util.stream.Stream;

/** Texts that no one-line value takes. */
final class UnfitText {
    private UnfitText() {}

    static Stream<String> lines() {
        return Stream.of(
                null,
                "",
                "   ",
                " leading blank",
                "trailing blank ",
                "\u2003wide blank",
                "two\nlines",
                "two\rlines",
                "tab\tinside",
                "null\0inside",
                "escape\u001B[31m",
                "delete\u007F",
                "next line\u0085here",
                "line separator\u2028here",
                "paragraph separator\u2029here",
                "reversed \u202Egpj.exe",
                "isolated \u2066text",
                "half a pair \uD83D",
                "x".repeat(10_000));
    }
}
