package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.EveryRule;
import io.jenkins.plugins.promotion.view.Readers;
import java.util.List;
import org.htmlunit.Page;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What can be done under the rules of a promotion that waits, role by role, by plain forms. */
@WithJenkins
class RuleActionsTest {
    private static final String ITEM = "Load test result read";
    private static final String ID = "production-1";

    private JenkinsRule jenkins;
    private Promotions promotions;
    private Readers readers;
    private WorkflowJob shop;
    private WorkflowRun run;
    private String page;

    @BeforeEach
    void wait(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        readers = new Readers(rule);
        EveryRule.configure(rule);
        shop = promotions.pipeline("shop", EveryRule.PIPELINE);
        run = Readers.start(shop, "jonas");
        promotions.awaitWaiting(run);
        page = run.getUrl() + "environments/";
    }

    @AfterEach
    void end() throws Exception {
        Promotions.stop(run);
        jenkins.waitForCompletion(run);
    }

    @Test
    void itemsAreTickedOneByOneByWhoeverMayApprove() throws Exception {
        HtmlPage before = readers.page("priya", run.getUrl());
        assertThat(text(before))
                .contains("Before the release. 0 of 3 ticked.Load test result read")
                .contains("3 items of checklists are not ticked yet.");
        assertThat(before.querySelectorAll("[role=checkbox][aria-checked=false]"))
                .hasSize(3);

        HtmlPage ticked = checkbox(before, ITEM).click();

        assertThat(checkbox(ticked, ITEM).getAttribute("aria-checked")).isEqualTo("true");
        assertThat(text(row(ticked, "Before the release")))
                .contains("1 of 3 ticked")
                .contains(ITEM + "priya, ");
        HtmlPage unticked = checkbox(readers.page("ines", run.getUrl()), ITEM).click();
        assertThat(checkbox(unticked, ITEM).getAttribute("aria-checked")).isEqualTo("false");
        assertThat(state().ticks())
                .extracting(tick -> tick.by().id() + " " + tick.ticked())
                .containsExactly("priya true", "ines false");
    }

