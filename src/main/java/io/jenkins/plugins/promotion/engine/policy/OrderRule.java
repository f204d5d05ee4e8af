package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The same artefact must have been verified elsewhere before.
 *
 * <p>It waits while a promotion of the same release to a missing environment is under way, and refuses when none is. A soak
 * counts from the last verification of the release there.
 *
 * @param environments where, at least one, without repetition
 * @param require whether all of them must have verified it, or any
 * @param soak for how long it must have been verified there, {@code null} when that does not matter
 */
public record OrderRule(
        List<EnvironmentName> environments,
        Require require,
        @JsonInclude(JsonInclude.Include.NON_NULL) Duration soak) implements Rule {
    private static final Duration LONGEST_SOAK = Duration.ofDays(366);

    /** How many of the environments count. */
    public enum Require {
        /** Each of them. */
        ALL,
        /** One of them. */
        ANY
    }

    /** @throws InvalidValueException without an environment, with one named twice, or with a soak out of range */
    public OrderRule {
        environments = environments == null ? List.of() : List.copyOf(environments);
        require = require == null ? Require.ALL : require;
        soak = soak == null || soak.isZero() ? null : soak;
        if (environments.isEmpty() || environments.stream().distinct().count() != environments.size()) {
            throw new InvalidValueException(
                    "order environments", environments, "it takes one or more environments, each once");
        }
        if (soak != null && (soak.toSeconds() < 1 || soak.compareTo(LONGEST_SOAK) > 0)) {
            throw new InvalidValueException(
                    "order soak", DurationText.format(soak), "it takes a second to " + LONGEST_SOAK.toDays() + " days");
        }
    }

    /** Without a soak. */
    public OrderRule(List<EnvironmentName> environments, Require require) {
        this(environments, require, null);
    }

    @Override
    @JsonIgnore
    public String name() {
        return "Order";
    }

    @Override
    @JsonIgnore
    public String kind() {
        return "order";
    }

    @Override
    public OrderRule named(String other) {
        return this;
    }

    @Override
    public String sentence() {
        return names(environments, require == Require.ALL ? " and " : " or ") + " verified it"
                + (soak == null ? "" : " at least " + DurationText.format(soak) + " ago");
    }

    @Override
    public Finding evaluate(Facts facts) {
        Release release = facts.promotion().release();
        List<EnvironmentName> missing = new ArrayList<>(environments);
        missing.removeIf(
                name -> facts.application().apply(name).verified(release).isPresent());
        boolean enough = require == Require.ALL ? missing.isEmpty() : missing.size() < environments.size();
        if (enough) {
            List<EnvironmentName> done = new ArrayList<>(environments);
            done.removeAll(missing);
            return soaked(release, done, facts);
        }
        List<EnvironmentName> underWay = missing.stream()
                .filter(name -> isUnderWay(release, facts.application().apply(name)))
                .toList();
        boolean canStillCome = require == Require.ALL ? underWay.size() == missing.size() : !underWay.isEmpty();
        String wanted = names(missing, require == Require.ALL ? " and " : " or ");
        if (canStillCome) {
            return Finding.waiting(
                    this,
                    release.version() + " is on its way to " + names(underWay, " and ")
                            + " and not verified there yet.",
                    "Whoever promotes it to " + wanted,
                    null);
        }
        return Finding.refused(
                this,
                release.version() + " (" + identity(release) + ") was not verified in " + wanted
                        + otherContent(release, missing, facts) + ". Promote this release to " + wanted + " first.",
                "Whoever promotes it to " + wanted);
    }

    /** Of a release that was verified in enough environments. */
    private Finding soaked(Release release, List<EnvironmentName> done, Facts facts) {
        Map<EnvironmentName, Instant> ready = new LinkedHashMap<>();
        for (EnvironmentName name : done) {
            Instant since = facts.application()
                    .apply(name)
                    .verified(release)
                    .orElseThrow()
                    .endedAt();
            ready.put(name, soak == null ? since : since.plus(soak));
        }
        Comparator<Instant> order = require == Require.ALL ? Comparator.naturalOrder() : Comparator.reverseOrder();
        Instant until = ready.values().stream().max(order).orElseThrow();
        if (soak != null && facts.now().isBefore(until)) {
            List<EnvironmentName> soaking = done.stream()
                    .filter(name -> facts.now().isBefore(ready.get(name)))
                    .toList();
            return Finding.waiting(
                    this,
                    release.version() + " must have been verified in "
                            + names(soaking, require == Require.ALL ? " and " : " or ") + " for "
                            + DurationText.format(soak) + ", which is so at " + until.truncatedTo(ChronoUnit.SECONDS)
                            + ".",
                    "People with the permission to override",
                    until);
        }
        return Finding.satisfied(
                this,
                "Verified in " + names(done, " and ") + ", same " + identity(release)
                        + (soak == null ? "." : ", at least " + DurationText.format(soak) + " ago."));
    }

    private static boolean isUnderWay(Release release, SlotState slot) {
        return slot.open().stream().anyMatch(promotion -> promotion.release().isSameAs(release));
    }

    /** The usual mistake is the same version with other content, so it is said. */
    private static String otherContent(Release release, List<EnvironmentName> missing, Facts facts) {
        for (EnvironmentName name : missing) {
            Optional<Promotion> other = facts.application()
                    .apply(name)
                    .latest(promotion -> promotion.release().version().equals(release.version()));
            if (other.isPresent() && !other.get().release().isSameAs(release)) {
                return "; what " + name + " knows as " + release.version() + " is "
                        + identity(other.get().release());
            }
        }
        return "";
    }

    private static String identity(Release release) {
        String identity = release.identity();
        return identity.startsWith("sha256:") ? "digest " + identity.substring(0, 15) : "version " + release.version();
    }

    private static String names(List<EnvironmentName> names, String joint) {
        return names.stream().map(EnvironmentName::value).collect(Collectors.joining(joint));
    }
}
