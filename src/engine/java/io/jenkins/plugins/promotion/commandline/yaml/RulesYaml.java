package io.jenkins.plugins.promotion.commandline.yaml;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.schedule.Closure;
import io.jenkins.plugins.promotion.engine.schedule.LocalTimeText;
import io.jenkins.plugins.promotion.engine.schedule.OpenHours;
import io.jenkins.plugins.promotion.engine.schedule.Recurrence;
import io.jenkins.plugins.promotion.engine.schedule.WeeklyWindow;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rules of an environment as an administrator writes them, those aside that name other environments. */
final class RulesYaml {
    private static final Map<String, UnknownAuthors> UNKNOWN_AUTHORS =
            new TreeMap<>(Map.of("refuse", UnknownAuthors.REFUSE, "warn", UnknownAuthors.WARN));
    private static final Map<String, Liftable> LIFTABLE = new TreeMap<>(
            Arrays.stream(Liftable.values()).collect(Collectors.toMap(Liftable::word, Function.identity())));
    private static final Map<String, Waivable> WAIVABLE = new TreeMap<>(
            Arrays.stream(Waivable.values()).collect(Collectors.toMap(Waivable::word, Function.identity())));

    private RulesYaml() {}

    static ApprovalRule approval(YamlPlace place) {
        YamlFields fields = place.fields(
                "name", "count", "users", "groups", "permission", "excludeInitiator", "excludeAuthors", "unknownAuthors",
                "lapse");
        return place.checked(() -> new ApprovalRule(
                text(fields, "name"),
                fields.optional("count").map(YamlPlace::number).orElse(1),
                texts(fields, "users"),
                texts(fields, "groups"),
                truth(fields, "excludeInitiator"),
                text(fields, "permission"),
                truth(fields, "excludeAuthors"),
                fields.optional("unknownAuthors").map(word -> word.oneOf(UNKNOWN_AUTHORS)).orElse(null),
                fields.optional("lapse").map(RulesYaml::duration).orElse(null)));
    }

    static ChecklistRule checklist(YamlPlace place) {
        YamlFields fields = place.fields("name", "items");
        List<String> items = fields.required("items").items(YamlPlace::text);
        return place.checked(() -> new ChecklistRule(text(fields, "name"), items));
    }

    static RequestRule request(YamlPlace place) {
        YamlFields fields = place.fields("ticket", "notes");
        return place.checked(() -> new RequestRule(truth(fields, "ticket"), truth(fields, "notes")));
    }

    static WindowRule window(YamlPlace place) {
        YamlFields fields = place.fields("name", "zone", "open");
        ZoneName zone = zone(fields);
        List<WeeklyWindow> windows =
                fields.required("open").items(window -> window.checked(() -> WeeklyWindow.parse(window.text())));
        return place.checked(() -> new WindowRule(text(fields, "name"), new OpenHours(zone, windows)));
    }

    static FreezeRule freeze(YamlPlace place) {
        YamlFields fields = place.fields("name", "reason", "zone", "from", "to", "duration", "repeat");
        if (fields.has("to") == fields.has("duration")) {
            throw new InvalidInputException(place.where() + ": a freeze has either 'to' or 'duration'");
        }
        ZoneName zone = zone(fields);
        LocalDateTime from = localTime(fields.required("from"));
        String reason = fields.required("reason").text();
        Recurrence repeat = fields.optional("repeat")
                .map(rule -> rule.checked(() -> new Recurrence(rule.text())))
                .orElse(null);
        return place.checked(() -> new FreezeRule(
                text(fields, "name"),
                reason,
                fields.optional("to")
                        .map(to -> Closure.between(zone, from, localTime(to), repeat))
                        .orElseGet(() -> new Closure(zone, from, duration(fields.required("duration")), repeat))));
    }

    static Hotfix hotfix(YamlPlace place) {
        YamlFields fields = place.fields("users", "groups", "permission", "approvals", "lifts");
        return place.checked(() -> new Hotfix(
                texts(fields, "users"),
                texts(fields, "groups"),
                text(fields, "permission"),
                fields.optional("approvals").map(YamlPlace::number).orElse(1),
                fields.optional("lifts")
                        .map(lifts -> new HashSet<>(lifts.items(word -> word.oneOf(LIFTABLE))))
                        .orElseGet(HashSet::new)));
    }

    static RollbackSettings rollback(YamlPlace place) {
        YamlFields fields = place.fields("waives");
        return new RollbackSettings(fields.optional("waives")
                .map(waives -> new HashSet<>(waives.items(word -> word.oneOf(WAIVABLE))))
                .orElseGet(HashSet::new));
    }

    static ReleaseTag tag(YamlPlace place) {
        YamlFields fields = place.fields("name", "repository", "credentialsId");
        return place.checked(() -> new ReleaseTag(
                text(fields, "name"), text(fields, "repository"), text(fields, "credentialsId")));
    }

    static Duration duration(YamlPlace place) {
        return place.checked(() -> DurationText.parse(place.field(), place.text()));
    }

    private static ZoneName zone(YamlFields fields) {
        YamlPlace zone = fields.required("zone");
        return zone.checked(() -> new ZoneName(zone.text()));
    }

    private static LocalDateTime localTime(YamlPlace place) {
        String text = place.text();
        try {
            return LocalTimeText.parse(place.field(), text);
        } catch (InvalidValueException e) {
            throw place.wrong(LocalTimeText.ALLOWED);
        }
    }

    private static boolean truth(YamlFields fields, String name) {
        return fields.optional(name).map(YamlPlace::truth).orElse(false);
    }

    private static String text(YamlFields fields, String name) {
        return fields.optional(name).map(YamlPlace::text).orElse(null);
    }

    private static List<String> texts(YamlFields fields, String name) {
        return fields.optional(name).map(list -> list.items(YamlPlace::text)).orElse(List.of());
    }
}
