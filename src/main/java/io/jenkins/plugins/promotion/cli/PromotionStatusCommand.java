package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code promotion-status JOB}: what is live, what waits and why, who can change it, when it changes by itself. */
@Extension
@Restricted(NoExternalUse.class)
public final class PromotionStatusCommand extends ApplicationCommand {
    @Option(name = "--environment", metaVar = "ENVIRONMENT", usage = "PromotionStatusCommand.environment")
    private String environment;

    @Option(name = "--format", metaVar = "text|json", usage = "PromotionCommand.format")
    private Format format = Format.TEXT;

    @Override
    protected void act() {
        List<EnvironmentName> names = environment == null ? slots().names() : List.of(environment(environment));
        List<EnvironmentStatus> all =
                names.stream().map(name -> EnvironmentStatus.of(slots(), name)).toList();
        if (format == Format.JSON) {
            stdout.println(Json.of(new Answer(named().application().name().value(), all)));
        } else {
            all.stream().flatMap(one -> one.lines().stream()).forEach(this::say);
        }
    }

    /** The same for programs. */
    private record Answer(String application, List<EnvironmentStatus> environments) {}
}
