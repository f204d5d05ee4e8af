package io.jenkins.plugins.promotion.commandline;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * One run of the command line in this process.
 *
 * @param exitCode as the process would have it
 * @param out what it printed
 * @param err what it complained about
 */
public record Run(int exitCode, String out, String err) {
    /** The example that the documentation plays. */
    public static final Path EXAMPLE =
            Path.of(System.getProperty("basedir", "."), "../../docs/examples/first-release.yaml").normalize();

    /** Runs it. */
    public static Run of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = commandLine.execute(texts);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return new Run(exitCode, out.toString(), err.toString());
    }
}
