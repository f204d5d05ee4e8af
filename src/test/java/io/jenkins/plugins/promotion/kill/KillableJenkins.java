package io.jenkins.plugins.promotion.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins process that is ended without being told so. */
public final class KillableJenkins extends RealJenkinsExtension {
    /** @param seconds after which a process is given up, counted from its start */
    public KillableJenkins(int seconds) {
        withTimeout(seconds);
        javaOptions("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** {@code kill -9}. The next session may start when this returns. */
    public void kill() throws InterruptedException {
        Process process = getProcess();
        stopJenkinsForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /** Runs steps that bring the process to one of the {@link Halts}. */
    public void runToHalt(RealJenkinsExtension.Step step) throws Throwable {
        Process process = getProcess();
        try {
            runRemotely(step);
        } catch (Throwable e) {
            if (process.isAlive() && !process.waitFor(1, TimeUnit.MINUTES)) {
                throw e;
            }
        }
        awaitHalt();
    }

    /** Waits until the process has come to one of the {@link Halts} by itself. */
    public void awaitHalt() throws InterruptedException {
        Process process = getProcess();
        assertThat(process.waitFor(4, TimeUnit.MINUTES))
                .as("it came to the point")
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(Halts.STATUS);
        stopJenkinsForcibly();
    }

    /** Kills the process, starts it anew and goes on. */
    public void killAndThen(RealJenkinsExtension.Step step) throws Throwable {
        if (getProcess() != null) {
            kill();
        }
        startJenkins();
        runRemotely(step);
    }
}
