package io.jenkins.plugins.promotion.commandline.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.OptionValue;
import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code promotion analyze}: judges what was recorded of a canary and its baseline. */
@Command(
        name = "analyze",
        header = "Judge a canary against its baseline, from what was recorded of both.",
        description = {
            "",
            "The same judges as in a rollout, look by look, until one decides. A file is CSV with one value a line or"
                    + " 'interval,value', for rates 'interval,bad,total', the saved answer of Prometheus to a range query, or an"
                    + " array in JSON. With --judge kayenta it answers as Kayenta's judge does.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It passes; with --vectors: no answer differs.",
            "1:It fails, or cannot be said; with --vectors: an answer differs.",
            "2:The command line or a file cannot be used."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    private static final int VALUES_PER_LOOK = 60;

    enum Kind {
        samples,
        rate,
        series,
        threshold
    }

    enum JudgeName {
        sequential,
        independent,
        window,
        kayenta
    }

    enum DirectionName {
        increase,
        decrease,
        either
    }

    @Option(names = "--kind", paramLabel = "KIND", description = "What the metric consists of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.samples;

    @Option(names = "--judge", paramLabel = "JUDGE", description = "By which tests: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private JudgeName judge = JudgeName.sequential;

    @Option(names = "--direction", paramLabel = "DIRECTION", description = "Which change is harm: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private DirectionName direction = DirectionName.either;

    @Option(names = "--tolerance", paramLabel = "SHARE", description = "How much of a change is none, such as 5%% or 0.05. Default: ${DEFAULT-VALUE}.")
    private String tolerance = "0%";

    @Option(names = "--alpha", paramLabel = "P", description = "The probability, at most, that a canary without harm fails. Default: ${DEFAULT-VALUE}.")
    private double alpha = 0.01;

    @Option(names = "--baseline", paramLabel = "FILE", description = "What was recorded of the baseline.")
    private Path baseline;

    @Option(names = "--canary", paramLabel = "FILE", description = "What was recorded of the canary.")
    private Path canary;

    @Option(names = "--looks", paramLabel = "N", description = "How many looks were declared: with a number less evidence is needed. Default: not known.")
    private int looks;

    @Option(
            names = "--per-look",
            paramLabel = "N",
            description = "How many intervals make a look (default 1); of raw values without interval, how many values (default 60).")
    private Integer perLook;

    @Option(names = "--early-pass", description = "It may pass before the end, once harm beyond the tolerance is excluded.")
    private boolean earlyPass;

    @Option(names = "--any-shape", description = "Of samples: look for changes of any shape too, in 10,000 values and more.")
    private boolean anyShape;

    @Option(names = "--minimum", paramLabel = "N", description = "How many events a side must have. Default: 50 values, 100 events, 10 averages.")
    private long minimum;

    @Option(names = "--expected-share", paramLabel = "SHARE", description = "Which share of the traffic the canary was to have, such as 10%%.")
    private String expectedShare;

    @Option(names = "--lower", paramLabel = "VALUE", description = "Of a threshold: the lower bound.")
    private Double lower;

    @Option(names = "--upper", paramLabel = "VALUE", description = "Of a threshold: the upper bound.")
    private Double upper;

    @Option(names = "--allowed", paramLabel = "N", description = "Of a threshold: how many values may be out of bounds. Default: 0.")
    private int allowed;

    @Option(
            names = "--kayenta",
            paramLabel = "JSON",
            description = "With --judge kayenta: the metric as Kayenta's canary configuration has it, such as"
                    + " '{\"nanStrategy\":\"replace\",\"critical\":true}'.")
    private String kayenta = "{}";

    @Option(names = "--vectors", paramLabel = "FILE", description = "Run every case and every scoring of a file like kayenta.json instead.")
    private Path vectors;

    @Option(names = "--format", paramLabel = "FORMAT", description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output.Format format = Output.Format.text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Printer printer = new Printer(Output.of(spec, format));
        if (vectors != null) {
            return printer.vectors(json("--vectors", Files.isRegularFile(vectors) ? Files.readString(vectors) : null));
        }
        MetricKind metricKind = MetricKind.valueOf(kind.name().toUpperCase(Locale.ROOT));
        Recording ofCanary = read("--canary", canary, metricKind);
        Recording ofBaseline = metricKind == MetricKind.THRESHOLD ? null : read("--baseline", baseline, metricKind);
        if (judge == JudgeName.kayenta) {
            return printer.kayenta(settings(), ofCanary, ofBaseline);
        }
        int many = perLook != null ? perLook : metricKind == MetricKind.SAMPLES && !ofCanary.keyed() ? VALUES_PER_LOOK : 1;
        if (many < 1) {
            throw new InvalidInputException("--per-look: '" + many + "' is not allowed; it takes 1 or more");
        }
        try {
            Double share = expectedShare == null ? null : (Double) OptionValue.share("--expected-share", expectedShare);
            if (share != null && (share <= 0 || share >= 1)) {
                throw new InvalidInputException("--expected-share: '" + expectedShare + "' is not allowed; it takes more than 0% and less than 100%");
            }
            AnalysisPlan plan = new AnalysisPlan(alpha, looks, List.of(metric(metricKind)));
            return printer.analysis(plan, Looks.of(metricKind, ofCanary, ofBaseline, many), share);
        } catch (InvalidValueException invalid) {
            throw new InvalidInputException(invalid.getMessage());
        }
    }

    private Metric metric(MetricKind metricKind) {
        return new Metric(
                kind.name(),
                metricKind,
                Judge.valueOf(judge.name().toUpperCase(Locale.ROOT)),
                Direction.valueOf(direction.name().toUpperCase(Locale.ROOT)),
                OptionValue.share("--tolerance", tolerance),
                true,
                1,
                earlyPass,
                anyShape,
                minimum,
                lower,
                upper,
                allowed);
    }

    private JsonNode settings() throws IOException {
        JsonNode settings = json("--kayenta", kayenta);
        return settings.has("direction")
                ? settings
                : ((ObjectNode) settings.deepCopy()).put("direction", direction.name());
    }

    private Recording read(String option, Path file, MetricKind metricKind) throws IOException {
        if (file == null) {
            throw new InvalidInputException(option + ": a missing file is not allowed; name what was recorded");
        }
        return new RecordingReader(option, file, metricKind).read();
    }

    private JsonNode json(String option, String text) throws IOException {
        if (text == null) {
            throw new InvalidInputException(option + ": '" + vectors + "' is no file");
        }
        try {
            JsonNode node = JsonMapper.builder().build().readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException broken) {
            throw new InvalidInputException(option + ": it is no JSON: " + broken.getOriginalMessage());
        }
        throw new InvalidInputException(option + ": it takes a JSON object");
    }
}
