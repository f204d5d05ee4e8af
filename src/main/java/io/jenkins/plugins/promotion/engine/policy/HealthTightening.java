package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Whether what a folder says of the health of an environment demands as much as what it inherits. Inherited checks stay; one
 * of the folder with the name of an inherited one must be the same, for whether another demands as much cannot be told.
 */
final class HealthTightening {
    private static final String HEALTH = "Health";
    /** Every time and count, with how much it demands. */
    private static final List<Field> FIELDS = List.of(
            // more looks are not more demanding: as many in a row are reached sooner
            Field.ofDuration("interval", GateWords.INTERVAL, GateWords::interval, (own, above) -> own == above),
            Field.ofDuration("timeout", GateWords.TIMEOUT, GateWords::timeout, (own, above) -> own <= above),
            Field.ofCount(
                    "successThreshold",
                    GateWords.SUCCESS_THRESHOLD,
                    GateWords::successThreshold,
                    (own, above) -> own >= above),
            // 0 bears no unwell reading in the soak, and any number of them before it
            Field.ofCount(
                    "failureThreshold",
                    GateWords.FAILURE_THRESHOLD,
                    GateWords::failureThreshold,
                    (own, above) -> own == above || own == 1 || own > 0 && own <= above),
            Field.ofDuration("initialDelay", "0s", GateWords::initialDelay, (own, above) -> own == above),
            Field.ofDuration("soak", "0s", GateWords::soak, (own, above) -> own >= above),
            Field.ofCount(
                    "errorLimit",
                    GateWords.ERROR_LIMIT,
                    GateWords::errorLimit,
                    (own, above) -> own == above || own > 0 && (above == 0 || own <= above)));

    private HealthTightening() {}

    /** Every way in which the own definition asks for less. */
    static List<Tightening.Weakening> weakenings(HealthDemand inherited, HealthDemand own) {
        List<Tightening.Weakening> found = new ArrayList<>();
        for (Check check : own.checks()) {
            inherited
                    .check(check.name())
                    .filter(above -> !above.equals(check))
                    .ifPresent(above -> found.add(new Tightening.Weakening(
                            HEALTH,
                            "The check '" + above.name()
                                    + "' is inherited, and the folder asks for another under its name. Give yours a name"
                                    + " of its own; the inherited one stays.")));
        }
        for (Field field : FIELDS) {
            if (!field.demandsAsMuch(own.words(), inherited.words())) {
                found.add(new Tightening.Weakening(
                        HEALTH,
                        "Inherited: " + field.name() + " " + field.shown(inherited.words())
                                + ". The folder asks for less: " + field.shown(own.words()) + "."));
            }
        }
        return found;
    }

    static HealthDemand over(HealthDemand inherited, HealthDemand own) {
        List<Check> checks = new ArrayList<>(inherited.checks());
        own.checks().stream()
                .filter(check -> inherited.check(check.name()).isEmpty())
                .forEach(checks::add);
        GateWords above = inherited.words();
        GateWords words = own.words();
        return new HealthDemand(
                checks,
                new GateWords(
                        stricter("interval", words, above, GateWords::interval),
                        stricter("timeout", words, above, GateWords::timeout),
                        stricter("successThreshold", words, above, GateWords::successThreshold),
                        stricter("failureThreshold", words, above, GateWords::failureThreshold),
                        stricter("initialDelay", words, above, GateWords::initialDelay),
                        stricter("soak", words, above, GateWords::soak),
                        stricter("errorLimit", words, above, GateWords::errorLimit)));
    }

    private static <T> T stricter(String name, GateWords own, GateWords above, Function<GateWords, T> word) {
        Field field = FIELDS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean counts = word.apply(own) != null && field.demandsAsMuch(own, above);
        return word.apply(counts ? own : above);
    }

    /**
     * A time or a count.
     *
     * @param value in seconds, {@code null} where nothing is written
     * @param otherwise what it is then
     * @param demands whether the first demands as much as the second
     */
    private record Field(
            String name, Function<GateWords, Long> value, long otherwise, Demand demands, boolean isDuration) {
        static Field ofDuration(String name, String otherwise, Function<GateWords, String> word, Demand demand) {
            return new Field(
                    name,
                    words -> word.apply(words) == null || word.apply(words).isBlank()
                            ? null
                            : seconds(name, word.apply(words)),
                    seconds(name, otherwise),
                    demand,
                    true);
        }

        static Field ofCount(String name, int otherwise, Function<GateWords, Integer> word, Demand demand) {
            return new Field(
                    name,
                    words ->
                            word.apply(words) == null ? null : word.apply(words).longValue(),
                    otherwise,
                    demand,
                    false);
        }

        private static long seconds(String name, String text) {
            return DurationText.parse(name, text).toSeconds();
        }

        /** What is not written demands nothing of its own. */
        boolean demandsAsMuch(GateWords own, GateWords above) {
            Long written = value.apply(own);
            return written == null || demands.asMuch(written, effective(above));
        }

        private long effective(GateWords words) {
            return Objects.requireNonNullElse(value.apply(words), otherwise);
        }

        String shown(GateWords words) {
            long effective = effective(words);
            return isDuration ? DurationText.format(Duration.ofSeconds(effective)) : Long.toString(effective);
        }
    }

    /** Whether a number demands as much as another. */
    private interface Demand {
        boolean asMuch(long own, long above);
    }
}
