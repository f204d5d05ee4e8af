package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The environments that a job sees, in their order.
 *
 * <p>Names are unique, and what an environment requires exists and does not require it in turn.
 */
public final class Environments {
    private static final int DISTANCE_OF_A_SLIP = 3;

    private final Map<EnvironmentName, Environment> byName = new LinkedHashMap<>();

    /** @throws InvalidValueException naming the environment that breaks one of the conditions above */
    public Environments(List<Environment> environments) {
        for (Environment environment : environments) {
            if (byName.put(environment.name(), environment) != null) {
                throw new InvalidValueException(
                        "environment", environment.name(), "a name can be used once, ignoring case");
            }
        }
        for (Environment environment : environments) {
            environment.requires().stream()
                    .filter(name -> find(name).isEmpty())
                    .findFirst()
                    .ifPresent(name -> {
                        throw unknown("order of " + environment.name(), name);
                    });
        }
        environments.forEach(this::checkCircle);
        environments.forEach(Environments::checkHealth);
    }

    /** All of them, in order. */
    public List<Environment> all() {
        return List.copyOf(byName.values());
    }

    /** The environment of that name. */
    public Optional<Environment> find(EnvironmentName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws InvalidValueException when there is none; the message lists the known ones and the nearest name */
    public Environment get(EnvironmentName name) {
        return find(name).orElseThrow(() -> unknown("environment", name));
    }

    private void checkCircle(Environment start) {
        Deque<EnvironmentName> ahead = new ArrayDeque<>(start.requires());
        Set<EnvironmentName> seen = new HashSet<>();
        while (!ahead.isEmpty()) {
            EnvironmentName name = ahead.pop();
            if (name.equals(start.name())) {
                throw new InvalidValueException(
                        "order of " + start.name(), name, "environments cannot require each other in a circle");
            }
            if (seen.add(name)) {
                byName.get(name).requires().forEach(ahead::push);
            }
        }
    }

    private static void checkHealth(Environment environment) {
        String place = "health of ";
        try {
            if (environment.health() != null) {
                environment.health().plan(null);
            }
            place = "watch of ";
            if (environment.watch() != null) {
                environment.watch().plan(environment.health(), null);
            }
        } catch (InvalidValueException e) {
            throw e.in(place + environment.name());
        }
    }

    private InvalidValueException unknown(String field, EnvironmentName name) {
        LevenshteinDistance distance = new LevenshteinDistance(DISTANCE_OF_A_SLIP);
        Optional<EnvironmentName> nearest = byName.keySet().stream()
                .filter(other -> distance.apply(other.key(), name.key()) >= 0)
                .min(Comparator.comparing(other -> distance.apply(other.key(), name.key())));
        String known = byName.keySet().stream().map(EnvironmentName::value).collect(Collectors.joining(", "));
        return new InvalidValueException(
                field,
                name,
                "there is no such environment"
                        + nearest.map(near -> "; did you mean '" + near + "'?").orElse("")
                        + (known.isEmpty() ? " (none is defined)" : " (known: " + known + ")"));
    }
}
