package io.jenkins.plugins.promotion.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBelowTest {
    private static final int TIMES = 2_000;

    @TempDir
    private Path directory;

    @Test
    void whatVanishesMeanwhileIsNoError() throws Exception {
        Path stays = Files.writeString(
                Files.createDirectory(directory.resolve("below")).resolve("a"), "stays");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                comeAndGo();
            }
        });
        try {
            for (int i = 0; i < TIMES; i++) {
                assertThat(FilesBelow.of(directory)).contains(stays);
            }
        } finally {
            enough.set(true);
        }
        others.join();
    }

    @Test
    void aDirectoryThatIsNotThereIsOne() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> FilesBelow.of(missing)).isInstanceOf(NoSuchFileException.class);
    }

    private void comeAndGo() {
        try {
            for (int i = 0; i < 20; i++) {
                Files.createFile(directory.resolve("temporary" + i));
            }
            for (int i = 0; i < 20; i++) {
                Files.delete(directory.resolve("temporary" + i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
