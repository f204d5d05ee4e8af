package io.jenkins.plugins.promotion.commandline.audit;

import io.jenkins.plugins.promotion.engine.ledger.FilesBelow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds ledgers: in a directory itself, and anywhere in a directory that is named as Jenkins names theirs. */
public final class Ledgers {
    private static final Path JENKINS_KEEPS_THEM_IN = Path.of("promotions");

    private Ledgers() {}

    /**
     * All ledgers of a directory, by their paths. The directory may be given by a symbolic link; those below it are not
     * followed.
     *
     * @throws IOException when a part of it cannot be read: then a ledger may be missed
     */
    public static List<Path> below(Path given) throws IOException {
        Path directory = Files.isSymbolicLink(given) ? given.toRealPath() : given;
        Path above = directory.toAbsolutePath().normalize().getParent();
        return FilesBelow.of(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(LedgerAudit.SUFFIX)
                        && (file.getParent().equals(directory) || isWithin(above, file.getParent())))
                .toList();
    }

    private static boolean isWithin(Path above, Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        for (Path name : above == null ? absolute : above.relativize(absolute)) {
            if (name.equals(JENKINS_KEEPS_THEM_IN)) {
                return true;
            }
        }
        return false;
    }
}
