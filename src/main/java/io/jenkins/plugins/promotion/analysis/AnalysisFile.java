package io.jenkins.plugins.promotion.analysis;

import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.promotion.engine.measure.AnalysisCodec;
import io.jenkins.plugins.promotion.engine.measure.AnalysisRecord;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What is kept of the analysis of one rollout beside its build: one file, written anew at each look and there after a loss
 * of power too. It outlives restarts, and the page of the build reads it as long as the build is kept.
 */
@Restricted(NoExternalUse.class)
public final class AnalysisFile {
    private static final String DIRECTORY = "rollouts";
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._-]");

    private final Path directory;
    private final Path path;

    private AnalysisFile(Path directory, String name) {
        this.directory = directory;
        this.path = directory.resolve(name + ".json");
    }

    /**
     * Of a rollout of a build.
     *
     * @param rollout unique in its promotion
     */
    public static AnalysisFile of(Run<?, ?> run, PromotionId promotion, String rollout) {
        String name = UNFIT.matcher(promotion + "-" + rollout).replaceAll("_");
        return new AnalysisFile(run.getRootDir().toPath().resolve(DIRECTORY), name);
    }

    /**
     * What is kept, empty when nothing is.
     *
     * @throws IOException when it cannot be read
     */
    public Optional<AnalysisRecord> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AnalysisCodec.read(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (InvalidValueException e) {
            throw new IOException("What is kept of the analysis in " + path + " cannot be read.", e);
        }
    }

    /**
     * Keeps it in place of what was kept before.
     *
     * @throws IOException when it cannot be kept
     */
    public void write(AnalysisRecord record) throws IOException {
        Files.createDirectories(directory);
        try (AtomicFileWriter writer = new AtomicFileWriter(path, StandardCharsets.UTF_8, false, true)) {
            try {
                writer.write(AnalysisCodec.write(record));
                writer.commit();
            } finally {
                writer.abort();
            }
        }
    }
}
