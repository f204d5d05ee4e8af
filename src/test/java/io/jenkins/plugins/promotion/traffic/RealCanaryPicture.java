package io.jenkins.plugins.promotion.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.kill.KillableJenkins;
import io.jenkins.plugins.promotion.view.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same real canaries at the pace of people, with pictures into the directory {@code -Dpictures} and the figures that
 * the documentation has; not among the tests. A dark picture needs the style sheet of the dark theme, as {@code -Ddark}.
 */
class RealCanaryPicture {
    private static final String ROLLOUT = "steps: '5,25,50', bake: '1m', analysis: 'web-slo', onInconclusive: 'fail'";
    private static final String SECTION = "section[aria-label=Rollouts]";

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(1200);

    private final Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));

    @Test
    void threeReleases(@TempDir Path directory, @TempDir Path profile) throws Throwable {
        jenkins.startJenkins();
        try (Stage stage = Stage.open(directory, 200);
                Browser browser = Browser.start(profile)) {
            browser.width(1280);
            Releases releases = new Releases(jenkins, stage, "1%", "2s");
            String job = jenkins.getUrl() + "job/" + Storefront.JOB + "/";

            releases.start(Stage.FAILING, ROLLOUT);
            Recorded failing = releases.ended(Stage.FAILING, false);
            take(browser, job + "2/", "canary-stopped");

            releases.start(Stage.SLOW, ROLLOUT);
            Recorded slow = releases.ended(Stage.SLOW, false);
            take(browser, job + "3/", "canary-slow");

            releases.start(Stage.SOUND, ROLLOUT);
            releases.await(
                    Stage.SOUND,
                    rollout -> rollout.step() == 3
                            && rollout.bakeEnd().isPresent()
                            && rollout.looks().size() > 0);
            take(browser, job + "4/", "canary-under-way");
            Recorded sound = releases.ended(Stage.SOUND, true);

            assertThat(failing.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(slow.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(sound.outcome()).isEqualTo(Outcome.VERIFIED);
        }
    }

    private void take(Browser browser, String page, String name) throws Exception {
        browser.open(page);
        browser.picture(SECTION, pictures.resolve(name + "-light.png"));
        String dark = System.getProperty("dark");
        if (dark != null) {
            browser.evaluate("document.head.append(Object.assign(document.createElement('style'), { textContent: "
                    + Browser.quoted(Files.readString(Path.of(dark)) + "* { transition: none !important; }") + " }))");
            browser.evaluate("document.documentElement.dataset.theme = 'dark'");
            browser.picture(SECTION, pictures.resolve(name + "-dark.png"));
        }
    }
}
