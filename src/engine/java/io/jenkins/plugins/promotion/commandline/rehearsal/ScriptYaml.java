package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.yaml.EnvironmentsYaml;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.commandline.yaml.YamlFields;
import io.jenkins.plugins.promotion.commandline.yaml.YamlPlace;
import io.jenkins.plugins.promotion.engine.model.ApplicationName;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a rehearsal from YAML: the environments, the people, the releases, and the steps that they take. */
public final class ScriptYaml {
    private static final String ENVIRONMENTS_FROM = "environmentsFrom";
    private static final Duration BETWEEN_BUILDS = Duration.ofMinutes(1);

    private final ApplicationName application;
    private final Environments environments;
    private final Map<String, Voter> people = new LinkedHashMap<>();
    private final Map<String, PlannedRelease> releases = new LinkedHashMap<>();

    private ScriptYaml(YamlFields root, Instant now) {
        YamlPlace name = root.required("application");
        application = name.checked(() -> new ApplicationName(name.text()));
        environments = environments(root);
        root.required("people").items().forEach(this::person);
        List<YamlPlace> builds = root.required("releases").items();
        for (int i = 0; i < builds.size(); i++) {
            release(builds.get(i), i + 1, now.minus(BETWEEN_BUILDS.multipliedBy(builds.size() - i)));
        }
    }

    /**
     * Reads a rehearsal.
     *
     * @param now the releases were built in the minutes before it, one a minute
     * @throws InvalidInputException when anything is not as it should be
     */
    public static Script read(Path file, Instant now) {
        YamlFields root = YamlPlace.read(file)
                .fields(
                        "application",
                        EnvironmentsYaml.ENVIRONMENTS,
                        EnvironmentsYaml.UNCLASSIFIED,
                        ENVIRONMENTS_FROM,
                        "people",
                        "releases",
                        "steps");
        ScriptYaml cast = new ScriptYaml(root, now.truncatedTo(ChronoUnit.MILLIS));
        StepYaml steps = new StepYaml(cast.environments, cast.people, cast.releases);
        return new Script(
                cast.application,
                cast.environments,
                List.copyOf(cast.releases.values()),
                root.required("steps").items(steps::read));
    }

    private static Environments environments(YamlFields root) {
        if (!root.has(ENVIRONMENTS_FROM)) {
            return EnvironmentsYaml.readFrom(root);
        }
        YamlPlace from = root.required(ENVIRONMENTS_FROM);
        if (root.has(EnvironmentsYaml.ENVIRONMENTS) || root.has(EnvironmentsYaml.UNCLASSIFIED)) {
            throw from.wrong("the environments stand in this file too; give them once");
        }
        try {
            return EnvironmentsYaml.readFile(YamlPlace.read(from.file().resolveSibling(from.text())));
        } catch (InvalidPathException e) {
            throw from.wrong("it takes the path of a file, relative to this one");
        }
    }

    private void person(YamlPlace place) {
        YamlFields fields = place.fields("id", "name", "groups", "permissions");
        YamlPlace id = fields.required("id");
        String name = fields.optional("name").map(YamlPlace::text).orElse(null);
        List<String> groups =
                fields.optional("groups").map(list -> list.items(YamlPlace::text)).orElse(List.of());
        List<String> permissions =
                fields.optional("permissions").map(list -> list.items(YamlPlace::text)).orElse(List.of());
        Voter voter = place.checked(
                () -> new Voter(new Principal(id.text(), name), Set.copyOf(groups), Set.copyOf(permissions)));
        if (people.put(id.text(), voter) != null) {
            throw id.wrong("each person is listed once");
        }
    }

    private void release(YamlPlace place, int number, Instant builtAt) {
        YamlFields fields = place.fields(
                "version", "build", "commit", "artifacts", "unhealthyIn", "crashesIn", "cannotReturnTo");
        YamlPlace version = fields.required("version");
        List<Artifact> artifacts = fields.optional("artifacts")
                .map(list -> list.items(item -> item.checked(() -> Artifact.parse(item.text()))))
                .orElse(List.of());
        Release release = place.checked(() -> new Release(
                version.text(),
                artifacts,
                fields.optional("commit").map(YamlPlace::text).orElse(null),
                new BuildRef(
                        application.value(),
                        fields.optional("build").map(YamlPlace::number).orElse(number)),
                builtAt));
        PlannedRelease planned = new PlannedRelease(
                release, where(fields, "unhealthyIn"), where(fields, "crashesIn"), where(fields, "cannotReturnTo"));
        if (releases.put(release.version(), planned) != null) {
            throw version.wrong("each version is listed once");
        }
    }

    private Set<EnvironmentName> where(YamlFields fields, String name) {
        return fields.optional(name)
                .map(list -> Set.copyOf(list.items(item -> StepYaml.known(environments, item))))
                .orElse(Set.of());
    }
}
