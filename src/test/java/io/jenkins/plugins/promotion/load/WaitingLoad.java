package io.jenkins.plugins.promotion.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * What 1,000 promotions cost that wait at once, and what 1,000 builds cost that do nothing but sleep. Not a part of the
 * normal run: {@code -Dtest=WaitingLoad}.
 */
class WaitingLoad {
    private static final int BUILDS = 1_000;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xmx2g");

    @Test
    void aThousandPromotionsWait() throws Throwable {
        measure("waiting promotions", """
                promoteTo(environment: 'staging', application: "app-$BUILD_NUMBER") { echo 'x' }
                promoteTo(environment: 'production', application: "app-$BUILD_NUMBER") { echo 'live' }
                """, "[why]");
    }

    @Test
    void aThousandBuildsSleep() throws Throwable {
        measure("sleeping builds", "sleep 86400", "Sleeping for");
    }

    private void measure(String what, String script, String sign) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(ManyBuilds::warmUp, script, sign);
        Usage before = jenkins.runRemotely(Usage::now);
        Measurement start = new Measurement();
        start.time(() -> {
            try {
                jenkins.runRemotely(ManyBuilds::start, BUILDS, script, sign);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
        Usage after = jenkins.runRemotely(Usage::now);
        assertThat(after.busyExecutors()).isZero();
        Measurement.print("until there were " + BUILDS + " " + what, start);
        Measurement.print(
                BUILDS + " " + what,
                "before " + before + ", after " + after + ", heap for each "
                        + (after.heapKiB() - before.heapKiB()) / BUILDS + " KiB");
        jenkins.stopJenkinsForcibly();
    }
}
