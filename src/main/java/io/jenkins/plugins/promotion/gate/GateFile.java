package io.jenkins.plugins.promotion.gate;

import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.promotion.engine.health.GateCodec;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one gate beside its build: a line with its plan, then one with its state. It outlives restarts, and the
 * page of the build reads it as long as the build is kept. No secret is in it.
 */
final class GateFile {
    private static final String DIRECTORY = "health-gates";

    private final Path directory;
    private final Path path;

    private GateFile(Path directory, String id) {
        this.directory = directory;
        this.path = directory.resolve(id + ".jsonl");
    }

    /**
     * Of a gate of a build.
     *
     * @param id of the node of its step
     */
    static GateFile of(Run<?, ?> run, String id) {
        return new GateFile(run.getRootDir().toPath().resolve(DIRECTORY), id);
    }

    /** What is kept. */
    record Content(GatePlan plan, Optional<GateState> state) {}

    /**
     * What is kept, empty when the gate was never begun.
     *
     * @throws IOException when it cannot be read
     */
    Optional<Content> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Content(
                            GateCodec.readPlan(lines.get(0)),
                            lines.size() < 2 ? Optional.empty() : Optional.of(GateCodec.readState(lines.get(1)))));
        } catch (InvalidValueException e) {
            throw new IOException("What is kept of the gate in " + path + " cannot be read.", e);
        }
    }

    /** Keeps the plan of a gate that begins. */
    void write(GatePlan plan) throws IOException {
        Files.createDirectories(directory);
        write(GateCodec.write(plan) + "\n", true);
    }

    /**
     * Keeps a state in place of the one before.
     *
     * @param forSure whether it must be there after a loss of power as well
     */
    void write(GatePlan plan, GateState state, boolean forSure) throws IOException {
        write(GateCodec.write(plan) + "\n" + GateCodec.write(state) + "\n", forSure);
    }

    private void write(String text, boolean forSure) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(path, StandardCharsets.UTF_8, false, forSure)) {
            try {
                writer.write(text);
                writer.commit();
            } finally {
                writer.abort();
            }
        }
    }
}
