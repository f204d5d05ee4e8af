package io.jenkins.plugins.promotion.hold;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.FolderEnvironments;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Readers;
import io.jenkins.plugins.promotion.view.Requests;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Environments are held for all on pages of the controller and of folders. */
@WithJenkins
class HoldsPageTest {
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");
    private static final String CONTROLLER = "manage/environment-holds/";

    private JenkinsRule jenkins;
    private Readers readers;
    private Folder team;
    private WorkflowJob shop;
    private String folder;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        team = rule.createProject(Folder.class, "team");
        shop = team.createProject(WorkflowJob.class, "shop");
        folder = team.getUrl() + "environment-holds/";
        rule.jenkins.setAuthorizationStrategy(strategy());
        PromotionGlobalConfiguration.get()
                .setEnvironments(
                        List.of(new EnvironmentDefinition("staging"), new EnvironmentDefinition("production")));
    }

    private MockAuthorizationStrategy strategy() {
        return Readers.strategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("maria", "sam")
                .grant(PromotionPermissions.MANAGE)
                .onFolders(team)
                .to("maria")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("sam");
    }

    @Test
    void anAdministratorHoldsForAllAndEveryPageTellsIt() throws Exception {
        Page held = readers.post("admin", CONTROLLER + "hold", "environment", "staging", "reason", "Data centre moves");
        assertThat(status(held)).isEqualTo(200);
        assertThat(held.getUrl().getPath()).endsWith("/manage/environment-holds/");
        assertThat(text((HtmlPage) held))
                .contains("Held for every application by admin")
                .contains("Data centre moves");
        Requests.ask(shop, "staging", "1.0");
        assertThat(promotion(shop, "staging-1").isWaiting()).isTrue();

        assertThat(text(readers.page("sam", "manage/environments/")))
                .contains("staging is held.")
                .contains("Data centre moves");
        assertThat(text(readers.page("sam", CONTROLLER)))
                .contains("Data centre moves")
                .contains("You lack the permission");
        assertThat(text(readers.page("reader", folder)))
                .contains("Held for every application by admin")
                .contains("Who can lift it: People with Promotion/ManageEnvironments on Jenkins itself.");
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/")))
                .contains("Held for every application by admin")
                .contains("Data centre moves");
        assertThat(readers.page("maria", folder).querySelectorAll("form[action$='/liftHold']"))
                .as("it was not set on the folder")
                .isEmpty();

        readers.post("admin", CONTROLLER + "liftHold", "environment", "staging", "reason", "Moved");
        assertThat(EnvironmentHolds.at(null).hold(STAGING)).isEmpty();
        assertThat(text(readers.page("admin", CONTROLLER)))
                .contains("Held before")
                .contains("Data centre moves")
                .contains("Moved");
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/")))
                .as("an auditor of the application reads it too")
                .contains("every application")
                .contains("Moved");
    }

    @Test
    void onAFolderWhoeverManagesItsEnvironmentsHolds() throws Exception {
        assertThat(readers.page("maria", team.getUrl()).querySelectorAll("a[href$='environment-holds']"))
                .isNotEmpty();
        assertThat(readers.page("reader", team.getUrl()).querySelectorAll("a[href$='environment-holds']"))
                .isEmpty();

        readers.post("maria", folder + "hold", "environment", "staging", "reason", "Network change");
        assertThat(EnvironmentHolds.at(team).hold(STAGING).map(Hold::reason)).contains("Network change");
        assertThat(EnvironmentHolds.at(null).hold(STAGING)).isEmpty();
        Page again = readers.post("maria", folder + "hold", "environment", "staging", "reason", "me too");
        assertThat(status(again)).isEqualTo(409);
        assertThat(text((HtmlPage) again)).contains("staging is held already, by maria: Network change");

        HtmlPage blank = (HtmlPage) readers.post("maria", folder + "liftHold", "environment", "staging", "reason", " ");
        assertThat(text(blank)).contains("Lifting a hold needs a reason");
        assertThat(blank.querySelectorAll("details[open] form[action$='/liftHold']"))
                .hasSize(1);
        assertThat(source(
                        readers.postAsScript("maria", folder + "liftHold", "environment", "staging", "reason", "Done")))
                .isEqualTo("{\"done\":true}");
        assertThat(EnvironmentHolds.at(team).hold(STAGING)).isEmpty();
    }

    @Test
    void withoutThePermissionOrThePostOrTheCrumbNothingIsHeld() throws Exception {
        String[] form = {"environment", "staging", "reason", "x"};
        for (String deed : List.of("hold", "liftHold")) {
            for (String user : new String[] {"reader", "roland", "sam", null}) {
                assertThat(status(readers.post(user, folder + deed, form)))
                        .as(deed + " in the folder by " + user)
                        .isEqualTo(403);
            }
            for (String user : new String[] {"reader", "roland", "maria", "sam", null}) {
                assertThat(status(readers.post(user, CONTROLLER + deed, form)))
                        .as(deed + " on the controller by " + user)
                        .isEqualTo(403);
            }
            assertThat(status(readers.postWithoutCrumb("maria", folder + deed, form)))
                    .isEqualTo(403);
            assertThat(status(readers.page("maria", folder + deed + "?environment=staging&reason=x")))
                    .isIn(404, 405);
        }
        assertThat(status(readers.page("reader", CONTROLLER))).isEqualTo(403);
        jenkins.jenkins.setAuthorizationStrategy(strategy()
                .grant(Jenkins.READ, Item.READ, PromotionPermissions.MANAGE)
                .everywhere()
                .toEveryone());
        assertThat(status(readers.post(null, folder + "hold", form)))
                .as("nobody in particular, who has the permission")
                .isEqualTo(409);
        assertThat(EnvironmentHolds.at(team).hold(STAGING)).isEmpty();
        assertThat(EnvironmentHolds.at(null).hold(STAGING)).isEmpty();
    }

    @Test
    void aHoldByConfigurationIsToldEverywhereAndLiftedNowhereElse() throws Exception {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setHold("Closed for the audit");
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        Requests.ask(shop, "staging", "1.0");

        assertThat(promotion(shop, "staging-1").isWaiting()).isTrue();
        for (String path : List.of(CONTROLLER, folder, "manage/environments/")) {
            assertThat(text(readers.page("admin", path))).as(path).contains("Closed for the audit");
            assertThat(readers.page("admin", path).querySelectorAll("form[action$='/liftHold']"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/")))
                .contains("Held for every application, by its configuration")
                .contains("Closed for the audit")
                .contains("Who can lift it: Administrators of staging.");
        assertThat(readers.json("reader", shop.getUrl() + "release-history/api/json?depth=2")
                        .getJSONArray("live")
                        .getJSONObject(0)
                        .getJSONArray("holds")
                        .getJSONObject(0)
                        .getString("scope"))
                .isEqualTo("CONFIGURATION");
    }

    @Test
    void onlyEnvironmentsThatExistHereOrInsideAreHeld() throws Exception {
        team.addProperty(new FolderEnvironments(List.of(new EnvironmentDefinition("acceptance"))));

        HtmlPage unknown =
                (HtmlPage) readers.post("maria", folder + "hold", "environment", "acceptence", "reason", "x");
        assertThat(status(unknown)).isEqualTo(409);
        assertThat(text(unknown))
                .contains("did you mean 'acceptance'?")
                .contains("(known: staging, production, acceptance)");
        assertThat(status(readers.post("admin", CONTROLLER + "hold", "environment", "acceptance", "reason", "x")))
                .as("an environment of a folder, for every application")
                .isEqualTo(200);
        assertThat(EnvironmentHolds.at(null).hold(EnvironmentName.of("acceptance")))
                .isPresent();
        assertThat(status(readers.post("admin", CONTROLLER + "hold", "environment", "../../x", "reason", "x")))
                .isEqualTo(409);

        team.getProperties().remove(FolderEnvironments.class);
        assertThat(text(readers.page("admin", CONTROLLER)))
                .as("what is held can be lifted when nobody defines it any more")
                .contains("Lift the hold of acceptance");
    }
}
