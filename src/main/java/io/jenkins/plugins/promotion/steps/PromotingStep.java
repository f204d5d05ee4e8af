package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A step that asks for a promotion, forward or back; what is common to both is done by {@link PromoteToExecution}. */
interface PromotingStep extends Serializable {
    /** What Pipelines call it. */
    String function();

    /** Where to. */
    String getEnvironment();

    /** What is released, {@code null} when that is the job. */
    @CheckForNull
    String getApplication();

    /** How long it may wait, {@code null} for as long as the build lives. */
    @CheckForNull
    String getWaitTimeout();

    /**
     * What the step asks for, by what it says and what is recorded now.
     *
     * @param workspace where files are looked up, {@code null} outside of {@code node}
     */
    Asked ask(Run<?, ?> run, ApplicationSlots slots, EnvironmentName environment, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException;

    /**
     * What a step asks for.
     *
     * @param release by which it is found again when it was asked for just before a crash
     * @param request made of the deadline, once it is known that nothing was asked for yet
     * @param lines what the log says of it
     * @param tag what the release is tagged with once it is verified, {@code null} for nothing
     */
    record Asked(
            Release release,
            Function<Instant, Command.Request> request,
            List<String> lines,
            @CheckForNull ReleaseTag tag) {
        /** Without a tag. */
        Asked(Release release, Function<Instant, Command.Request> request, List<String> lines) {
            this(release, request, lines, null);
        }
    }
}
