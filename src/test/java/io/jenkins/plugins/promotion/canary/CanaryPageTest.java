package io.jenkins.plugins.promotion.canary;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.view.Readers;
import java.io.File;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The rollout on the page of its build: what it says to whom, what it lets whom do, and what is left of it later. */
@WithJenkins
class CanaryPageTest {
    private CanaryStory story;
    private Readers readers;

    @BeforeEach
    void begin(JenkinsRule jenkins) throws Exception {
        readers = new Readers(jenkins);
        story = CanaryStory.begin(jenkins, 0.01);
    }

    @AfterEach
    void end() throws Exception {
        story.end();
    }

    private String url() {
        return story.run().getUrl();
    }

    private String card(String user) throws Exception {
        HtmlPage page = readers.page(user, url());
        return Readers.text(page.getElementById(story.card()));
    }

    private int act(String user, String act, String reason) throws Exception {
        return readers.post(
                        user,
                        url() + "rollouts/act",
                        "promotion",
                        story.id().toString(),
                        "rollout",
                        CanaryStory.ROLLOUT,
                        "act",
                        act,
                        "reason",
                        reason)
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void theCardTellsWhatIsTheCase() throws Exception {
        String card = card("reader");

        assertThat(card)
                .contains("Rollout in production", "Canary at 25 %", "Step 2 of 4")
                .containsPattern("2.14.3 has 25 %. No harm was found so far. 50 % follows in (29|30) min.")
                .contains("5 %Passed, since")
                .containsPattern("25 %Now, (29|30) min left")
                .contains("50 %Ahead, 30 min")
                .contains("2 looks of the analysis web-slo so far.")
                .contains("Failed requestsRate, higher is worse, criticalMeasuring")
                .containsPattern("[0-9.]+ % against [0-9.]+ %")
                .containsPattern("Between [0-9.]+ % (lower|higher) and [0-9.]+ % (lower|higher)")
                .contains("Up to 10 % higher is tolerated", "Up to 5 % lower is tolerated")
                .containsPattern("[0-9.]+, stops at [0-9.,]+alpha 0.02")
                .contains("Memory of the canaryBounds, criticalWithin bounds")
                .containsPattern("61[0-9]( |.[0-9] )MBAt most 900 MB is allowed");
        String source = Readers.source(readers.page("reader", url()));
        assertThat(source).contains("<polyline class=\"promo-chart__canary\"", "<polygon class=\"promo-chart__range\"");
    }

    @Test
    void theSameIsThereAsData() throws Exception {
        JSONObject rollout = readers.json("reader", url() + "rollouts/api/json?depth=3")
                .getJSONArray("rollouts")
                .getJSONObject(0);

        assertThat(rollout.getString("promotion")).isEqualTo(story.id().toString());
        assertThat(rollout.getInt("weight")).isEqualTo(25);
        assertThat(rollout.getBoolean("paused")).isFalse();
        assertThat(rollout.getJSONArray("steps").size()).isEqualTo(4);
        JSONObject metric = rollout.getJSONArray("metrics").getJSONObject(0);
        assertThat(metric.getString("metric")).isEqualTo("Failed requests");
        assertThat(metric.getDouble("canaryLevel")).isBetween(0.005, 0.02);
        assertThat(metric.getJSONArray("points").size()).isEqualTo(36);
    }

    @Test
    void whoMayNotSeesWhyAndIsRefused() throws Exception {
        assertThat(card("reader")).contains("It takes the permission").contains("Pause...");
        assertThat(act("reader", "pause", "I am curious")).isEqualTo(403);
        assertThat(act("priya", "back", "I do not like it")).isEqualTo(403);
        assertThat(act(null, "pause", "nobody")).isNotEqualTo(200);
        assertThat(story.rollout().acts()).isEmpty();
    }

    @Test
    void nothingIsDoneByGet() throws Exception {
        int status = readers.web("roland")
                .goTo(url() + "rollouts/act?promotion=" + story.id() + "&rollout=canary&act=pause&reason=x", null)
                .getWebResponse()
                .getStatusCode();

        assertThat(status).isIn(404, 405);
        assertThat(story.rollout().acts()).isEmpty();
    }

    @Test
    void whoMayPausesAndLetsItGoOn() throws Exception {
        act("roland", "pause", "The database is slow today");

        RolloutAct pause = story.rollout().pause().orElseThrow();
        assertThat(pause.by().id()).isEqualTo("roland");
        assertThat(pause.reason()).isEqualTo("The database is slow today");
        assertThat(card("reader"))
                .contains("roland paused it: 2.14.3 keeps 25 %. \"The database is slow today\"")
                .contains("25 %Paused,")
                .contains("Resume 2.14.3")
                .doesNotContain("Pause 2.14.3");

        act("roland", "resume", "It is well again");

        assertThat(story.rollout().pause()).isEmpty();
        assertThat(card("reader")).contains("roland let it go on", "It is well again");
    }

    @Test
    void whoMaySkipsAndTakesEverythingBack() throws Exception {
        act("roland", "skip", "Known well");
        assertThat(story.rollout().step()).isEqualTo(3);
        assertThat(card("reader")).contains("2.14.3 is being given 50 %.", "50 %Being set");
        story.weightIsSet();

        act("roland", "back", "Customers complain");

        assertThat(card("reader")).contains("Everything goes back to 2.14.2.", "Customers complain", "Going back");
        story.weightIsSet();
        assertThat(story.rollout().end().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertThat(card("reader"))
                .contains("Taken back", "Failed requestsRate, higher is worse, criticalUndecided")
                .doesNotContain("Pause 2.14.3", "Measuring");
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        assertThat(act("roland", "resume", "It is not paused")).isEqualTo(409);
        assertThat(act("roland", "pause", " ")).isEqualTo(409);
        assertThat(act("roland", "explode", "Let us see")).isEqualTo(409);
        assertThat(readers.post(
                                "roland",
                                url() + "rollouts/act",
                                "promotion",
                                "production-77",
                                "rollout",
                                CanaryStory.ROLLOUT,
                                "act",
                                "pause",
                                "reason",
                                "of another build")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(409);
        assertThat(story.rollout().acts()).isEmpty();
    }

    @Test
    void theVerdictOutlivesTheFilesOfTheBuild() throws Exception {
        act("roland", "back", "Customers complain");
        story.weightIsSet();
        Util.deleteRecursive(new File(story.run().getRootDir(), "rollouts"));

        assertThat(card("reader"))
                .contains("Customers complain")
                .contains("Failed requests")
                .containsPattern("against")
                .containsPattern("stops at");
        assertThat(Readers.source(readers.page("reader", url()))).doesNotContain("promo-chart__canary\" points");
        JSONObject metric = readers.json("reader", url() + "rollouts/api/json?depth=3")
                .getJSONArray("rollouts")
                .getJSONObject(0)
                .getJSONArray("metrics")
                .getJSONObject(0);
        assertThat(metric.getDouble("canaryLevel")).isBetween(0.005, 0.02);
        assertThat(metric.getDouble("baselineLevel")).isBetween(0.005, 0.02);
        assertThat(metric.getJSONArray("points").size()).isZero();
    }
}
