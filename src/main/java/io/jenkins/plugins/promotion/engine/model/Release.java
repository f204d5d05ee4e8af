package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A version with the identities of its artefacts and the build that made it.
 *
 * @param version what people call it, one line of at most 256 characters
 * @param artifacts what is deployed, by content; empty when nothing is known but the version
 * @param commit the revision that was built, {@code null} when unknown
 * @param build the build that asks for it
 * @param builtAt when the build that made it started: the order of releases
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Release(String version, List<Artifact> artifacts, String commit, BuildRef build, Instant builtAt) {
    /** @throws InvalidValueException when the version is not one line of 1 to 256 characters */
    public Release {
        Text.line("version", version, 256);
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
        commit = commit == null || commit.isBlank() ? null : Text.line("commit", commit, 256);
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(builtAt, "builtAt");
    }

    /**
     * What makes two releases the same: the digest of the one artefact, else the digest over all digests in order, else,
     * where no artefact is known, the version. Names of artefacts do not count.
     */
    public String identity() {
        if (artifacts.isEmpty()) {
            return "version:" + version;
        }
        List<String> digests =
                artifacts.stream().map(Artifact::sha256).distinct().sorted().collect(Collectors.toList());
        return "sha256:" + (digests.size() == 1 ? digests.get(0) : sha256(String.join("\n", digests)));
    }

    /** Whether an approval or a verification of the other release holds for this one. */
    public boolean isSameAs(Release other) {
        return identity().equals(other.identity());
    }

    /** This release as one that was made earlier than the present build. */
    public Release builtAt(Instant earlier) {
        return new Release(version, artifacts, commit, build, earlier);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
