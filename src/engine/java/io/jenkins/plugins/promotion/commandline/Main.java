package io.jenkins.plugins.promotion.commandline;

import io.jenkins.plugins.promotion.commandline.analysis.AnalyzeCommand;
import io.jenkins.plugins.promotion.commandline.audit.AuditCommand;
import io.jenkins.plugins.promotion.commandline.characteristics.CharacteristicsCommand;
import io.jenkins.plugins.promotion.commandline.explain.ExplainCommand;
import io.jenkins.plugins.promotion.commandline.rehearsal.RehearseCommand;
import io.jenkins.plugins.promotion.commandline.rehearsal.ServiceCommand;
import io.jenkins.plugins.promotion.commandline.suggest.SuggestCommand;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code promotion}. */
@Command(
        name = "promotion",
        header = "Environment Promotion on the command line.",
        description = {"", "Rehearse releases and canaries, ask ahead, judge canaries and audit ledgers, without a controller.", ""},
        subcommands = {
            RehearseCommand.class,
            ExplainCommand.class,
            AnalyzeCommand.class,
            SuggestCommand.class,
            AuditCommand.class,
            CharacteristicsCommand.class,
            ServiceCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All is well.",
            "1:It is not; the command says what is wrong.",
            "2:The command line or a file that it names cannot be used."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to be executed; its output may be redirected. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
    }

    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (problem instanceof InvalidInputException) {
            command.getErr().println(TerminalText.oneLine(problem.getMessage()));
            return ExitCode.USAGE;
        }
        if (problem instanceof LedgerException || problem instanceof CancellationException) {
            command.getErr().println(problem.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (problem instanceof IOException) {
            command.getErr().println(problem);
            return ExitCode.SOFTWARE;
        }
        throw problem;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"promotion " + (version == null ? "(built from source)" : version)};
        }
    }
}
