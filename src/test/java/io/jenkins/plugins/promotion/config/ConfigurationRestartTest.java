package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class ConfigurationRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aRestartChangesNothing() throws Throwable {
        List<Environment> global = new ArrayList<>();
        List<Environment> inner = new ArrayList<>();
        sessions.then(rule -> {
            PromotionGlobalConfiguration.get().setEnvironments(EveryField.definitions());
            Folder shop = rule.createProject(Folder.class, "shop");
            shop.addProperty(new FolderEnvironments(List.of(FolderEnvironmentsTest.approved("production", "alice"))));
            Folder web = shop.createProject(Folder.class, "web");
            web.addProperty(new FolderEnvironments(List.of(FolderEnvironmentsTest.definition("preview"))));
            global.addAll(ConfiguredEnvironments.global().all());
            inner.addAll(ConfiguredEnvironments.of(web).all());
        });
        sessions.then(rule -> {
            assertThat(ConfiguredEnvironments.global().all()).isEqualTo(global);
            assertThat(ConfiguredEnvironments.of(rule.jenkins.getItemByFullName("shop/web"))
                            .all())
                    .isEqualTo(inner);
            Path file =
                    rule.jenkins.getRootDir().toPath().resolve(PromotionGlobalConfiguration.class.getName() + ".xml");
            assertThat(file)
                    .content()
                    .doesNotContain("java.util.ImmutableCollections")
                    .contains("cn=release,ou=groups");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("<name>qa</name>", "<name>qa</name><ofALaterVersion>30m</ofALaterVersion>"));
        });
        sessions.then(rule -> assertThat(ConfiguredEnvironments.global().all()).isEqualTo(global));
    }
}
