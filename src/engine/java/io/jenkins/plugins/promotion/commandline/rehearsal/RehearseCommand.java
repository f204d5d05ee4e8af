package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.canary.CanaryRehearsal;
import io.jenkins.plugins.promotion.commandline.canary.CanaryReport;
import io.jenkins.plugins.promotion.commandline.canary.CanaryScript;
import io.jenkins.plugins.promotion.commandline.canary.CanaryYaml;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.commandline.yaml.YamlPlace;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code promotion rehearse}: plays a release and says whether it went as expected. */
@Command(
        name = "rehearse",
        header = "Play a release under your rules, and see what waits, what is refused, and why.",
        description = {
            "",
            "The file names the environments with their rules, the people, the releases and the steps that they take. The"
                    + " steps run through the engine of the plugin, with real ledgers, against a real HTTP service on the"
                    + " loopback address for each environment.",
            "",
            "A file with a canary is simulated: how often it would stop a good release, how soon a bad one, and how many requests"
                    + " that one would reach.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every step went as the file expects; a canary keeps its error level.",
            "1:A step did not, or what is live or recorded at the end is not what it should be; a canary does not.",
            "2:The command line or the file cannot be used."
        })
public final class RehearseCommand implements Callable<Integer> {
    private static final int SECONDS_TO_STOP = 5;

    @Parameters(paramLabel = "FILE", description = "The rehearsal, in YAML.")
    private Path file;

    @Option(
            names = "--ledger",
            paramLabel = "DIR",
            description = "Keep the ledgers here: a new or empty directory. Without it they are removed at the end.")
    private Path kept;

    @Option(names = "--runs", paramLabel = "N", description = "Of a canary: how many rollouts a row, instead of what the file says.")
    private Integer runs;

    @Option(names = "--seed", paramLabel = "N", description = "Of a canary: where the random numbers begin, instead of what the file says.")
    private Long seed;

    @Option(names = "--format", paramLabel = "FORMAT", description = "Of a canary: how to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output.Format format = Output.Format.text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        YamlPlace root = YamlPlace.read(file);
        Optional<YamlPlace> canary = root.allFields().optional(CanaryYaml.CANARY);
        if (canary.isPresent()) {
            root.fields(CanaryYaml.CANARY);
            return rehearse(CanaryYaml.read(canary.get()).with(runs, seed), file, Output.of(spec, format));
        } else if (runs != null || seed != null || format == Output.Format.json) {
            throw new InvalidInputException("--runs, --seed and --format belong to a canary, and " + file + " has none");
        }
        InstantSource clock = InstantSource.system();
        Script script = ScriptYaml.read(file, clock.instant());
        PrintWriter out = spec.commandLine().getOut();
        try (LedgerDirectory directory = LedgerDirectory.of(kept);
                Targets targets = new Targets()) {
            CountDownLatch over = new CountDownLatch(1);
            Thread atExit = atExit(targets, directory, over);
            Runtime.getRuntime().addShutdownHook(atExit);
            try {
                return play(script, directory.path(), targets, out, clock);
            } finally {
                over.countDown();
                forget(atExit);
            }
        }
    }

    private static int rehearse(CanaryScript script, Path file, Output out) throws IOException {
        CanaryRehearsal rehearsal = CanaryRehearsal.of(script);
        CanaryReport report = new CanaryReport(rehearsal);
        if (out.isJson()) {
            out.json(report.json());
        } else {
            report.print(out, file.toString());
        }
        return rehearsal.keepsItsLevel() ? 0 : 1;
    }

    private int play(Script script, Path directory, Targets targets, PrintWriter out, InstantSource clock)
            throws IOException {
        out.println("Rehearsing a release of " + script.application() + " from " + file);
        script.environments().all().stream().map(Environment::sentence).forEach(out::println);
        Slots slots = new Slots(script.environments(), directory, clock);
        int unexpected = new Rehearsal(script, slots, targets, new Story(out, Ansi.AUTO), clock).play();
        Ending ending = new Ending(script, slots, out);
        ending.printHistory(clock.instant());
        boolean live = ending.printLive(targets);
        boolean sound = ending.printLedgers();
        if (kept != null) {
            out.println("They are kept in " + kept + ".");
        }
        boolean well = unexpected == 0 && live && sound;
        out.println();
        out.println(well ? "The rehearsal went as expected: " + script.summary() + "." : "THE REHEARSAL DID NOT GO AS EXPECTED: "
                + unexpected + " of " + script.summary() + " did not"
                + (live ? "" : "; the services do not run what the record says") + (sound ? "" : "; a ledger was altered")
                + ".");
        out.flush();
        return well ? 0 : 1;
    }

    /** For the end that comes from outside: an interrupt at the terminal, a request to terminate. */
    private static Thread atExit(Targets targets, LedgerDirectory directory, CountDownLatch over) {
        return new Thread(() -> {
            targets.close();
            try {
                over.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            directory.close();
        });
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the shutdown has begun, and the hook does its work
        }
    }
}
