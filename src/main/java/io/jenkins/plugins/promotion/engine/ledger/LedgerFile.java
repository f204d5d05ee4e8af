package io.jenkins.plugins.promotion.engine.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a ledger: whole lines, appended durably, with a torn end cut off into a file beside it. */
final class LedgerFile {
    private final Path path;

    LedgerFile(Path path) {
        this.path = path;
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
        boolean created = Files.notExists(path);
        Files.createDirectories(path.getParent());
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.size() != end) {
                throw new IOException(path + " has " + channel.size() + " bytes where " + end + " were left");
            }
            try {
                writeFully(channel, end, joined(lines));
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(end);
                channel.force(true);
                throw e;
            }
        }
        if (created) {
            forceDirectory();
        }
    }

    /** Moves everything from {@code end} on into a new file beside this one, which is durable before anything is cut. */
    Path cut(byte[] content, int end) throws IOException {
        Path side = unusedSide();
        try (FileChannel channel =
                FileChannel.open(side, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, 0, Arrays.copyOfRange(content, end, content.length));
            channel.force(true);
        }
        forceDirectory();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
        return side;
    }

    /** The torn ends that were cut off so far. */
    List<Path> sides() throws IOException {
        List<Path> sides = new ArrayList<>();
        for (int i = 1; Files.exists(side(i)); i++) {
            sides.add(side(i));
        }
        return sides;
    }

    private Path unusedSide() {
        int i = 1;
        while (Files.exists(side(i))) {
            i++;
        }
        return side(i);
    }

    private Path side(int number) {
        return path.resolveSibling(path.getFileName() + ".torn-" + number);
    }

    private void forceDirectory() throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteBuffer all = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length + 1).sum());
        lines.forEach(line -> all.put(line).put((byte) '\n'));
        return all.array();
    }

    private static void writeFully(FileChannel channel, long position, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }
}
