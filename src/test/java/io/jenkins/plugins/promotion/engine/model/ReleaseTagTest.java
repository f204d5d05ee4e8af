package io.jenkins.plugins.promotion.engine.model;

import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTagTest {
    private static final PromotionId ID = PromotionId.parse("production-7");
    private static final ApplicationName SHOP = new ApplicationName("team/shop");

    @ParameterizedTest
    @CsvSource({
        ",                                        team/shop-production-1.2",
        "v{version},                              v1.2",
        "'{application}/{promotion}+{build}',     team/shop/production-7+2",
        "'  v{version}  ',                        v1.2",
    })
    void theNameIsMadeOfTheRelease(String template, String name) {
        assertThat(new ReleaseTag(template, null, null).name(SHOP, ID, release(2)))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v{versions}            | there is no '{versions}'; it takes {application}, {environment}, {version}
            {}                     | there is no '{}'
            release                | it takes {version}, {promotion} or {build}
            {application}          | it takes {version}, {promotion} or {build}
            release {version}      | no Git tag has blanks
            -{version}             | no Git tag starts with '-'
            {version}..{build}     | no Git tag has '..'
            {version}.lock         | ends with '.lock'
            {version}//x           | no part of a Git tag is empty
            {version}^             | any of ~ ^ : ? * [ \\
            """)
    void whatCanBeNoTagIsRefusedWhereItIsWritten(String template, String reason) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ReleaseTag(template, null, null))
                .withMessageContaining("tag")
                .withMessageContaining(template)
                .withMessageContaining(reason);
    }

    @Test
    void aVersionThatGitDoesNotTakeIsFoundWhenTheNameIsMade() {
        Release odd = new Release("2.0 beta", List.of(), null, new BuildRef("shop", 1), Instant.EPOCH);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ReleaseTag("v{version}", null, null).name(SHOP, ID, odd))
                .withMessageContaining("v2.0 beta")
                .withMessageContaining("no Git tag has blanks");
        Release braces = new Release("{build}", List.of(), null, new BuildRef("shop", 1), Instant.EPOCH);
        assertThat(new ReleaseTag("v{version}", null, null).name(SHOP, ID, braces))
                .as("what a version says is no placeholder")
                .isEqualTo("v{build}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/shop.git",
                "https://ci@git.example/shop.git",
                "ssh://git@git.example:2222/shop.git",
                "git@git.example:team/shop.git",
                "file:///srv/git/shop.git"
            })
    void addressesOfRepositoriesAreTaken(String address) {
        assertThat(new ReleaseTag(null, address, null).repository()).isEqualTo(address);
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ReleaseTag(null, "https://ci:s3cr3t@git.example/shop.git", null))
                .withMessageContaining("a password belongs into credentials")
                .withMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--upload-pack=touch /tmp/x", "ext::sh -c date", "https://git.example/\nshop"})
    void whatGitWouldRunIsRefused(String address) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ReleaseTag(null, address, null))
                .withMessageContaining("repository");
    }

    @Test
    void namesAreJudgedAsGitJudgesThem() throws Exception {
        assumeTrue(isGitThere(), "Git is not installed");
        Random random = new Random(42);
        String letters = "aé1.-/@{}~^:?*[\\ \t\u007fL";
        for (int i = 0; i < 300; i++) {
            StringBuilder made = new StringBuilder();
            int length = 1 + random.nextInt(5);
            for (int at = 0; at < length; at++) {
                made.append(letters.charAt(random.nextInt(letters.length())));
            }
            String name = made + (random.nextInt(10) == 0 ? ".lock" : "");
            if (!name.startsWith("-")) { // of which `git tag` alone knows
                assertThat(GitTagName.fault(name) == null).as("'%s'", name).isEqualTo(gitTakes(name));
            }
        }
        assertThat(GitTagName.fault("-a")).isNotNull();
        assertThat(GitTagName.fault("HEAD")).isNotNull();
        assertThat(GitTagName.fault("a\uD83D")).isNotNull();
        assertThat(GitTagName.fault("a\uD83D\uDE80")).isNull();
    }

    private static boolean gitTakes(String name) throws IOException, InterruptedException {
        return run("git", "check-ref-format", "refs/tags/" + name) == 0;
    }

    private static boolean isGitThere() throws InterruptedException {
        try {
            return run("git", "--version") == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
