package io.jenkins.plugins.promotion.commandline.yaml;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Environments as an administrator writes them: a list under {@code environments}, either on its own or, as in a file of
 * Configuration as Code, under {@code unclassified} and {@code environmentPromotion}.
 */
public final class EnvironmentsYaml {
    /** The field that holds the list. */
    public static final String ENVIRONMENTS = "environments";
    /** The field of Configuration as Code under which the list may stand. */
    public static final String UNCLASSIFIED = "unclassified";

    private static final String PROMOTION = "environmentPromotion";
    private static final Map<String, OrderRule.Require> REQUIRE =
            new TreeMap<>(Map.of("all", OrderRule.Require.ALL, "any", OrderRule.Require.ANY));
    private static final Map<String, QueuePolicy> QUEUE =
            new TreeMap<>(Map.of("newestFirst", QueuePolicy.NEWEST_FIRST, "inOrder", QueuePolicy.IN_ORDER));

    private EnvironmentsYaml() {}

    /**
     * Reads a file of which the environments are the whole, or a file of Configuration as Code, of which the rest is not
     * looked at.
     *
     * @throws InvalidInputException when there are no environments, or they are not as they should be
     */
    public static Environments readFile(YamlPlace root) {
        YamlFields fields = root.allFields();
        return readFrom(fields.has(UNCLASSIFIED) ? fields : root.fields(ENVIRONMENTS, UNCLASSIFIED));
    }

    /**
     * Reads the environments among the fields of a file.
     *
     * @throws InvalidInputException when they stand there twice or not at all, or are not as they should be
     */
    public static Environments readFrom(YamlFields root) {
        if (!root.has(UNCLASSIFIED)) {
            return read(root.required(ENVIRONMENTS));
        }
        if (root.has(ENVIRONMENTS)) {
            throw new InvalidInputException(root.required(ENVIRONMENTS).where()
                    + ": the environments stand under '" + UNCLASSIFIED + "' too; give them once");
        }
        YamlPlace promotion = root.required(UNCLASSIFIED).allFields().required(PROMOTION);
        return read(promotion.fields(ENVIRONMENTS).required(ENVIRONMENTS));
    }

    private static Environments read(YamlPlace list) {
        List<Environment> environments = list.items(EnvironmentsYaml::environment);
        if (environments.isEmpty()) {
            throw list.wrong("it takes one environment or more");
        }
        return list.checked(() -> new Environments(environments));
    }

    private static Environment environment(YamlPlace place) {
        YamlFields fields = place.fields(
                "name", "description", "order", "request", "windows", "freezes", "checklists", "approvals", "queue",
                "refuseOlder", "hotfix", "hold", "health", "rollback", "watch", "tag");
        EnvironmentName name = environmentName(fields.required("name"));
        List<Rule> rules = new ArrayList<>();
        fields.optional("order").ifPresent(order -> rules.add(order(order)));
        fields.optional("request").ifPresent(request -> rules.add(RulesYaml.request(request)));
        fields.optional("windows").ifPresent(windows -> rules.addAll(windows.items(RulesYaml::window)));
        fields.optional("freezes").ifPresent(freezes -> rules.addAll(freezes.items(RulesYaml::freeze)));
        fields.optional("checklists").ifPresent(checklists -> rules.addAll(checklists.items(RulesYaml::checklist)));
        fields.optional("approvals").ifPresent(approvals -> rules.addAll(approvals.items(RulesYaml::approval)));
        return place.checked(() -> new Environment(
                name,
                fields.optional("description").map(YamlPlace::text).orElse(""),
                rules,
                fields.optional("queue").map(queue -> queue.oneOf(QUEUE)).orElse(QueuePolicy.NEWEST_FIRST),
                fields.optional("refuseOlder").map(YamlPlace::truth).orElse(true),
                fields.optional("hotfix").map(RulesYaml::hotfix).orElse(null),
                fields.optional("hold").map(YamlPlace::text).orElse(null),
                fields.optional("health").map(HealthYaml::health).orElse(null),
                fields.optional("rollback").map(RulesYaml::rollback).orElse(null),
                fields.optional("watch").map(HealthYaml::watch).orElse(null),
                fields.optional("tag").map(RulesYaml::tag).orElse(null)));
    }

    private static OrderRule order(YamlPlace place) {
        YamlFields fields = place.fields("environments", "require", "soak");
        List<EnvironmentName> environments = fields.required("environments").items(EnvironmentsYaml::environmentName);
        return place.checked(() -> new OrderRule(
                environments,
                fields.optional("require").map(require -> require.oneOf(REQUIRE)).orElse(OrderRule.Require.ALL),
                fields.optional("soak").map(RulesYaml::duration).orElse(null)));
    }

    private static EnvironmentName environmentName(YamlPlace place) {
        return place.checked(() -> EnvironmentName.of(place.text()));
    }
}
