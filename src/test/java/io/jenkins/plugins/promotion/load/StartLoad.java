package io.jenkins.plugins.promotion.load;

import static io.jenkins.plugins.promotion.steps.Promotions.PRODUCTION;
import static io.jenkins.plugins.promotion.steps.Promotions.STAGING;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * How much longer Jenkins takes to start when 1,000 jobs have a record of two environments each. Not a part of the normal
 * run: {@code -Dtest=StartLoad}.
 */
class StartLoad {
    private static final int JOBS = 1_000;
    private static final int PROMOTIONS = 20;
    private static final int STARTS = 5;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xmx2g");

    @TempDir
    private Path aside;

    @Test
    void twoThousandSlots() throws Throwable {
        Path jobs = jenkins.getHome().toPath().resolve("jobs");
        for (int i = 0; i < JOBS; i++) {
            Path job = Files.createDirectories(jobs.resolve("job-" + i));
            Files.writeString(job.resolve("config.xml"), "<flow-definition/>");
            for (EnvironmentName environment : List.of(STAGING, PRODUCTION)) {
                LedgerOfManyPromotions.write(
                        job.resolve("promotions").resolve(environment.key() + ".jsonl"),
                        "job-" + i,
                        environment,
                        PROMOTIONS);
            }
        }
        start(new Measurement()); // the first start unpacks plugins
        Measurement with = new Measurement();
        Measurement without = new Measurement();
        for (int i = 0; i < STARTS; i++) {
            start(with);
            move(jobs.toFile(), aside.toFile());
            start(without);
            move(aside.toFile(), jobs.toFile());
        }
        Measurement.print("start with " + JOBS + " jobs and " + 2 * JOBS + " slots", with);
        Measurement.print("start with " + JOBS + " jobs and no slots", without);
    }

    private void start(Measurement measurement) throws Throwable {
        measurement.time(() -> {
            jenkins.startJenkins();
            return null;
        });
        jenkins.stopJenkins();
    }

    /** Moves the ledgers of all jobs. */
    private static void move(File from, File to) throws Exception {
        for (int i = 0; i < JOBS; i++) {
            File directory = new File(from, "job-" + i + "/promotions");
            FileUtils.moveDirectory(directory, new File(to, "job-" + i + "/promotions"));
        }
    }
}
