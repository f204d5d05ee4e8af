package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out which release a step means, from what it says and what the build has done before. */
final class RequestedRelease {
    private static final int COMMIT_DIGITS = 12;

    private RequestedRelease() {}

    /**
     * The release that the step means.
     *
     * @param workspace where patterns are looked up, {@code null} outside of {@code node}
     * @throws InvalidValueException when the step says something that cannot be
     * @throws IOException when files cannot be hashed
     */
    static Release of(PromoteToStep step, Run<?, ?> run, ApplicationSlots slots, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        Optional<Release> earlier = earlier(run, slots);
        String commit = CommitSource.of(run).orElse(null);
        String version = step.getVersion();
        if (version == null) {
            version = earlier.map(Release::version).orElseGet(() -> defaultVersion(run, commit));
        }
        List<Artifact> artifacts;
        String named = step.getArtifact();
        if (named != null) {
            artifacts = artifacts(named, workspace);
        } else {
            String wanted = version;
            artifacts = earlier.filter(release -> release.version().equals(wanted))
                    .map(Release::artifacts)
                    .orElse(List.of());
        }
        return new Release(
                version,
                artifacts,
                commit,
                new BuildRef(run.getParent().getFullName(), run.getNumber()),
                Instant.ofEpochMilli(run.getStartTimeInMillis()));
    }

    private static Optional<Release> earlier(Run<?, ?> run, ApplicationSlots slots) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        if (action == null) {
            return Optional.empty();
        }
        List<PromotionReference> all = new ArrayList<>(action.promotions());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).application(run).equals(slots.application())) {
                Optional<Promotion> promotion = slots.state(all.get(i).id().environment())
                        .find(all.get(i).id());
                if (promotion.isPresent()) {
                    return promotion.map(Promotion::release);
                }
            }
        }
        return Optional.empty();
    }

    private static String defaultVersion(Run<?, ?> run, @CheckForNull String commit) {
        return commit == null
                ? String.valueOf(run.getNumber())
                : commit.substring(0, Math.min(COMMIT_DIGITS, commit.length()));
    }

    private static List<Artifact> artifacts(String text, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        List<Artifact> artifacts = new ArrayList<>();
        for (String part : text.split("[,\n]")) {
            String one = part.strip();
            if (one.contains("@")) {
                artifacts.add(Artifact.parse(one));
            } else if (!one.isEmpty()) {
                artifacts.addAll(files(one, workspace));
            }
        }
        return artifacts;
    }

    private static List<Artifact> files(String pattern, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        if (workspace == null) {
            throw new InvalidValueException(
                    "artifact",
                    pattern,
                    "files are hashed in a workspace: promote inside 'node', or name name@sha256:<digest>");
        }
        List<Artifact> files = workspace.exists() ? WorkspaceDigests.of(workspace, pattern) : List.of();
        if (files.isEmpty()) {
            throw new InvalidValueException(
                    "artifact", pattern, "no file of the workspace " + workspace.getRemote() + " matches");
        }
        return files;
    }
}
