package io.jenkins.plugins.promotion.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is deployed to, outside of Jenkins and not impressed by its end: a file to which deployments append, durably, that
 * they begin and that they end.
 */
final class DeploymentTarget {
    private final Path file;

    DeploymentTarget(Path directory) throws IOException {
        file = Files.createFile(directory.resolve("target.txt"));
    }

    /** One line of the file. */
    record Mark(String what, String job, String promotion, String mode) {
        /** Which run of a body it is. */
        String run() {
            return job + " " + promotion + " " + mode;
        }
    }

    /** A definition in Pipeline script: {@code mark('begin')} tells the target what the promotion around it does. */
    String script() {
        return """
                def mark(String what) {
                  sh(script: "echo " + what + ' $JOB_NAME $PROMOTION_ID $PROMOTION_MODE >> %1$s && sync %1$s')
                }
                """.formatted(file);
    }

    List<Mark> marks() throws IOException {
        List<Mark> marks = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ");
            marks.add(new Mark(words[0], words[1], words[2], words[3]));
        }
        return marks;
    }
}
