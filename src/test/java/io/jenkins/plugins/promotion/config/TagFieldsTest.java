package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the form of a release tag says below its fields. */
class TagFieldsTest {
    private final TagDefinition.DescriptorImpl descriptor = new TagDefinition.DescriptorImpl();

    @ParameterizedTest
    @ValueSource(strings = {"", "v{version}", "{application}/{environment}-{promotion}+{build}"})
    void whatGitTakesIsTaken(String name) {
        assertThat(descriptor.doCheckName(name).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v {version}   | no Git tag has blanks
            v{versions}   | there is no
            latest        | it takes {version}, {promotion} or {build}
            """)
    void whatGitDoesNotTakeIsRefused(String name, String reason) {
        FormValidation said = descriptor.doCheckName(name);
        assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(said.getMessage()).contains(reason);
    }

    @Test
    void aPasswordInAnAddressIsRefused() {
        assertThat(descriptor.doCheckRepository("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckRepository("git@git.example:shop.git").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor
                        .doCheckRepository("https://ci:s3cr3t@git.example/shop.git")
                        .getMessage())
                .contains("a password belongs into credentials")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "repository", "credentialsId"})
    void everyFieldIsExplained(String field) {
        assertThat(TagDefinition.class.getResource("TagDefinition/help-" + field + ".html"))
                .isNotNull();
    }
}
