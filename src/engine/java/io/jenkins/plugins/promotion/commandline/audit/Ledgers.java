package io.jenkins.plugins.promotion.commandline.audit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Finds ledgers: in a directory itself, and below it in every directory that is named as Jenkins names theirs. */
final class Ledgers {
    private static final Path NAME_OF_DIRECTORIES = Path.of("promotions");

    private Ledgers() {}

    /**
     * All ledgers of a directory, by their paths. Symbolic links are not followed.
     *
     * @throws IOException when a part of it cannot be read: then a ledger may be missed
     */
    static List<Path> below(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path parent = file.getParent();
                if (attributes.isRegularFile()
                        && file.getFileName().toString().endsWith(LedgerAudit.SUFFIX)
                        && (parent.equals(directory) || NAME_OF_DIRECTORIES.equals(parent.getFileName()))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
