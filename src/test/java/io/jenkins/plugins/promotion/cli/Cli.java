package io.jenkins.plugins.promotion.cli;

import hudson.cli.CLICommandInvoker;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs commands as people do. */
final class Cli {
    private final JenkinsRule jenkins;

    Cli(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** What a command answers. */
    record Answer(int code, String out, String err) {}

    Answer run(String user, String command, String... arguments) {
        CLICommandInvoker.Result result =
                new CLICommandInvoker(jenkins, command).asUser(user).invokeWithArgs(arguments);
        return new Answer(result.returnCode(), result.stdout(), result.stderr());
    }
}
