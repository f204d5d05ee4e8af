package io.jenkins.plugins.promotion.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is deployed to, outside of Jenkins and not impressed by its end: a file a job that holds the version that is live
 * there, put in place at once and durably.
 */
final class LiveTarget {
    private final Path directory;

    LiveTarget(Path directory) {
        this.directory = directory;
    }

    /** A definition in Pipeline script: {@code deploy()} makes the version of the promotion around it live. */
    String script() {
        return """
                def deploy() {
                  sleep time: new Random().nextInt(700), unit: 'MILLISECONDS'
                  sh(script: '''
                    echo "$PROMOTION_VERSION" > %1$s/$JOB_NAME.new
                    sync %1$s/$JOB_NAME.new
                    sleep 0.3
                    mv %1$s/$JOB_NAME.new %1$s/$JOB_NAME
                    sync %1$s
                  ''')
                  sleep time: new Random().nextInt(700), unit: 'MILLISECONDS'
                  if (PROMOTION_MODE == 'deploy' && BUILD_NUMBER.toInteger() %% 5 == 4) { error 'unhealthy' }
                }
                """.formatted(directory);
    }

    /** The version that is live for a job, empty when nothing is. */
    String live(String job) throws IOException {
        Path file = directory.resolve(job);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }
}
