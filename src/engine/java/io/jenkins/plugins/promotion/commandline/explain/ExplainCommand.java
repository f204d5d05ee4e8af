package io.jenkins.plugins.promotion.commandline.explain;

import static io.jenkins.plugins.promotion.commandline.OptionValue.checked;

import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.yaml.EnvironmentsYaml;
import io.jenkins.plugins.promotion.commandline.yaml.YamlPlace;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.promotion.PromotionMachine;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code promotion explain}: says whether a release could go out at a moment, why not, and when. */
@Command(
        name = "explain",
        header = "Ask ahead: could this release go out then, and if not, why, and when?",
        description = {
            "",
            "Every rule of the environment answers for the moment that you name, on what the ledgers hold now. Then the first"
                    + " moment at which no rule waits for the clock any more, and what is left to people. Nothing is modified.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It could go out at that moment.",
            "1:It could not, or a ledger was altered or cannot be read.",
            "2:The command line or the file cannot be used."
        })
public final class ExplainCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The environments, in YAML: the same as in a file of Configuration as Code.")
    private Path config;

    @Option(names = "--environment", required = true, paramLabel = "NAME", description = "Where to.")
    private String environment;

    @Option(names = "--at", paramLabel = "TIME", description = "When, such as 2026-12-24T16:00[America/Los_Angeles]. Default: now.")
    private String at;

    @Option(names = "--version", required = true, paramLabel = "VERSION", description = "What.")
    private String version;

    @Option(names = "--artifact", paramLabel = "NAME@sha256:DIGEST", description = "Its artefact; may be repeated.")
    private List<String> artifacts = List.of();

    @Option(names = "--ledger", paramLabel = "DIR", description = "The ledgers of the application. Without it nothing is live, verified or approved.")
    private Path ledger;

    @Option(names = "--application", paramLabel = "NAME", description = "The application, where the directory holds the ledgers of several.")
    private String application;

    @Option(names = "--by", paramLabel = "USER", description = "Who would start it. Default: nobody in particular.")
    private String by;

    @Option(names = "--author", paramLabel = "USER", description = "Who made a commit that it brings; may be repeated.")
    private List<String> authors = List.of();

    @Option(names = "--ticket", paramLabel = "TEXT", description = "The ticket that its request would name.")
    private String ticket;

    @Option(names = "--notes", paramLabel = "TEXT", description = "The notes that its request would have.")
    private String notes;

    @Option(names = "--format", defaultValue = "text", description = "How to answer: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output.Format format;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help message and exit.")
    private boolean help; // the standard options have a --version of their own

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Environments environments = EnvironmentsYaml.readFile(YamlPlace.read(config));
        Environment target = checked("--environment", () -> environments.get(EnvironmentName.of(environment)));
        Moment moment = at == null ? new Moment(InstantSource.system().instant(), Moment.UTC) : Moment.parse(at);
        Records records = ledger == null ? Records.NONE : Records.read(ledger, application, environments);
        SlotState slot = records.slot(target.name());
        Promotion promotion = waiting(slot, release(records, moment.at())).orElseGet(() -> imagined(records, slot, moment.at()));
        PromotionMachine machine =
                new PromotionMachine(target, records::slot, records.slots().keySet(), List::of, UserIds.IGNORING_CASE);
        Forecast forecast = machine.forecast(slot, promotion, moment.at());
        Answer answer = new Answer(target, promotion, slot.find(promotion.id()).isPresent(), moment, forecast);
        Output out = Output.of(spec, format);
        if (out.isJson()) {
            out.json(answer.json(application));
        } else {
            answer.print(out, application, ledger != null);
        }
        out.flush();
        return forecast.passes() ? 0 : 1;
    }

    private static Optional<Promotion> waiting(SlotState slot, Release release) {
        return slot.latest(promotion -> promotion.isWaiting() && promotion.release().isSameAs(release));
    }

    private Promotion imagined(Records records, SlotState slot, Instant when) {
        Changes changes = new Changes(
                authors.stream().map(id -> checked("--author", () -> Principal.of(id))).toList(),
                slot.live().map(live -> live.release().identity()).orElse(null),
                null);
        Principal initiator = by == null ? Principal.AUTOMATIC : checked("--by", () -> Principal.of(by));
        return Promotion.imagined(
                new SlotEvent.Requested(
                        slot.nextId(), Kind.PROMOTION, release(records, when), initiator, OnFailure.LEAVE, null, notes, ticket, changes,
                        null, null, null, null, null),
                when);
    }

    /** As the ledgers know it; one that they do not know counts as built just now. */
    private Release release(Records records, Instant when) {
        Release asked = new Release(
                checked("--version", () -> new Release(version, List.of(), null, new BuildRef("explain", 1), when)).version(),
                artifacts.stream().map(text -> checked("--artifact", () -> Artifact.parse(text))).toList(),
                null,
                new BuildRef(application == null || application.isBlank() ? "explain" : application.strip(), 1),
                when);
        return records.slots().values().stream()
                .flatMap(slot -> slot.latest(earlier -> earlier.release().isSameAs(asked)).stream())
                .map(earlier -> asked.builtAt(earlier.release().builtAt()))
                .min(Comparator.comparing(Release::builtAt))
                .orElse(asked);
    }
}
