package io.jenkins.plugins.promotion.security;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Permissions by the names that rules use. */
@WithJenkins
class PermissionNamesTest {
    @Test
    void permissionsAreFoundByGroupAndNameAndById(JenkinsRule jenkins) {
        assertThat(PermissionNames.find("Promotion/Override")).contains(PromotionPermissions.OVERRIDE);
        assertThat(PermissionNames.find(" promotion/override ")).contains(PromotionPermissions.OVERRIDE);
        assertThat(PermissionNames.find("Job/Build")).contains(Item.BUILD);
        assertThat(PermissionNames.find("Overall/Administer")).contains(Jenkins.ADMINISTER);
        assertThat(PermissionNames.find("hudson.model.Item.Build")).contains(Item.BUILD);
        assertThat(PermissionNames.find("Job/Bild")).isEmpty();
        assertThat(PermissionNames.find("Build")).isEmpty();
        assertThat(PermissionNames.find("")).isEmpty();
        assertThat(PermissionNames.find(null)).isEmpty();
        assertThat(PermissionNames.name(Item.BUILD)).isEqualTo("Job/Build");
    }

    @Test
    void theEnglishNameIsFoundInEveryLanguage(JenkinsRule jenkins) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(PermissionNames.find("Job/Build")).contains(Item.BUILD);
        } finally {
            Locale.setDefault(before);
        }
    }
}
