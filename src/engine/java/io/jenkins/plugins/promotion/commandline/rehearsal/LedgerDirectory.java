package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a rehearsal keeps its ledgers; closing it removes them unless somebody asked to keep them. */
record LedgerDirectory(Path path, boolean isKept) implements AutoCloseable {
    /**
     * @param kept where to keep them, {@code null} for a temporary directory
     * @throws InvalidInputException when there is something in the directory already
     */
    static LedgerDirectory of(Path kept) throws IOException {
        if (kept == null) {
            return new LedgerDirectory(Files.createTempDirectory("promotion-rehearsal"), false);
        }
        if (Files.exists(kept) && !Files.isDirectory(kept)) {
            throw new InvalidInputException("--ledger: '" + kept + "' is no directory; it takes a new or an empty one");
        }
        Files.createDirectories(kept);
        try (Stream<Path> content = Files.list(kept)) {
            List<String> names =
                    content.map(file -> file.getFileName().toString()).sorted().toList();
            if (!names.isEmpty()) {
                throw new InvalidInputException("--ledger: '" + kept + "' is not empty, it holds " + names.get(0)
                        + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "")
                        + "; a ledger is never overwritten or mixed with another, so name a new or an empty directory");
            }
        }
        return new LedgerDirectory(kept, true);
    }

    @Override
    public void close() {
        if (isKept) {
            return;
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
            for (Path file : content) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            return; // removed before
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
