package io.jenkins.plugins.promotion.cli;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** A command about one application. */
abstract class ApplicationCommand extends PromotionCommand {
    @Argument(index = 0, metaVar = "JOB", required = true, usage = "ApplicationCommand.job")
    private String job;

    @Option(name = "--application", metaVar = "NAME", usage = "ApplicationCommand.application")
    private String application;

    private NamedApplication named;

    /** What is meant, as far as the present user may know of it. */
    protected final NamedApplication named() {
        if (named == null) {
            named = NamedApplication.find(job, application);
        }
        return named;
    }

    /** Its slots. */
    protected final ApplicationSlots slots() {
        return ApplicationSlots.of(named().application());
    }

    /** What the present user decides about it. */
    protected final Decisions decisions() {
        return named().decisions();
    }

    /** The environment of that name. */
    protected final EnvironmentName environment(String name) {
        return NamedApplication.environment(slots(), EnvironmentName.of(name));
    }
}
