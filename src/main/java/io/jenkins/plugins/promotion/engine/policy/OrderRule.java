package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The same artefact must have been verified elsewhere before.
 *
 * <p>It waits while a promotion of the same release to a missing environment is under way, and refuses when none is.
 *
 * @param environments where, at least one, without repetition
 * @param require whether all of them must have verified it, or any
 */
public record OrderRule(List<EnvironmentName> environments, Require require) implements Rule {
    /** How many of the environments count. */
    public enum Require {
        /** Each of them. */
        ALL,
        /** One of them. */
        ANY
    }

    /** @throws InvalidValueException without an environment, or with one named twice */
    public OrderRule {
        environments = environments == null ? List.of() : List.copyOf(environments);
        require = require == null ? Require.ALL : require;
        if (environments.isEmpty() || environments.stream().distinct().count() != environments.size()) {
            throw new InvalidValueException(
                    "order environments", environments, "it takes one or more environments, each once");
        }
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
    public String sentence() {
        return names(environments, require == Require.ALL ? " and " : " or ") + " verified it";
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
            return Finding.satisfied(this, "Verified in " + names(done, " and ") + ", same " + identity(release) + ".");
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
