package io.jenkins.plugins.promotion.hold;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Takes the pictures of the holds of a folder, into the directory {@code -Dpictures}; not among the tests. */
@WithJenkins
class HoldPicture {
    @Test
    void aFolder(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        String dark = System.getProperty("dark");
        Readers readers = new Readers(jenkins);
        User.getById("admin", true).setFullName("Ines Almeida");
        User.getById("maria", true).setFullName("Maria Lindqvist");
        Folder team = jenkins.createProject(Folder.class, "payments");
        jenkins.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("maria")
                .grant(PromotionPermissions.MANAGE)
                .onFolders(team)
                .to("maria"));
        PromotionGlobalConfiguration.get()
                .setEnvironments(List.of(
                        new EnvironmentDefinition("development"),
                        new EnvironmentDefinition("staging"),
                        new EnvironmentDefinition("production")));
        String holds = team.getUrl() + "environment-holds/";
        readers.post("maria", holds + "hold", "environment", "staging", "reason", "Load test of the new gateway.");
        readers.post("maria", holds + "liftHold", "environment", "staging", "reason", "The test is over.");
        readers.post(
                "maria", holds + "hold", "environment", "production", "reason", "Card payments fail, see INC-4711.");
        readers.post(
                "admin",
                "manage/environment-holds/hold",
                "environment",
                "staging",
                "reason",
                "The data centre moves until Monday.");
        try (Browser browser = Browser.start(profile)) {
            browser.login(jenkins.getURL().toString(), "maria");
            for (int width : new int[] {1280, 420}) {
                browser.width(width);
                String suffix = width == 420 ? "-narrow.png" : ".png";
                browser.open(jenkins.getURL() + holds);
                browser.picture("div.promo", pictures.resolve("folder-holds-light" + suffix));
                assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing scrolls sideways")
                        .isEqualTo(width);
                if (dark != null) {
                    browser.dark(Path.of(dark));
                    browser.picture("div.promo", pictures.resolve("folder-holds-dark" + suffix));
                }
            }
        }
    }
}
