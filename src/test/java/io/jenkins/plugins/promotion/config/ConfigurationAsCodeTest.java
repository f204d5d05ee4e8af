package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.cloudbees.hudson.plugins.folder.properties.AuthorizationMatrixProperty;
import hudson.Functions;
import hudson.security.AuthorizationStrategy;
import hudson.security.GlobalMatrixAuthorizationStrategy;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.promotion.engine.Examples;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationAsCodeTest {
    private static final Path EXAMPLE = Path.of("docs/examples/environments.yaml");
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
    void unsecured() {
        rule.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
    }

    @TempDir
    private Path directory;

    @Test
    void theExampleOfTheDocumentationIsReadAndWritten() throws Exception {
        ConfigurationAsCode.get().configure(EXAMPLE.toString());

        Environments environments = ConfiguredEnvironments.global();
        assertThat(environments.all())
                .extracting(Environment::sentence)
                .containsExactly(
                        "Every release may enter development.",
                        "Every release may enter staging.",
                        "A release enters acceptance once development verified it.",
                        "A release enters production once staging or acceptance verified it,"
                                + " and 2 of release-managers approved it, and one of alice, bob approved it.");
        Environment development = environments.get(EnvironmentName.of("development"));
        assertThat(development.refuseOlder()).isFalse();
        assertThat(development.description()).isEqualTo("For whoever builds it");
        assertThat(environments.get(EnvironmentName.of("acceptance")).queue()).isEqualTo(QueuePolicy.IN_ORDER);
        Environment production = environments.get(EnvironmentName.of("production"));
        assertThat(production.refuseOlder()).isTrue();
        assertThat(production.approvals().get(0).excludeInitiator()).isTrue();
        assertThat(production.approvals().get(1).excludeInitiator()).isFalse();

        String exported = exported();
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
        configure("unclassified:\n  environmentPromotion:\n" + exported.indent(4));
        assertThat(ConfiguredEnvironments.global().all()).as(exported).isEqualTo(environments.all());
    }

    /** The command line is held to the same texts. */
    @ParameterizedTest
    @ValueSource(strings = {"environments", "full-rules"})
    void theExamplesSayWhatTheySayToTheCommandLine(String name) throws Exception {
        ConfigurationAsCode.get()
                .configure(EXAMPLE.resolveSibling(name + ".yaml").toString());

        assertThat(Examples.described(ConfiguredEnvironments.global())).isEqualTo(Examples.expected(name));
    }

    @Test
    void everyFieldIsWrittenAndReadBack() throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(EveryField.definitions());
        List<Environment> before = ConfiguredEnvironments.global().all();

        String exported = exported();
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
        configure("unclassified:\n  environmentPromotion:\n" + exported.indent(4));

        assertThat(ConfiguredEnvironments.global().all()).as(exported).isEqualTo(before);
        assertThat(exported).contains("soak: \"1h30m\"", "duration: \"12h\"", "unknownAuthors: \"warn\"");
    }

    @Test
    void aRuleThatIsAllDefaultsIsWrittenToo() throws Exception {
        EnvironmentDefinition production = new EnvironmentDefinition("production");
        production.setApprovals(List.of(new ApprovalDefinition()));
        production.setHotfix(new HotfixDefinition(null));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(production));
        List<Environment> before = ConfiguredEnvironments.global().all();

        String exported = exported();
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
        configure("unclassified:\n  environmentPromotion:\n" + exported.indent(4));

        assertThat(ConfiguredEnvironments.global().all()).as(exported).isEqualTo(before);
    }

    @Test
    void theWholeRuleBookIsWrittenAndReadBack() throws Exception {
        ConfigurationAsCode.get()
                .configure(EXAMPLE.resolveSibling("full-rules.yaml").toString());
        List<Environment> before = ConfiguredEnvironments.global().all();

        String exported = exported();
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
        configure("unclassified:\n  environmentPromotion:\n" + exported.indent(4));

        assertThat(ConfiguredEnvironments.global().all()).as(exported).isEqualTo(before);
    }

    @Test
    void aFieldThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> configure("""
                        unclassified:
                          environmentPromotion:
                            environments:
                              - name: a
                                freeze: []
                        """))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("freeze");
    }

    @Test
    void theDocumentationShowsTheExample() throws Exception {
        assertThat(Files.readString(Path.of("docs/environments.md")))
                .contains("```yaml\n" + Files.readString(EXAMPLE) + "```");
    }

    @Test
    void everyTaskOfTheDocumentationSaysWhatIsPromised() throws Exception {
        Matcher task = Pattern.compile("```yaml\n(- name: production.*?)```\n\n> ([^\n]+)\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/environments.md")));
        int tasks = 0;
        for (; task.find(); tasks++) {
            configure("unclassified:\n  environmentPromotion:\n    environments:\n      - name: staging\n"
                    + task.group(1).indent(6));

            assertThat(ConfiguredEnvironments.global()
                            .get(EnvironmentName.of("production"))
                            .sentence())
                    .isEqualTo(task.group(2));
        }
        assertThat(tasks).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.promotion.config.BadEnvironments#table")
    void whatIsNotAllowedIsRefusedWhole(String environments, String message) throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("before")));
        Path file = rule.jenkins.getRootDir().toPath().resolve(PromotionGlobalConfiguration.class.getName() + ".xml");
        String saved = Files.readString(file);

        Throwable refusal = catchThrowable(() -> configure(
                "{'unclassified':{'environmentPromotion':{'environments':".replace('\'', '"') + environments + "}}}"));

        assertThat(refusal).isInstanceOf(ConfiguratorException.class);
        assertThat(Functions.printThrowable(refusal)).contains(message);
        assertThat(ConfiguredEnvironments.global().all())
                .extracting(each -> each.name().value())
                .containsExactly("before");
        assertThat(Files.readString(file)).isEqualTo(saved);
    }

    @Test
    void permissionsCanBeGiven() throws Exception {
        configure("""
                jenkins:
                  authorizationStrategy:
                    globalMatrix:
                      entries:
                        - user:
                            name: releaser
                            permissions:
                              - Promotion/Approve
                              - Promotion/Override
                              - Promotion/Rollback
                              - Promotion/ManageEnvironments
                """);

        assertThat(rule.jenkins.getAuthorizationStrategy())
                .isInstanceOfSatisfying(
                        GlobalMatrixAuthorizationStrategy.class,
                        matrix -> assertThat(
                                        matrix.getGrantedPermissionEntries().keySet())
                                .containsExactlyInAnyOrderElementsOf(PromotionPermissions.GROUP.getPermissions()));
    }

    @Test
    void matricesShowThePermissions() throws Exception {
        rule.jenkins.setAuthorizationStrategy(new GlobalMatrixAuthorizationStrategy());
        GlobalMatrixAuthorizationStrategy.DescriptorImpl global = (GlobalMatrixAuthorizationStrategy.DescriptorImpl)
                rule.jenkins.getDescriptorOrDie(GlobalMatrixAuthorizationStrategy.class);
        AuthorizationMatrixProperty.DescriptorImpl onFolder = (AuthorizationMatrixProperty.DescriptorImpl)
                rule.jenkins.getDescriptorOrDie(AuthorizationMatrixProperty.class);

        assertThat(global.getAllGroups()).contains(PromotionPermissions.GROUP);
        assertThat(onFolder.getAllGroups()).contains(PromotionPermissions.GROUP);
        assertThat(PromotionPermissions.GROUP.getPermissions())
                .extracting(permission -> permission.name)
                .containsExactlyInAnyOrder("Approve", "Override", "Rollback", "ManageEnvironments")
                .hasSize(4);
        PromotionPermissions.GROUP.getPermissions().forEach(permission -> {
            assertThat(global.showPermission(permission)).isTrue();
            assertThat(onFolder.showPermission(permission)).isTrue();
        });
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String exported() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return Util.toYamlString(Util.getUnclassifiedRoot(context).get("environmentPromotion"));
    }
}
