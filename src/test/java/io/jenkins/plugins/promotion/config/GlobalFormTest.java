package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.Jenkins;
import org.apache.commons.text.StringEscapeUtils;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GlobalFormTest {
    private static final String PAGE = "manage/environments/";
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule started) {
        rule = started;
    }

    @AfterAll
    static void stop() throws Exception {
        rule.after();
    }

    @BeforeEach
    void builtIn() {
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
    }

    @Test
    void theFormKeepsEverythingItShows() throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(EveryField.definitions());
        List<Environment> before = ConfiguredEnvironments.global().all();

        rule.submit(form());

        assertThat(ConfiguredEnvironments.global().all()).isEqualTo(before);
    }

    @Test
    void theFormShowsTheBuiltInEnvironmentsUntilOthersAreSaved() throws Exception {
        List<Environment> builtIn = ConfiguredEnvironments.global().all();
        HtmlForm form = form();
        assertThat(form.asNormalizedText())
                .contains("Every release may enter staging.")
                .contains("A release enters production once staging verified it, and ");
        int heard = Heard.TIMES.get();

        rule.submit(form);

        assertThat(ConfiguredEnvironments.global().all()).isEqualTo(builtIn);
        assertThat(Heard.TIMES.get()).as("listeners are told").isGreaterThan(heard);
    }

    @TestExtension
    public static final class Heard implements ConfigurationListener {
        private static final AtomicInteger TIMES = new AtomicInteger();

        @Override
        public void changed() {
            TIMES.incrementAndGet();
        }
    }

    @Test
    void markupIsShownAsText() throws Exception {
        EnvironmentDefinition definition = new EnvironmentDefinition("production");
        ApprovalDefinition approval = new ApprovalDefinition();
        approval.setName("<b id='injected'>QA</b>");
        approval.setUsers(List.of("<i id='injected'>alice</i>"));
        definition.setApprovals(List.of(approval));
        definition.setDescription("<u id='injected'>x</u>");
        PromotionGlobalConfiguration.get().setEnvironments(List.of(definition));

        HtmlPage page = rule.createWebClient().withJavaScriptEnabled(false).goTo(PAGE);

        assertThat(page.getElementById("injected")).isNull();
        assertThat(page.getFormByName("config").asNormalizedText()).contains("one of <i id='injected'>alice</i>");
    }

    @Test
    void theSystemConfigurationOnlyPointsToTheForm() throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(EveryField.definitions());
        List<Environment> before = ConfiguredEnvironments.global().all();

        HtmlPage page = rule.createWebClient().goTo("configure");
        assertThat(page.getAnchorByHref("/jenkins/manage/environments/")).isNotNull();
        rule.submit(page.getFormByName("config"));

        assertThat(ConfiguredEnvironments.global().all()).isEqualTo(before);
    }

    @Test
    void aMistakeIsNamedAndNothingIsSaved() throws Exception {
        String saved = Files.readString(file());
        HtmlForm form = form();
        List<HtmlInput> names = form.getInputsByName("_.name").stream()
                .filter(input -> !input.getValue().isEmpty()) // that of a release tag is empty
                .toList();
        names.get(0).setValue("fine");
        names.get(1).setValue("not/fine");
        form.getPage().getWebClient().getOptions().setThrowExceptionOnFailingStatusCode(false);

        HtmlPage answer = (HtmlPage) rule.submit(form);

        assertThat(answer.asNormalizedText()).contains("environment number 2: environment: 'not/fine' is not allowed");
        assertThat(ConfiguredEnvironments.global().all())
                .extracting(each -> each.name().value())
                .containsExactly("development", "staging", "production");
        assertThat(Files.readString(file())).isEqualTo(saved);
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.promotion.config.BadEnvironments#table")
    void whatIsNotAllowedIsRefusedWhole(String environments, String message) throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("before")));
        String saved = Files.readString(file());

        FormPost.Answer answer = FormPost.submit(
                rule, rule.createWebClient(), PAGE + "configSubmit", "{\"environments\":" + environments + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(message);
        assertThat(ConfiguredEnvironments.global().all())
                .extracting(each -> each.name().value())
                .containsExactly("before");
        assertThat(Files.readString(file())).isEqualTo(saved);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    production | OK      |
                    ' qa.eu-1 '| OK      |
                    ''         | ERROR   | environment: '' is not allowed
                    a/b        | ERROR   | environment: 'a/b' is not allowed
                    <b>x</b>   | ERROR   | environment: '<b>x</b>' is not allowed
                    ..         | ERROR   | environment: '..' is not allowed
                    """)
    void namesAreChecked(String value, FormValidation.Kind kind, String message) {
        check(descriptor(EnvironmentDefinition.DescriptorImpl.class).doCheckName(null, value), kind, message);
    }

    @Test
    void longNamesAreChecked() {
        check(
                descriptor(EnvironmentDefinition.DescriptorImpl.class).doCheckName(null, "n".repeat(10_000)),
                FormValidation.Kind.ERROR,
                "(10000 characters) is not allowed");
        check(
                descriptor(ApprovalDefinition.DescriptorImpl.class).doCheckName(null, "n".repeat(10_000)),
                FormValidation.Kind.ERROR,
                "(10000 characters) is not allowed");
        check(
                descriptor(ApprovalDefinition.DescriptorImpl.class).doCheckUsers(null, "n".repeat(10_000), "", ""),
                FormValidation.Kind.ERROR,
                "(10000 characters) is not allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    staging              | production | OK      |
                    staging, development | production | OK      |
                    ''                   | production | ERROR   | it takes one or more environments
                    staging, Staging     | production | ERROR   | each once
                    a/b                  | production | ERROR   | environment: 'a/b' is not allowed
                    PRODUCTION           | production | ERROR   | An environment cannot require itself.
                    stagin               | production | WARNING | Not saved yet: stagin. Known: development, staging, production.
                    """)
    void ordersAreChecked(String value, String name, FormValidation.Kind kind, String message) {
        check(descriptor(OrderDefinition.DescriptorImpl.class).doCheckEnvironments(null, value, name), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1   | ''   | ''  | '' | OK    |
                    100 | ''   | ''  | '' | OK    |
                    2   | x, y | ''  | '' | OK    |
                    3   | x, y | ops | '' | OK    |
                    3   | x, y | ''  | Job/Build | OK    |
                    0   | ''   | ''  | '' | ERROR | needed by 'Approvals': '0' is not allowed; 1 to 100
                    101 | ''   | ''  | '' | ERROR | needed by 'Approvals': '101' is not allowed; 1 to 100
                    -1  | ''   | ''  | '' | ERROR | needed by 'Approvals': '-1' is not allowed; 1 to 100
                    3   | x, y | ''  | '' | ERROR | only 2 people may approve
                    two | ''   | ''  | '' | ERROR | count: 'two' is not allowed; it takes a whole number
                    ''  | ''   | ''  | '' | ERROR | count: '' is not allowed; it takes a whole number
                    """)
    void countsAreChecked(
            String value, String users, String groups, String permission, FormValidation.Kind kind, String message) {
        check(
                descriptor(ApprovalDefinition.DescriptorImpl.class)
                        .doCheckCount(null, value, users, groups, permission),
                kind,
                message);
    }

    @Test
    void unknownPeopleAndGroupsAreWarnedOf() throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("alice", "secret");
        rule.jenkins.setSecurityRealm(realm);
        ApprovalDefinition.DescriptorImpl descriptor = descriptor(ApprovalDefinition.DescriptorImpl.class);

        check(descriptor.doCheckUsers(null, "alice", "", ""), FormValidation.Kind.OK, null);
        check(
                descriptor.doCheckUsers(null, "alice, zoe", "", ""),
                FormValidation.Kind.WARNING,
                "The security realm knows no such user: zoe");
        check(
                descriptor.doCheckUsers(null, "", "", ""),
                FormValidation.Kind.OK,
                "whoever has the permission Promotion/Approve may approve");
        check(descriptor.doCheckUsers(null, "", "ops", ""), FormValidation.Kind.OK, null);
        check(
                descriptor.doCheckGroups(null, "<b>ops</b>"),
                FormValidation.Kind.WARNING,
                "The security realm knows no such group: <b>ops</b>");
        check(descriptor.doCheckGroups(null, "authenticated"), FormValidation.Kind.OK, null);
    }

    private static HtmlForm form() throws Exception {
        return rule.createWebClient().goTo(PAGE).getFormByName("config");
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(PromotionGlobalConfiguration.class.getName() + ".xml");
    }

    private static <T extends Descriptor<?>> T descriptor(Class<T> type) {
        return ExtensionList.lookupSingleton(type);
    }

    private static void check(FormValidation validation, FormValidation.Kind kind, String message) {
        assertThat(validation.kind).isEqualTo(kind);
        if (message != null) {
            assertThat(StringEscapeUtils.unescapeHtml4(validation.getMessage())).contains(message);
            assertThat(validation.renderHtml()).doesNotContain("<b>");
        }
    }
}
