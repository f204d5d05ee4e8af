package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.cli.CLICommandInvoker;
import hudson.model.Item;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationPermissionsTest {
    private static JenkinsRule rule;
    private Folder folder;

    @BeforeAll
    static void start(JenkinsRule started) {
        rule = started;
    }

    @AfterAll
    static void stop() throws Exception {
        rule.after();
    }

    @BeforeEach
    void roles() throws Exception {
        for (TopLevelItem item : rule.jenkins.getItems()) {
            item.delete();
        }
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
        folder = rule.createProject(Folder.class, "shop");
        folder.addProperty(
                new FolderEnvironments(List.of(FolderEnvironmentsTest.approved("production", "alice", "bob"))));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "configurer", "manager", "auditor")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "configurer", "manager")
                .grant(Item.CONFIGURE, Item.CREATE, Item.EXTENDED_READ)
                .everywhere()
                .to("configurer", "manager")
                .grant(PromotionPermissions.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    @ParameterizedTest
    @CsvSource({"anonymous,403", "reader,403", "configurer,403", "manager,403", "auditor,200", "admin,200"})
    void thePageIsForAdministratorsAndThoseWhoMayRead(String user, int status) throws Exception {
        assertThat(FormPost.send(rule, client(user), HttpMethod.GET, "manage/environments/")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void whoeverMayOnlyReadThePageCannotTypeIntoIt() throws Exception {
        HtmlPage page = client("auditor").goTo("manage/environments/");

        assertThat(page.getFormByName("config").getInputsByName("_.name")).isEmpty();
        assertThat(page.getFormByName("config").asNormalizedText())
                .contains("production")
                .doesNotContain("Save");
    }

    @ParameterizedTest
    @CsvSource({"anonymous,403", "reader,403", "configurer,403", "manager,403", "auditor,403", "admin,302"})
    void onlyAdministratorsSaveThePage(String user, int status) throws Exception {
        FormPost.Answer answer = FormPost.submit(
                rule,
                client(user),
                "manage/environments/configSubmit",
                "{\"environments\":[{\"name\":\"everything-goes\"}]}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(ConfiguredEnvironments.global().all()).hasSize(status == 302 ? 1 : 3);
    }

    @Test
    void nothingIsSavedByGet() throws Exception {
        FormPost.Answer answer = FormPost.send(
                rule,
                client("admin"),
                HttpMethod.GET,
                "manage/environments/configSubmit?json=%7B%22environments%22:%5B%7B%22name%22:%22x%22%7D%5D%7D");

        assertThat(answer.status()).isIn(404, 405);
        assertThat(ConfiguredEnvironments.global().all()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "anonymous,403,403",
        "reader,403,403",
        "configurer,403,403",
        "manager,403,200",
        "auditor,403,403",
        "admin,200,200"
    })
    void checksAnswerWhoeverMaySave(String user, int global, int onFolder) throws Exception {
        List<String> checks = List.of(
                "EnvironmentDefinition/checkName?value=x",
                "OrderDefinition/checkEnvironments?value=staging",
                "OrderDefinition/fillRequireItems",
                "ApprovalDefinition/checkName?value=x",
                "ApprovalDefinition/checkCount?value=1",
                "ApprovalDefinition/checkUsers?value=alice",
                "ApprovalDefinition/checkGroups?value=ops",
                "ApprovalDefinition/checkPermission?value=Job/Build",
                "ApprovalDefinition/checkLapse?value=1d",
                "ApprovalDefinition/fillPermissionItems",
                "ApprovalDefinition/fillUnknownAuthorsItems",
                "EnvironmentDefinition/checkHold?value=x",
                "OrderDefinition/checkSoak?value=1h",
                "RequestDefinition/checkNotes?value=true&ticket=true",
                "ChecklistDefinition/checkName?value=x",
                "ChecklistDefinition/checkItems?value=x",
                "WindowDefinition/checkName?value=x",
                "WindowDefinition/checkZone?value=UTC",
                "WindowDefinition/autoCompleteZone?value=ber",
                "WindowDefinition/checkOpen?value=x",
                "FreezeDefinition/checkName?value=x",
                "FreezeDefinition/checkReason?value=x",
                "FreezeDefinition/checkZone?value=UTC",
                "FreezeDefinition/autoCompleteZone?value=ber",
                "FreezeDefinition/checkFrom?value=x",
                "FreezeDefinition/checkTo?value=x",
                "FreezeDefinition/checkDuration?value=x",
                "FreezeDefinition/checkRepeat?value=x",
                "HotfixDefinition/checkUsers?value=alice",
                "HotfixDefinition/checkGroups?value=ops",
                "HotfixDefinition/checkPermission?value=Job/Build",
                "HotfixDefinition/checkApprovals?value=1",
                "HotfixDefinition/fillPermissionItems");
        JenkinsRule.WebClient client = client(user);
        for (String check : checks) {
            String path = "descriptorByName/io.jenkins.plugins.promotion.config." + check;
            assertThat(FormPost.send(rule, client, HttpMethod.POST, path).status())
                    .as(check)
                    .isEqualTo(global);
            FormPost.Answer answer = FormPost.send(rule, client, HttpMethod.POST, "job/shop/" + path);
            if (user.equals("anonymous") || user.equals("auditor")) {
                assertThat(answer.status()).as(check).isIn(403, 404);
            } else {
                assertThat(answer.status()).as(check).isEqualTo(onFolder);
            }
            if (user.equals("admin")) {
                assertThat(FormPost.send(rule, client, HttpMethod.GET, path).status())
                        .as(check)
                        .isIn(404, 405);
            }
        }
    }

    @Test
    void theFormOfAFolderShowsButDoesNotOfferThemToWhoeverMayNotChangeThem() throws Exception {
        HtmlPage page = client("configurer").getPage(folder, "configure");

        assertThat(page.getFormByName("config").asNormalizedText())
                .contains("and one of alice, bob approved it.")
                .contains("takes the permission Promotion/ManageEnvironments");
        assertThat(page.getFormByName("config").getInputsByName("_.name")).isEmpty();
        rule.submit(page.getFormByName("config"));
        assertUnchanged();
    }

    @ParameterizedTest
    @CsvSource({"anonymous,false", "reader,false", "configurer,false", "manager,true", "admin,true"})
    void theFormOfAFolderIsHeardOfWhoeverMay(String user, boolean changes) throws Exception {
        FormPost.submit(
                rule, client(user), "job/shop/configSubmit", FolderEnvironmentsTest.folderForm("[{\"name\":\"qa\"}]"));

        assertChanged(changes, "qa");
    }

    @ParameterizedTest
    @CsvSource({"anonymous,false", "reader,false", "configurer,false", "manager,true", "admin,true"})
    void alteringTheXmlIsHeardOfWhoeverMay(String user, boolean changes) throws Exception {
        String altered = folder.getConfigFile().asString().replace("<name>production</name>", "<name>qa</name>");

        FormPost.xml(client(user), "job/shop/config.xml", altered);

        assertChanged(changes, "qa");
    }

    @ParameterizedTest
    @CsvSource({"anonymous,false", "reader,false", "configurer,false", "manager,true", "admin,true"})
    void removingThemFromTheXmlIsHeardOfWhoeverMay(String user, boolean changes) throws Exception {
        String without = "<com.cloudbees.hudson.plugins.folder.Folder><description>new</description>"
                + "<properties/></com.cloudbees.hudson.plugins.folder.Folder>";

        FormPost.xml(client(user), "job/shop/config.xml", without);

        if (changes) {
            assertThat(production().approvals()).hasSize(1);
            assertThat(folder.getConfigFile().asString()).doesNotContain("alice");
        } else {
            assertUnchanged();
        }
    }

    @Test
    void theRestOfTheXmlIsHeardOfWhoeverMayConfigure() throws Exception {
        String altered = folder.getConfigFile()
                .asString()
                .replace("<name>production</name>", "<name>qa</name>")
                .replace("<properties>", "<description>New words</description><properties>");

        FormPost.xml(client("configurer"), "job/shop/config.xml", altered);

        assertThat(folder.getDescription()).isEqualTo("New words");
        assertUnchanged();
    }

    @ParameterizedTest
    @CsvSource({"reader,false", "configurer,false", "manager,true", "admin,true"})
    void theCommandLineIsHeardOfWhoeverMay(String user, boolean changes) throws Exception {
        String altered = folder.getConfigFile().asString().replace("<name>production</name>", "<name>qa</name>");

        new CLICommandInvoker(rule, "update-job")
                .asUser(user)
                .withStdin(new ByteArrayInputStream(altered.getBytes(StandardCharsets.UTF_8)))
                .invokeWithArgs("shop");

        assertChanged(changes, "qa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"configurer", "manager"})
    void whoeverMayNotDefineEnvironmentsCreatesNoFolderWithThem(String user) throws Exception {
        FormPost.Answer answer = FormPost.xml(
                client(user), "createItem?name=new", folder.getConfigFile().asString());

        boolean may = user.equals("manager");
        assertThat(answer.status()).isEqualTo(may ? 200 : 403);
        assertThat(rule.jenkins.getItem("new") != null).isEqualTo(may);
        assertThat(rule.jenkins
                        .getRootDir()
                        .toPath()
                        .resolve("jobs/new")
                        .toFile()
                        .exists())
                .isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(strings = {"configurer", "manager"})
    void whoeverMayNotDefineEnvironmentsCopiesNoFolderWithThem(String user) throws Exception {
        FormPost.send(rule, client(user), HttpMethod.POST, "createItem?name=new&mode=copy&from=shop");

        boolean may = user.equals("manager");
        assertThat(rule.jenkins.getItem("new") != null).isEqualTo(may);
        if (may) {
            assertThat(FolderEnvironmentsTest.names((Item) rule.jenkins.getItem("new")))
                    .hasSize(3);
            assertThat(FolderDefinitions.get().inForce((Folder) rule.jenkins.getItem("new")))
                    .hasSize(1);
        }
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = rule.createWebClient();
        return user.equals("anonymous") ? client : client.login(user);
    }

    private Environment production() {
        return ConfiguredEnvironments.of(folder).get(EnvironmentName.of("production"));
    }

    private void assertChanged(boolean changed, String name) throws Exception {
        if (changed) {
            assertThat(FolderEnvironmentsTest.names(folder)).contains(name);
            assertThat(production().approvals()).hasSize(1);
            assertThat(folder.getConfigFile().asString()).contains("<name>" + name + "</name>");
        } else {
            assertUnchanged();
        }
    }

    private void assertUnchanged() throws Exception {
        assertThat(FolderEnvironmentsTest.names(folder)).containsExactly("development", "staging", "production");
        assertThat(production().approvals().get(1).users()).containsExactly("alice", "bob");
        assertThat(folder.getProperties().get(FolderEnvironments.class).getEnvironments())
                .extracting(EnvironmentDefinition::getName)
                .containsExactly("production");
        assertThat(folder.getConfigFile().asString())
                .contains("<string>alice</string>")
                .doesNotContain("<name>qa</name>");
    }
}
