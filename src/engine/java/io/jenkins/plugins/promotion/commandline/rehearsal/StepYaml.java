package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.commandline.yaml.YamlFields;
import io.jenkins.plugins.promotion.commandline.yaml.YamlPlace;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads one step of a rehearsal: the field that says what is done, and those that go with it. */
final class StepYaml {
    private static final String PROMOTE = "promote";
    private static final String APPROVE = "approve";
    private static final String REJECT = "reject";
    private static final String ABORT = "abort";
    private static final String ACKNOWLEDGE = "acknowledge";
    private static final String LOOK = "look";
    private static final List<String> ACTIONS = List.of(PROMOTE, APPROVE, REJECT, ABORT, ACKNOWLEDGE, LOOK);
    private static final Map<String, OnFailure> ON_FAILURE =
            new TreeMap<>(Map.of("leave", OnFailure.LEAVE, "rollback", OnFailure.ROLLBACK));
    private static final Map<String, Found> FOUND = new TreeMap<>(
            Map.of("candidate", Found.CANDIDATE, "previous", Found.PREVIOUS, "other", Found.OTHER));

    private final Environments environments;
    private final Map<String, Voter> people;
    private final Map<String, PlannedRelease> releases;

    StepYaml(Environments environments, Map<String, Voter> people, Map<String, PlannedRelease> releases) {
        this.environments = environments;
        this.people = people;
        this.releases = releases;
    }

    Step read(YamlPlace place) {
        List<String> given =
                ACTIONS.stream().filter(place.allFields()::has).toList();
        if (given.size() != 1) {
            throw new InvalidInputException(place.file() + ":" + place.line() + ": a step has exactly one of "
                    + String.join(", ", ACTIONS) + "; this one has "
                    + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        return switch (given.get(0)) {
            case PROMOTE -> promote(place);
            case APPROVE -> vote(place, APPROVE, Decision.APPROVE);
            case REJECT -> vote(place, REJECT, Decision.REJECT);
            case ABORT -> abort(place);
            case ACKNOWLEDGE -> acknowledge(place);
            default -> look(place);
        };
    }

    private Step promote(YamlPlace place) {
        YamlFields fields = place.fields(
                PROMOTE, "to", "by", "build", "onFailure", "waitTimeout", "notes", "ticket", "expect", "because");
        Release release = release(fields.required(PROMOTE)).release();
        return step(fields, new Step.Promote(
                fields.optional("build").map(build -> rebuilt(release, build)).orElse(release),
                known(environments, fields.required("to")),
                person(fields).principal(),
                fields.optional("onFailure").map(word -> word.oneOf(ON_FAILURE)).orElse(OnFailure.LEAVE),
                fields.optional("waitTimeout")
                        .map(text -> text.checked(() -> DurationText.parse("waitTimeout", text.text())))
                        .orElse(null),
                text(fields, "notes"),
                text(fields, "ticket")));
    }

    private Step vote(YamlPlace place, String action, Decision decision) {
        YamlFields fields = place.fields(action, "in", "by", "rule", "comment", "expect", "because");
        return step(fields, new Step.CastVote(
                decision,
                release(fields.required(action)).release().version(),
                known(environments, fields.required("in")),
                person(fields),
                text(fields, "rule"),
                text(fields, "comment")));
    }

    private Step abort(YamlPlace place) {
        YamlFields fields = place.fields(ABORT, "in", "by", "reason", "expect", "because");
        return step(fields, new Step.Abort(
                release(fields.required(ABORT)).release().version(),
                known(environments, fields.required("in")),
                person(fields).principal(),
                text(fields, "reason")));
    }

    private Step acknowledge(YamlPlace place) {
        YamlFields fields = place.fields(ACKNOWLEDGE, "by", "found", "reason", "expect", "because");
        return step(fields, new Step.Acknowledge(
                known(environments, fields.required(ACKNOWLEDGE)),
                person(fields).principal(),
                fields.required("found").oneOf(FOUND),
                text(fields, "reason")));
    }

    private Step look(YamlPlace place) {
        YamlFields fields = place.fields(LOOK, "in", "expect", "because");
        return step(fields, new Step.Look(
                release(fields.required(LOOK)).release().version(), known(environments, fields.required("in"))));
    }

    private static Step step(YamlFields fields, Step.Action action) {
        Result result =
                fields.optional("expect").map(word -> word.oneOf(Result.byWord())).orElse(null);
        return new Step(action, new Expectation(result, text(fields, "because")));
    }

    /** An environment by a name that must be defined. */
    static EnvironmentName known(Environments environments, YamlPlace name) {
        return name.checked(() -> environments.get(EnvironmentName.of(name.text())).name());
    }

    private PlannedRelease release(YamlPlace version) {
        PlannedRelease planned = releases.get(version.text());
        if (planned == null) {
            throw version.wrong("it is none of the releases: " + String.join(", ", releases.keySet()));
        }
        return planned;
    }

    private Voter person(YamlFields fields) {
        YamlPlace id = fields.required("by");
        Voter person = people.get(id.text());
        if (person == null) {
            throw id.wrong("it is none of the people: " + String.join(", ", people.keySet()));
        }
        return person;
    }

    private static Release rebuilt(Release release, YamlPlace build) {
        BuildRef ref = build.checked(() -> new BuildRef(release.build().job(), build.number()));
        return new Release(release.version(), release.artifacts(), release.commit(), ref, release.builtAt());
    }

    private static String text(YamlFields fields, String name) {
        return fields.optional(name).map(YamlPlace::text).orElse(null);
    }
}
