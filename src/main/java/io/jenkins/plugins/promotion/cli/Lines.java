package io.jenkins.plugins.promotion.cli;

import io.jenkins.plugins.promotion.engine.policy.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text for a terminal: one line each, so that what people once wrote can neither break nor dress up an answer. */
final class Lines {
    /** Line breaks and other blanks, and what moves a cursor or reverses what is read. */
    private static final Pattern UNFIT = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private Lines() {}

    static String line(String text) {
        return UNFIT.matcher(text).replaceAll(" ").strip();
    }

    /** What somebody wrote, so that another sentence can follow. */
    static String sentence(String text) {
        return text.matches("(?s).*[.!?\u2026]\\s*") ? text : text + ".";
    }

    /** A moment in UTC, to the second. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What a rule says, who can change it, and when it changes by itself. */
    static String finding(Finding finding) {
        String word = finding.lifted() == null ? finding.status().name() : "LIFTED";
        String said = String.format(
                Locale.ROOT, "%s %s: %s", word.toLowerCase(Locale.ROOT), finding.rule(), finding.reason());
        return switch (finding.status()) {
            case SATISFIED -> said;
            case WAITING, REFUSED ->
                said + " "
                        + Messages.Lines_who(finding.who()) + " "
                        + (finding.changesAt() == null
                                ? Messages.Lines_notByItself()
                                : Messages.Lines_byItself(time(finding.changesAt())));
        };
    }
}
