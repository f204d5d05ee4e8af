package io.jenkins.plugins.promotion.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.kill.KillableJenkins;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canaries of a real service in a real Jenkins: the body of {@code canaryRollout} sets the weights of nginx or HAProxy,
 * customers ask all the time, and Prometheus tells the analysis. A version that fails more often is stopped, one that takes
 * longer too, and a sound one is promoted although Jenkins is killed in the middle.
 */
class RealCanaryTest {
    private static final int REQUESTS_A_SECOND = 200;

    /** So that the sound release is stopped by chance in one run of a thousand at most. */
    private static final String ALPHA = "0.1%";

    /** Eight scrapes: on a busy machine some are late, and an interval with fewer than two has no rate. */
    private static final String INTERVAL = "4s";

    /** Only a machine that hardly keeps up needs all of it. */
    private static final String HARMFUL = "steps: '50', bake: '4m', analysis: 'web-slo', onInconclusive: 'fail'";

    /** Nine looks a step, of which one in five may find nothing. */
    private static final String SOUND = "steps: '25,50', bake: '36s', analysis: 'web-slo', onInconclusive: 'fail'";

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(1200);

    @TempDir
    private Path directory;

    @Test
    void harmIsStoppedAndASoundReleaseIsPromotedThroughAKill() throws Throwable {
        assumeTrue(
                Stage.missing().isEmpty(),
                () -> "No real canary: " + Stage.missing().orElseThrow());
        jenkins.startJenkins();
        try (Stage stage = Stage.open(directory, REQUESTS_A_SECOND)) {
            Releases releases = new Releases(jenkins, stage, ALPHA, INTERVAL);

            assertThat(stopped(releases, Stage.FAILING).found("failed requests").verdict())
                    .isEqualTo("FAIL");
            Recorded slow = stopped(releases, Stage.SLOW);
            assertThat(List.of(
                            slow.found("slow requests").verdict(),
                            slow.found("latency").verdict()))
                    .contains("FAIL");

            releases.start(Stage.SOUND, SOUND);
            releases.await(Stage.SOUND, rollout -> rollout.step() == 2 && !rollout.isMoving());
            jenkins.kill();
            releases.assertAgreement(Stage.SOUND, 50);
            jenkins.startJenkins();
            Recorded sound = releases.ended(Stage.SOUND, true);
            assertThat(sound.outcome()).isEqualTo(Outcome.VERIFIED);
            assertThat(sound.weights()).containsExactly(25, 50, 100);
            releases.assertAgreement(Stage.SOUND, 100);
            assertThat(stage.customers().unanswered()).isZero();
        }
    }

    private static Recorded stopped(Releases releases, String version) throws Throwable {
        releases.start(version, HARMFUL);
        Recorded release = releases.ended(version, false);
        assertThat(release.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(release.weights()).containsExactly(50, 0);
        releases.assertAgreement(version, 0);
        return release;
    }
}
