package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code lift-quarantine JOB ENVIRONMENT VERSION --reason R}. */
@Extension
@Restricted(NoExternalUse.class)
public final class LiftQuarantineCommand extends ApplicationCommand {
    @Argument(index = 1, metaVar = "ENVIRONMENT", required = true, usage = "LiftQuarantineCommand.environment")
    private String environment;

    @Argument(index = 2, metaVar = "VERSION", required = true, usage = "LiftQuarantineCommand.version")
    private String version;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "LiftQuarantineCommand.reason")
    private String reason;

    @Override
    protected void act() {
        EnvironmentName name = environment(environment);
        Quarantine quarantine = quarantine(name);
        decisions().liftQuarantine(name, quarantine.releaseIdentity(), reason);
        say(Messages.LiftQuarantineCommand_done(quarantine.version(), named().application()));
    }

    private Quarantine quarantine(EnvironmentName name) {
        List<Quarantine> all = slots().state(name).quarantines();
        List<Quarantine> meant = all.stream()
                .filter(one ->
                        one.version().equals(version) || one.releaseIdentity().equals(version))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        throw new InvalidValueException(
                "version",
                version,
                meant.isEmpty()
                        ? "no such release is in quarantine in " + name + "; "
                                + (all.isEmpty() ? "none is" : "these are: " + listed(all))
                        : "it is the version of several releases; name one by its digest: "
                                + meant.stream()
                                        .map(Quarantine::releaseIdentity)
                                        .collect(Collectors.joining(", ")));
    }

    private static String listed(List<Quarantine> all) {
        return all.stream().map(Quarantine::version).collect(Collectors.joining(", "));
    }
}
