package io.jenkins.plugins.promotion.commandline.canary;

import io.jenkins.plugins.promotion.commandline.yaml.YamlFields;
import io.jenkins.plugins.promotion.commandline.yaml.YamlPlace;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.engine.simulation.MetricModel;
import io.jenkins.plugins.promotion.engine.simulation.Regression;
import io.jenkins.plugins.promotion.engine.simulation.RolloutModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a canary to rehearse from YAML. */
public final class CanaryYaml {
    /** The field under which it stands. */
    public static final String CANARY = "canary";

    private static final int MOST_RUNS = 1_000_000;
    private static final int RUNS = 1_000;
    private static final double POWER = 0.9;
    private static final double ALPHA = 0.01;
    private static final Map<String, MetricKind> KINDS = byWord(MetricKind.values());
    private static final Map<String, Judge> JUDGES = byWord(Judge.values());
    private static final Map<String, Direction> DIRECTIONS = byWord(Direction.values());
    private static final Map<String, Boolean> LOOKS = new TreeMap<>(Map.of("declared", true, "open", false));

    private CanaryYaml() {}

    private static <E extends Enum<E>> Map<String, E> byWord(E[] values) {
        return new TreeMap<>(Arrays.stream(values)
                .collect(Collectors.toMap(value -> value.name().toLowerCase(Locale.ROOT), Function.identity())));
    }

    /**
     * Reads what stands under {@code canary}.
     *
     * @throws io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException when anything is not as it should be
     */
    public static CanaryScript read(YamlPlace place) {
        YamlFields fields = place.fields(
                "strategy", "steps", "bake", "interval", "onInconclusive", "traffic", "alpha", "looks", "metrics", "regressions",
                "power", "runs", "seed");
        RolloutPlan plan = place.checked(() -> new RolloutWords(
                        words(fields, "strategy"),
                        words(fields, "steps"),
                        words(fields, "bake"),
                        words(fields, "interval"),
                        "rehearsed",
                        words(fields, "onInconclusive"))
                .plan());
        YamlFields traffic = fields.required("traffic").fields("perMinute", "swing");
        List<MetricModel> metrics = fields.required("metrics").items(CanaryYaml::metric);
        RolloutModel model = place.checked(() -> new RolloutModel(
                plan,
                fields.optional("alpha").map(YamlPlace::share).orElse(ALPHA),
                fields.optional("looks").map(looks -> looks.oneOf(LOOKS)).orElse(true),
                traffic.required("perMinute").decimal(),
                traffic.optional("swing").map(YamlPlace::share).orElse(0.0),
                metrics));
        List<Regression> regressions = new ArrayList<>();
        for (YamlPlace item : fields.required("regressions").items()) {
            regressions.addAll(regressions(item, model));
        }
        return new CanaryScript(
                model,
                regressions,
                fields.optional("power").map(CanaryYaml::power).orElse(POWER),
                fields.optional("runs").map(CanaryYaml::runs).orElse(RUNS),
                fields.optional("seed").map(YamlPlace::number).orElse(1));
    }

    private static MetricModel metric(YamlPlace place) {
        YamlFields fields = place.fields(
                "name", "kind", "judge", "direction", "tolerance", "critical", "weight", "earlyPass", "anyShape", "minimum",
                "lower", "upper", "allowed", "level", "noise", "autocorrelation", "dispersion", "measured");
        Metric metric = place.checked(() -> new Metric(
                fields.required("name").text(),
                fields.required("kind").oneOf(KINDS),
                fields.optional("judge").map(word -> word.oneOf(JUDGES)).orElse(Judge.SEQUENTIAL),
                fields.optional("direction").map(word -> word.oneOf(DIRECTIONS)).orElse(Direction.EITHER),
                share(fields, "tolerance", 0),
                fields.optional("critical").map(YamlPlace::truth).orElse(true),
                fields.optional("weight").map(YamlPlace::decimal).orElse(1.0),
                fields.optional("earlyPass").map(YamlPlace::truth).orElse(false),
                fields.optional("anyShape").map(YamlPlace::truth).orElse(false),
                fields.optional("minimum").map(YamlPlace::number).orElse(0),
                fields.optional("lower").map(YamlPlace::decimal).orElse(null),
                fields.optional("upper").map(YamlPlace::decimal).orElse(null),
                fields.optional("allowed").map(YamlPlace::number).orElse(0)));
        YamlPlace level = fields.required("level");
        return place.checked(() -> new MetricModel(
                metric,
                metric.kind() == MetricKind.RATE ? level.share() : level.decimal(),
                share(fields, "noise", 0),
                fields.optional("autocorrelation").map(YamlPlace::decimal).orElse(0.0),
                fields.optional("dispersion").map(YamlPlace::decimal).orElse(1.0),
                share(fields, "measured", 1)));
    }

    private static List<Regression> regressions(YamlPlace place, RolloutModel model) {
        YamlFields fields = place.fields("metric", "change");
        YamlPlace metric = fields.required("metric");
        String name = metric.checked(() -> model.metric(metric.text())).metric().name();
        return fields.required("change").oneOrMore().stream()
                .map(change -> change.checked(() -> new Regression(name, change.share())))
                .toList();
    }

    private static double power(YamlPlace place) {
        double power = place.share();
        if (power < 0.5 || power > 0.99) {
            throw place.wrong("it takes a share from 50% to 99%");
        }
        return power;
    }

    private static int runs(YamlPlace place) {
        int runs = place.number();
        if (runs < 1 || runs > MOST_RUNS) {
            throw place.wrong("it takes 1 to " + MOST_RUNS);
        }
        return runs;
    }

    private static double share(YamlFields fields, String name, double otherwise) {
        return fields.optional(name).map(YamlPlace::share).orElse(otherwise);
    }

    private static String words(YamlFields fields, String name) {
        return fields.optional(name).map(YamlPlace::words).orElse(null);
    }
}
