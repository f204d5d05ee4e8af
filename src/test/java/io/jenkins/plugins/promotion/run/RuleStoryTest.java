package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.EveryRule;
import io.jenkins.plugins.promotion.view.Readers;
import java.util.regex.Pattern;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is told of overrides, hotfixes, ticks and votes, while a promotion waits and after its end. */
@WithJenkins
class RuleStoryTest {
    private static final String EVIL = "<script>alert(1)</script>";
    private static final String ID = "production-1";

    private JenkinsRule jenkins;
    private Readers readers;
    private WorkflowRun run;

    @BeforeEach
    void wait(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        EveryRule.configure(rule);
        Promotions promotions = new Promotions(rule);
        WorkflowJob shop = promotions.pipeline("shop", EveryRule.PIPELINE);
        run = Readers.start(shop, "jonas");
        promotions.awaitWaiting(run);
    }

    @Test
    void allThatWasDoneIsToldAfterTheEndAndMarkupIsText() throws Exception {
        act("priya", "tick", "item", "Load test result read", "ticked", "true");
        act("priya", "tick", "item", "Load test result read", "ticked", "false");
        act("priya", "decide", "rule", "Release managers", "decision", "approve", "comment", "first " + EVIL);
        act("priya", "withdraw");
        act("ines", "override", "rule", "Security", "reason", "asleep " + EVIL);
        act("ines", "hotfix", "reason", "down " + EVIL);
        assertShownAsText(readers.page("ines", run.getUrl()));

        act("priya", "decide", "rule", "Release managers", "decision", "approve", "comment", "second");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));

        HtmlPage told = readers.page("reader", run.getUrl());
        assertShownAsText(told);
        assertThat(text(told))
                .containsPattern("Hotfixines declared an emergency hotfix [^:]+:\\d\\d [AP]M, [^:]+: down "
                        + Pattern.quote(EVIL))
                .contains("priya approved under Release managers, and withdrew that")
                .contains("first " + EVIL)
                .contains("priya approved under Release managers")
                .contains("second")
                .contains("priya ticked “Load test result read”")
                .contains("priya took the tick of “Load test result read” back")
                .containsPattern(
                        "ines lifted the rule Security [^:]+:\\d\\d [AP]M, [^:]+: asleep " + Pattern.quote(EVIL));
        assertThat(text(told.<DomNode>querySelector(".promo-path")))
                .as("the mark on the card")
                .contains("HotfixVerified");
    }

    @Test
    void dataTellsAllOfIt() throws Exception {
        act("priya", "tick", "item", "Load test result read", "ticked", "true");
        act("priya", "decide", "rule", "Release managers", "decision", "approve");
        act("priya", "withdraw");
        act("ines", "override", "rule", "Big sale", "reason", "down");

        JSONObject waiting = production();

        assertThat(waiting.getString("why")).contains("3 more approvals").contains("No window is open.");
        assertThat(waiting.getJSONArray("who").toString())
                .contains("release-managers")
                .contains("roland");
        assertThat(waiting.getString("changesAt"))
                .isEqualTo(waiting.getString("clearAt"))
                .endsWith("Z");
        assertThat(finding(waiting, "Big sale").getString("lifted")).isEqualTo("OVERRIDE");
        assertThat(finding(waiting, "Big sale").getString("status")).isEqualTo("SATISFIED");
        assertThat(finding(waiting, "Release managers").getJSONArray("details").toString())
                .isEqualTo("[\"The approval by priya was withdrawn.\"]");
        assertThat(finding(waiting, "Deployment hours").getString("changesAt")).isEqualTo(waiting.getString("clearAt"));
        JSONObject vote = waiting.getJSONArray("votes").getJSONObject(0);
        assertThat(vote.getString("withdrawnAt")).endsWith("Z");
        JSONObject item = waiting.getJSONArray("checklist").getJSONObject(0);
        assertThat(item.getString("item")).isEqualTo("Load test result read");
        assertThat(item.getString("by")).isEqualTo("priya");
        assertThat(item.getBoolean("ticked")).isTrue();
        assertThat(waiting.getJSONArray("checklist").getJSONObject(1).getBoolean("ticked"))
                .isFalse();
        assertThat(waiting.getJSONArray("ticks").getJSONObject(0).getString("rule"))
                .isEqualTo("Before the release");
        assertThat(waiting.getJSONArray("overrides").getJSONObject(0).getString("reason"))
                .isEqualTo("down");
        assertThat(waiting.get("hotfix").toString()).isEqualTo("null");

        act("ines", "hotfix", "reason", "Nobody can pay");
        JSONObject hotfix = production();
        assertThat(hotfix.getJSONObject("hotfix").getString("by")).isEqualTo("ines");
        assertThat(finding(hotfix, "Deployment hours").getString("lifted")).isEqualTo("HOTFIX");
        Promotions.stop(run);
        jenkins.waitForCompletion(run);
        JSONObject ended = production();
        assertThat(ended.get("why").toString()).isEqualTo("null");
        assertThat(ended.getJSONArray("checklist").size()).isZero();
        assertThat(ended.getJSONArray("ticks").size()).isEqualTo(1);
    }

    private void act(String user, String action, String... fields) throws Exception {
        String[] all = new String[fields.length + 2];
        all[0] = "promotion";
        all[1] = ID;
        System.arraycopy(fields, 0, all, 2, fields.length);
        assertThat(source(readers.postAsScript(user, run.getUrl() + "environments/" + action, all)))
                .isEqualTo("{\"done\":true}");
    }

    private JSONObject production() throws Exception {
        return readers.json("reader", run.getUrl() + "environments/api/json")
                .getJSONArray("promotions")
                .getJSONObject(1);
    }

    private static JSONObject finding(JSONObject promotion, String rule) {
        JSONArray findings = promotion.getJSONArray("findings");
        return (JSONObject) findings.stream()
                .filter(finding -> ((JSONObject) finding).getString("rule").equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static void assertShownAsText(HtmlPage page) {
        assertThat(source(page)).contains("&lt;script").doesNotContain(EVIL);
        String ours = page.querySelector(".promo").asXml();
        assertThat(ours).doesNotContainPattern("<style|<[^>]*\\s(style|on[a-z]+)=|<script(?![^>]*src=)");
    }
}