    @Test
    void whoeverMayNotTickSeesWhyAndCannot() throws Exception {
        String[] tick = {"promotion", ID, "rule", "Before the release", "item", ITEM, "ticked", "true"};

        HtmlPage seen = readers.page("quinn", run.getUrl());
        assertThat(checkbox(seen, ITEM).isDisabled()).isTrue();
        assertThat(text(row(seen, "Before the release")))
                .contains(
                        "You may not tick items. Release managers: only release-managers may; Security: only roland may.");
        assertThat(text(readers.page("reader", run.getUrl()))).contains("You lack the permission Promotion/Approve.");

        refused("quinn", "tick", "You may not tick '" + ITEM + "' of production-1.", tick);
        assertThat(status(readers.post("reader", page + "tick", tick))).isEqualTo(403);
        assertThat(status(readers.post(null, page + "tick", tick))).isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("priya", page + "tick", tick)))
                .isEqualTo(403);
        assertThat(status(readers.page("priya", page + "tick?promotion=production-1&item=x")))
                .isIn(404, 405);
        refused("priya", "tick", "has the item 'Anything'", "promotion", ID, "item", "Anything", "ticked", "true");
        assertThat(state().ticks()).isEmpty();
    }

    @Test
    void anApprovalIsWithdrawnByWhoeverGaveIt() throws Exception {
        HtmlPage before = readers.page("priya", run.getUrl());
        assertThat(before.querySelectorAll("button[value=withdraw]")).isEmpty();
        HtmlForm ballot = (HtmlForm) row(before, "Release managers").querySelector("form");
        ballot.getTextAreaByName("comment").setText("Read the diff");
        HtmlPage approved = ((HtmlButton) ballot.querySelector("button[value=approve]")).click();
        assertThat(text(row(approved, "Release managers")))
                .contains("1 of 2 from release-managers.")
                .contains("priya approved")
                .contains("Read the diff")
                .contains("You have approved it.");
        assertThat(readers.page("ines", run.getUrl()).querySelectorAll("button[value=withdraw]"))
                .isEmpty();
        refused("ines", "withdraw", "There is no approval of yours to withdraw", "promotion", ID);
        assertThat(status(readers.post("reader", page + "withdraw", "promotion", ID)))
                .isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("priya", page + "withdraw", "promotion", ID)))
                .isEqualTo(403);

        HtmlPage withdrawn = ((HtmlButton) approved.querySelector("button[value=withdraw]")).click();

        assertThat(text(row(withdrawn, "Release managers")))
                .contains("0 of 2 from release-managers.")
                .contains("The approval by priya was withdrawn.")
                .doesNotContain("You have approved it.");
        assertThat(text(withdrawn)).contains("Votes that do not count").contains("Read the diff");
        assertThat(state().votes())
                .singleElement()
                .satisfies(vote -> assertThat(vote.stands()).isFalse());
    }

    @Test
    void aRuleIsOverriddenWithAReasonByWhoeverHasThePermission() throws Exception {
        HtmlPage before = readers.page("ines", run.getUrl());
        assertThat(before.querySelectorAll("form[action$=override]"))
                .as("one for each rule in the way; none for order, request and slot")
                .hasSize(5);
        HtmlForm form = (HtmlForm) row(before, "Big sale").querySelector("form[action$=override]");
        form.getTextAreaByName("reason").setText("The payment page is down");

        HtmlPage after = form.getElementsByTagName("button").get(0).click();

        assertThat(text(row(after, "Big sale")))
                .contains("Overridden by ines: The payment page is down. Without that: Frozen until")
                .contains("Half of the year's orders");
        assertThat(text(after)).doesNotContain("It is frozen").contains("No window is open.");
        assertThat(state().overrides()).extracting(lifted -> lifted.rule()).containsExactly("Big sale");
    }

    @Test
    void nobodyElseOverridesAndNothingButARuleIsOverridden() throws Exception {
        String[] override = {"promotion", ID, "rule", "Big sale", "reason", "please"};
        assertThat(readers.page("priya", run.getUrl()).querySelectorAll("form[action$=override]"))
                .isEmpty();
        assertThat(status(readers.post("priya", page + "override", override))).isEqualTo(403);
        assertThat(status(readers.post("quinn", page + "override", override))).isEqualTo(403);
        assertThat(status(readers.post(null, page + "override", override))).isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("ines", page + "override", override)))
                .isEqualTo(403);
        assertThat(status(readers.page("ines", page + "override?promotion=production-1&rule=Big+sale&reason=x")))
                .isIn(404, 405);
        for (String always : List.of("Slot", "Hold", "Quarantine", "Newer")) {
            refused("ines", "override", "has no rule '" + always + "'", "promotion", ID, "rule", always, "reason", "x");
        }
        refused("ines", "override", "An override needs a reason", "promotion", ID, "rule", "Big sale", "reason", " ");
        assertThat(state().overrides()).isEmpty();
    }

    @Test
    void aHotfixIsDeclaredByWhoeverTheEnvironmentLets() throws Exception {
        HtmlPage before = readers.page("ines", run.getUrl());
        assertThat(text(before))
                .contains("It lifts: windows, freezes, checklists.")
                .contains("Release managers asks for 1 approval then, in place of 2.")
                .contains("Security asks for 1 approval, as ever.");
        HtmlForm form = before.querySelector("form[action$=hotfix]");
        form.getTextAreaByName("reason").setText("Nobody can pay");

        HtmlPage after = form.getElementsByTagName("button").get(0).click();

        assertThat(text(after.<DomNode>querySelector(".promo-path"))).contains("Hotfix");
        assertThat(text(after)).contains("ines declared an emergency hotfix: Nobody can pay");
        assertThat(after.querySelectorAll("form[action$=hotfix]")).isEmpty();
        assertThat(text(row(after, "Deployment hours")))
                .contains("Lifted for a hotfix declared by ines: Nobody can pay.");
        assertThat(text(row(after, "Release managers"))).contains("0 of 1 from release-managers.");
        assertThat(state().hotfix().by().id()).isEqualTo("ines");
    }

    @Test
    void whoeverMayNotDeclareAHotfixSeesWhyAndCannot() throws Exception {
        String[] hotfix = {"promotion", ID, "reason", "please"};

        assertThat(text(readers.page("priya", run.getUrl()))).contains("You lack the permission Job/Build.");
        assertThat(status(readers.post("priya", page + "hotfix", hotfix))).isEqualTo(403);
        assertThat(text(readers.page("quinn", run.getUrl())))
                .contains("You may not declare one: only release-managers may.");
        refused("quinn", "hotfix", "You may not declare an emergency hotfix in production", hotfix);
        refused("ines", "hotfix", "An emergency hotfix needs a reason", "promotion", ID, "reason", "");
        assertThat(status(readers.post("reader", page + "hotfix", hotfix))).isEqualTo(403);
        assertThat(status(readers.post(null, page + "hotfix", hotfix))).isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("ines", page + "hotfix", hotfix)))
                .isEqualTo(403);
        assertThat(state().hotfix()).isNull();
    }

    @Test
    void aHoldTellsWhoWhySinceWhenAndWhereItIsLifted() throws Exception {
        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            Decisions.of(Application.of(shop, null), shop).hold(Promotions.PRODUCTION, "Database is being moved");
        }

        HtmlPage seen = readers.page("ines", run.getUrl());

        DomNode hold = row(seen, "Hold");
        assertThat(text(hold))
                .contains("Held")
                .contains("by admin")
                .contains("Database is being moved.")
                .contains("Held since ");
        assertThat(hold.<DomNode>querySelectorAll("form")).isEmpty();
        assertThat(hold.<DomNode>querySelectorAll("a[href$='/job/shop/release-history/']"))
                .hasSize(1);
        assertThat(text(seen)).contains("It is held: Database is being moved.");

        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            EnvironmentHolds.at(null).hold(Promotions.PRODUCTION, "Nobody is on call");
        }
        assertThat(row(readers.page("ines", run.getUrl()), "Hold").<DomNode>querySelectorAll("a[href*=manage]"))
                .as("a page that ines cannot open")
                .isEmpty();
        DomNode both = row(readers.page("admin", run.getUrl()), "Hold");
        assertThat(text(both)).contains("Database is being moved.").contains("Nobody is on call.");
        assertThat(both.<DomNode>querySelectorAll("a[href$='/manage/environment-holds/']"))
                .hasSize(1);
    }

    @Test
    void whatWasTypedComesBackWithTheRefusal() throws Exception {
        Page refused = readers.post(
                "priya",
                page + "decide",
                "promotion",
                ID,
                "rule",
                "Release managers",
                "decision",
                "perhaps",
                "comment",
                "A long <b>thought</b>");

        assertThat(status(refused)).isEqualTo(409);
        DomNode row = row((HtmlPage) refused, "Release managers");
        assertThat(text(row.<DomNode>querySelector("textarea[name=comment]"))).isEqualTo("A long <b>thought</b>");
        assertThat(source(refused)).doesNotContain("<b>thought");
    }

    private void refused(String user, String action, String problem, String... fields) throws Exception {
        Page answer = readers.post(user, page + action, fields);
        assertThat(status(answer)).as(problem).isEqualTo(409);
        assertThat(text((HtmlPage) answer)).contains(problem);
        assertThat(source(readers.postAsScript(user, page + action, fields))).startsWith("{\"problem\":");
    }

    private Promotion state() {
        return promotion(shop, ID);
    }

    /** The row of a rule on the page of a build. */
    private static DomNode row(HtmlPage page, String rule) {
        return page.querySelectorAll(".promo-rules tbody tr").stream()
                .filter(row -> row.querySelector("strong").getTextContent().equals(rule + "."))
                .findFirst()
                .orElseThrow();
    }

    private static HtmlButton checkbox(HtmlPage page, String item) {
        return page.querySelectorAll("[role=checkbox]").stream()
                .map(HtmlButton.class::cast)
                .filter(button -> button.getTextContent().strip().equals(item))
                .findFirst()
                .orElseThrow();
    }
}
