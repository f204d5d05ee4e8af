package io.jenkins.plugins.promotion.commandline.suggest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.OptionValue;
import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.insight.MetricHabits;
import io.jenkins.plugins.promotion.engine.insight.MetricHistory;
import io.jenkins.plugins.promotion.engine.insight.Suggestion;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code promotion suggest}: proposes tolerance and bake for a metric. */
@Command(
        name = "suggest",
        header = "Propose tolerance and bake for a metric, from what was recorded of past releases.",
        description = {
            "",
            "The history is a file with one line a measurement, 'release,value' or, for rates, 'release,bad,total', in the"
                    + " order of time, of releases that did no harm; or ledgers with rollouts that measured the metric. The bake"
                    + " is found by simulating the rollout with a metric that behaves like that.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:There is a proposal.",
            "1:No bake up to 16 times as long as the given one is enough.",
            "2:The command line or a file cannot be used."
        })
public final class SuggestCommand implements Callable<Integer> {
    enum Kind {
        samples,
        rate,
        series
    }

    enum DirectionName {
        increase,
        decrease,
        either
    }

    @Option(names = "--kind", required = true, paramLabel = "KIND", description = "What the metric consists of: ${COMPLETION-CANDIDATES}.")
    private Kind kind;

    @Option(names = "--direction", paramLabel = "DIRECTION", description = "Which change is harm: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private DirectionName direction = DirectionName.increase;

    @Option(names = "--history", paramLabel = "FILE", description = "Past values by release.")
    private Path history;

    @Option(names = "--ledger", paramLabel = "FILE|DIR", description = "Instead: a ledger, or a directory with ledgers, with rollouts that measured the metric.")
    private Path ledger;

    @Option(names = "--metric", paramLabel = "NAME", description = "With --ledger: which metric.")
    private String metric;

    @Option(names = "--find", paramLabel = "SHARE", description = "Which regression is to be found, such as 20%%. Default: twice the tolerance, and at least 5%% more than it.")
    private String find;

    @Option(names = "--power", paramLabel = "SHARE", description = "How often it is to be found. Default: ${DEFAULT-VALUE}.")
    private String power = "90%";

    @Option(names = "--alpha", paramLabel = "P", description = "The probability, at most, that a canary without harm fails. Default: ${DEFAULT-VALUE}.")
    private double alpha = 0.01;

    @Option(
            names = "--per-minute",
            paramLabel = "N",
            description = "How many requests a minute there are. Default, of a rate with a history: the mean total of a line, an interval.")
    private Double perMinute;

    @Option(names = "--measured", paramLabel = "SHARE", description = "Of samples: which share of the requests is in the metric. Default: ${DEFAULT-VALUE}.")
    private String measured = "100%";

    @Option(names = "--steps", paramLabel = "WEIGHTS", description = "The steps of the rollout. Default: " + RolloutWords.STEPS + ".")
    private String steps;

    @Option(names = "--bake", paramLabel = "TIME", description = "Where to begin to look for a bake. Default: " + RolloutWords.BAKE + ".")
    private String bake;

    @Option(names = "--interval", paramLabel = "TIME", description = "From one look to the next, and of one line of a history. Default: " + RolloutWords.INTERVAL + ".")
    private String interval;

    @Option(names = "--runs", paramLabel = "N", description = "How many rollouts are simulated. Default: ${DEFAULT-VALUE}.")
    private int runs = 300;

    @Option(names = "--seed", paramLabel = "N", description = "Where the random numbers begin. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--format", paramLabel = "FORMAT", description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output.Format format = Output.Format.text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if ((history == null) == (ledger == null)) {
            throw new InvalidInputException("--history, --ledger: give one of both");
        }
        if (runs < 1 || runs > 1_000_000) {
            throw new InvalidInputException("--runs: '" + runs + "' is not allowed; it takes 1 to 1000000");
        }
        double often = OptionValue.share("--power", power);
        if (often < 0.5 || often > 0.99) {
            throw new InvalidInputException("--power: '" + power + "' is not allowed; it takes a share from 50% to 99%");
        }
        MetricKind of = MetricKind.valueOf(kind.name().toUpperCase(Locale.ROOT));
        try {
            RolloutPlan plan = new RolloutWords(null, steps, bake, interval, "suggested", null).plan();
            MetricHabits habits;
            Double traffic = perMinute;
            if (history != null) {
                MetricHistory past = Past.releases(of, history);
                habits = MetricHabits.of(past);
                if (traffic == null && of == MetricKind.RATE) {
                    traffic = Past.totalOfALine(past) / (plan.interval().toMillis() / 60_000.0);
                }
            } else {
                habits = MetricHabits.of(Past.rollouts(of, ledger, metric));
            }
            if (traffic == null && of != MetricKind.SERIES) {
                throw new InvalidInputException("--per-minute: a missing value is not allowed; it takes how many requests a minute there are");
            }
            Suggestion suggestion = Suggestion.of(
                    of,
                    habits,
                    new Suggestion.Question(
                            Direction.valueOf(direction.name().toUpperCase(Locale.ROOT)),
                            find == null ? null : (Double) OptionValue.share("--find", find),
                            often,
                            plan,
                            alpha,
                            traffic == null ? 1 : traffic,
                            OptionValue.share("--measured", measured),
                            runs,
                            seed));
            print(Output.of(spec, format), suggestion);
            return suggestion.bake() == null ? 1 : 0;
        } catch (InvalidValueException invalid) {
            throw new InvalidInputException(invalid.getMessage());
        }
    }

    private void print(Output out, Suggestion suggestion) throws IOException {
        if (!out.isJson()) {
            suggestion.reasons().forEach(out::line);
            out.flush();
            return;
        }
        ObjectNode all = Output.object()
                .put("tolerance", suggestion.tolerance())
                .put("regression", suggestion.regression())
                .put("wantedPower", OptionValue.share("--power", power))
                .put("power", suggestion.power());
        if (suggestion.bake() == null) {
            all.putNull("bakeSeconds");
        } else {
            ArrayNode each = all.putArray("bakeSeconds");
            suggestion.bake().steps().forEach(step -> each.add(step.bake().toSeconds()));
            all.put("bake", DurationText.format(suggestion.bake().step(1).bake())).put("looks", suggestion.bake().looks());
        }
        all.set("habits", Output.object(suggestion.habits()));
        ArrayNode reasons = all.putArray("reasons");
        suggestion.reasons().forEach(reasons::add);
        out.json(all);
    }
}
