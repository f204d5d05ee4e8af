package io.jenkins.plugins.promotion.engine;

import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** What the example files of the documentation say, whoever reads them: the command line or Configuration as Code. */
public final class Examples {
    private Examples() {}

    /** What is expected of {@code docs/examples/NAME.yaml}. */
    public static String expected(String name) throws IOException {
        try (InputStream file = Examples.class.getResourceAsStream("examples/" + name + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Everything that environments say, with the version of each rule. */
    public static String described(Environments environments) {
        return environments.all().stream().map(Examples::described).collect(Collectors.joining("\n"));
    }

    private static String described(Environment environment) {
        return environment.sentence() + "\n"
                + "  description: " + environment.description() + "\n"
                + "  queue: " + environment.queue() + ", refuse older: " + environment.refuseOlder() + "\n"
                + "  hotfix: " + environment.hotfix() + "\n"
                + "  hold: " + environment.hold() + "\n"
                + (environment.health() == null ? "" : "  health: " + environment.health() + "\n")
                + environment.rules().stream().map(Examples::described).collect(Collectors.joining());
    }

    private static String described(Rule rule) {
        return "  " + rule.version() + " " + rule + "\n";
    }
}
