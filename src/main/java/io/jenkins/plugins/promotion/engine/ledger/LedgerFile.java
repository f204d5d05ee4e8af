package io.jenkins.plugins.promotion.engine.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The bytes of a ledger: whole lines, appended durably, with a torn end cut off into a file beside it.
 *
 * <p>Writing is not disturbed by {@link Thread#interrupt()}, which is how builds are aborted: a file channel would be
 * closed by it in the middle of a record.
 */
final class LedgerFile {
    private final Path path;
    private final Path directory;

    LedgerFile(Path path) {
        this.path = path.toAbsolutePath();
        this.directory = Objects.requireNonNull(this.path.getParent(), "a ledger lies in a directory");
    }

    Path path() {
        return path;
    }

    /** In bytes; 0 when there is no file. */
    long size() throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    byte[] read() throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /**
     * Writes whole lines at the end and returns when they are on the disk.
     *
     * @param end where the file ends now; what lies behind is not ours and an error
     */
    void append(long end, List<byte[]> lines) throws IOException {
        if (end == 0) {
            createDirectories();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            if (file.length() != end) {
                throw new IOException(path + " has " + file.length() + " bytes where " + end + " were left");
            }
            try {
                file.seek(end);
                file.write(joined(lines));
                file.getFD().sync();
                if (end == 0) {
                    force(directory);
                }
            } catch (IOException e) {
                takeBack(file, end, e);
                throw e;
            }
        }
    }

    private static void takeBack(RandomAccessFile file, long end, IOException cause) {
        try {
            file.setLength(end);
            file.getFD().sync();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Moves everything from {@code end} on into a new file beside this one, which is durable before anything is cut. */
    Path cut(byte[] content, int end) throws IOException {
        Path side = unusedSide();
        try (RandomAccessFile file = new RandomAccessFile(side.toFile(), "rw")) {
            file.write(content, end, content.length - end);
            file.getFD().sync();
        }
        force(directory);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(end);
            file.getFD().sync();
        }
        return side;
    }

    /** The torn ends that were cut off so far, oldest first. */
    List<Path> sides() throws IOException {
        try (Stream<Path> beside = Files.list(directory)) {
            return beside.filter(file -> number(file) > 0)
                    .sorted(Comparator.comparing(this::number))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path unusedSide() throws IOException {
        int last = sides().stream().mapToInt(this::number).max().orElse(0);
        return path.resolveSibling(sideName() + (last + 1));
    }

    private int number(Path file) {
        String name = file.toFile().getName();
        String number = name.startsWith(sideName()) ? name.substring(sideName().length()) : "";
        return number.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(number) : 0;
    }

    private String sideName() {
        return path.getFileName() + ".torn-";
    }

    /** Creates what is missing of the way to the file, each new directory durably. */
    private void createDirectories() throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = directory; at != null && Files.notExists(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(directory);
        for (Path created : missing) {
            Path parent = created.getParent();
            if (parent != null) {
                force(parent);
            }
        }
    }

    private static void force(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return all.toByteArray();
    }
}
