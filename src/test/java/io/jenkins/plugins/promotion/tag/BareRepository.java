package io.jenkins.plugins.promotion.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bare repository with a few commits on its branch, and beside it the clone in which they were made. */
public final class BareRepository {
    private static final Map<String, String> PEOPLE = Map.of(
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@shop.example",
            "GIT_COMMITTER_NAME", "Ada",
            "GIT_COMMITTER_EMAIL", "ada@shop.example",
            "GIT_CONFIG_NOSYSTEM", "1");

    private static final Instant FIRST = Instant.parse("2026-11-02T09:00:00Z");

    private final Path directory;
    private final Path clone;
    private int commits;

    /** @param parent where it is made, with the clone */
    public BareRepository(Path parent) throws IOException, InterruptedException {
        clone = Files.createDirectories(parent.resolve("clone"));
        directory = parent.resolve("shop.git");
        git(clone, "init", "--initial-branch", "main", ".");
        commit("first");
        git(parent, "clone", "--bare", clone.toString(), directory.toString());
        git(directory, "config", "http.receivepack", "true");
        git(clone, "remote", "add", "origin", directory.toString());
    }

    Path directory() {
        return directory;
    }

    /** By which it is checked out. */
    public String url() {
        return directory.toUri().toString();
    }

    /** One more commit on the branch; its id. */
    String commit(String what) throws IOException, InterruptedException {
        return commit(what, "Ada");
    }

    /** The same by this person, a minute after the one before. */
    public String commit(String what, String author) throws IOException, InterruptedException {
        Files.writeString(clone.resolve("what.txt"), what);
        git(clone, "add", ".");
        String email = author.replace(' ', '.').toLowerCase(Locale.ROOT) + "@shop.example";
        String date = FIRST.plusSeconds(60L * commits++).toString();
        git(
                clone,
                Map.of(
                        "GIT_AUTHOR_NAME", author,
                        "GIT_AUTHOR_EMAIL", email,
                        "GIT_AUTHOR_DATE", date,
                        "GIT_COMMITTER_NAME", author,
                        "GIT_COMMITTER_EMAIL", email,
                        "GIT_COMMITTER_DATE", date),
                "commit",
                "-m",
                what);
        if (Files.exists(directory)) {
            git(clone, "push", "origin", "main");
        }
        return git(clone, "rev-parse", "HEAD");
    }

    /** The last commit of the branch. */
    String head() throws IOException, InterruptedException {
        return git(directory, "rev-parse", "main");
    }

    /** The names of its tags, in order. */
    List<String> tags() throws IOException, InterruptedException {
        return git(directory, "tag").lines().toList();
    }

    /** The commit of a tag. */
    String tagged(String name) throws IOException, InterruptedException {
        return git(directory, "rev-parse", "refs/tags/" + name + "^{commit}");
    }

    /** What Git says, without the last line break; it must succeed. */
    String git(String... command) throws IOException, InterruptedException {
        return git(directory, command);
    }

    private static String git(Path in, String... arguments) throws IOException, InterruptedException {
        return git(in, Map.of(), arguments);
    }

    private static String git(Path in, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().putAll(PEOPLE);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(command + " ends").isTrue();
        assertThat(process.exitValue()).as(command + ": " + output).isZero();
        return output.strip();
    }
}
