package io.jenkins.plugins.promotion.config;

import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** Time zones in forms. */
final class Zones {
    private static final int MOST = 20;

    private Zones() {}

    /** Refuses what is no name of a time zone; of one, says what time it is there. */
    static FormValidation check(String value) {
        return FieldCheck.answer(() -> FormValidation.ok(
                Messages.Zones_now(new ZoneName(Util.fixEmptyAndTrim(value)).readable(Instant.now()))));
    }

    /** Names with the typed text in them. */
    static AutoCompletionCandidates complete(String value) {
        String typed = Util.fixNull(value).strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.toLowerCase(Locale.ROOT).contains(typed) && isName(zone))
                .sorted()
                .limit(MOST)
                .forEach(candidates::add);
        return candidates;
    }

    /** The database also has names such as {@code Etc/GMT+5}, of which nobody knows which way they go, and old ones. */
    private static boolean isName(String zone) {
        return zone.equals("UTC") || zone.indexOf('/') > 0 && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/");
    }
}
