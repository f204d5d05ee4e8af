package io.jenkins.plugins.promotion.cli;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The releases that slots have a record of, found by what people call them. */
final class KnownReleases {
    private static final int MOST_NAMED = 10;

    /** By identity, the last promoted first. */
    private final Map<String, Release> releases = new LinkedHashMap<>();

    private KnownReleases(Collection<SlotState> slots) {
        slots.stream()
                .flatMap(slot -> Stream.concat(slot.ended().stream(), slot.open().stream()))
                .sorted((one, other) -> other.requestedAt().compareTo(one.requestedAt()))
                .map(Promotion::release)
                .forEach(release -> releases.putIfAbsent(release.identity(), release));
    }

    static KnownReleases in(SlotState slot) {
        return new KnownReleases(List.of(slot));
    }

    static KnownReleases in(Collection<SlotState> slots) {
        return new KnownReleases(slots);
    }

    /**
     * The one of that version, or of that digest where a version is not enough.
     *
     * @throws InvalidValueException when there is none, or several
     */
    Release get(String version) {
        if (releases.containsKey(version)) {
            return releases.get(version);
        }
        List<Release> meant = releases.values().stream()
                .filter(release -> release.version().equals(version))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        throw new InvalidValueException("version", version, meant.isEmpty() ? none() : several(meant));
    }

    private String none() {
        return releases.isEmpty()
                ? "nothing was promoted there yet"
                : "no such release was promoted there; the last ones are "
                        + releases.values().stream()
                                .map(Release::version)
                                .distinct()
                                .limit(MOST_NAMED)
                                .collect(Collectors.joining(", "));
    }

    private static String several(List<Release> meant) {
        return "it is the version of several releases; name one by its digest: "
                + meant.stream().map(Release::identity).collect(Collectors.joining(", "));
    }
}
