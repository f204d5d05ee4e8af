package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.TopLevelItem;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FolderEnvironmentsTest {
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
    void builtIn() throws Exception {
        for (TopLevelItem item : rule.jenkins.getItems()) {
            item.delete();
        }
        PromotionGlobalConfiguration.get().setEnvironments(Definitions.builtIn());
    }

    @Test
    void foldersAddFromTheOutsideIn() throws Exception {
        Folder shop = rule.createProject(Folder.class, "shop");
        shop.addProperty(new FolderEnvironments(List.of(definition("qa"), approved("production", "alice"))));
        Folder web = shop.createProject(Folder.class, "web");
        web.addProperty(new FolderEnvironments(List.of(approved("production", "bob"), definition("preview"))));
        FreeStyleProject job = web.createProject(FreeStyleProject.class, "job");
        FreeStyleProject outside = rule.createFreeStyleProject("outside");

        assertThat(names(job)).containsExactly("development", "staging", "production", "qa", "preview");
        assertThat(names(web)).containsExactly("development", "staging", "production", "qa", "preview");
        assertThat(names(shop)).containsExactly("development", "staging", "production", "qa");
        assertThat(names(outside)).containsExactly("development", "staging", "production");
        assertThat(production(job).sentence())
                .startsWith("A release enters production once staging verified it, and somebody who may")
                .endsWith(" did so, and one of alice approved it, and one of bob approved it.");
        assertThat(production(shop).sentence()).doesNotContain("bob");
        assertThat(production(outside).sentence()).doesNotContain("alice");
    }

    @Test
    void jobsOfMultibranchProjectsSeeThem() throws Exception {
        try (MockSCMController source = MockSCMController.create()) {
            source.createRepository("shop");
            source.addFile("shop", "master", "Pipeline", "Jenkinsfile", "echo 'built'".getBytes());
            Folder shop = rule.createProject(Folder.class, "shop");
            shop.addProperty(new FolderEnvironments(List.of(approved("production", "alice"))));
            WorkflowMultiBranchProject project = shop.createProject(WorkflowMultiBranchProject.class, "web");
            project.addProperty(new FolderEnvironments(List.of(definition("preview"))));
            project.getSourcesList()
                    .add(new BranchSource(new MockSCMSource(source, "shop", new MockSCMDiscoverBranches())));
            project.scheduleBuild2(0).getFuture().get();
            rule.waitUntilNoActivity();

            assertThat(names(project.getItem("master")))
                    .containsExactly("development", "staging", "production", "preview");
            assertThat(production(project.getItem("master")).approvals()).hasSize(2);
        }
    }

    @Test
    void theFormKeepsEverythingItShows() throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(EveryField.definitions());
        Folder folder = rule.createProject(Folder.class, "shop");
        EnvironmentDefinition added = EveryField.production();
        OrderDefinition order = new OrderDefinition(List.of("qa"));
        order.setSoak("2h");
        added.setOrder(order);
        folder.addProperty(new FolderEnvironments(List.of(definition("preview"), added)));
        List<Environment> before = ConfiguredEnvironments.of(folder).all();

        rule.configRoundtrip(folder);

        assertThat(ConfiguredEnvironments.of(folder).all()).isEqualTo(before);
    }

    @Test
    void aFolderThatDefinesNothingHasNoProperty() throws Exception {
        Folder folder = rule.createProject(Folder.class, "shop");

        rule.configRoundtrip(folder);

        assertThat(folder.getProperties().get(FolderEnvironments.class)).isNull();
    }

    @Test
    void takingThemAwayLeavesWhatIsInherited() throws Exception {
        Folder folder = rule.createProject(Folder.class, "shop");
        folder.addProperty(new FolderEnvironments(List.of(definition("qa"))));
        int before = Heard.TIMES.get();

        folder.getProperties().removeAll(FolderEnvironments.class);

        assertThat(names(folder)).containsExactly("development", "staging", "production");
        assertThat(Heard.TIMES.get()).isGreaterThan(before);
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
    void theNameOfAnInheritedEnvironmentIsPointedOut() throws Exception {
        Folder folder = rule.createProject(Folder.class, "shop");
        folder.addProperty(new FolderEnvironments(List.of(definition("qa"))));
        EnvironmentDefinition.DescriptorImpl descriptor =
                ExtensionList.lookupSingleton(EnvironmentDefinition.DescriptorImpl.class);

        FormValidation inherited = descriptor.doCheckName(folder, "Production");
        FormValidation own = descriptor.doCheckName(folder, "qa");

        assertThat(inherited.kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(inherited.getMessage()).startsWith("Inherited; the rules below come on top.");
        assertThat(own.getMessage()).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.promotion.config.BadEnvironments#table")
    void whatIsNotAllowedIsRefusedWhole(String environments, String message) throws Exception {
        if (environments.equals("[]")) {
            return;
        }
        PromotionGlobalConfiguration.get().setEnvironments(List.of(definition("staging")));
        Folder folder = rule.createProject(Folder.class, "shop");
        folder.addProperty(new FolderEnvironments(List.of(definition("before"))));
        String saved = folder.getConfigFile().asString();

        FormPost.Answer answer =
                FormPost.submit(rule, rule.createWebClient(), "job/shop/configSubmit", folderForm(environments));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(message);
        assertThat(names(folder)).containsExactly("staging", "before");
        assertThat(folder.getConfigFile().asString()).isEqualTo(saved);
    }

    @Test
    void anOrderThatContradictsTheInheritedOneIsRefused() throws Exception {
        rule.createProject(Folder.class, "shop");

        FormPost.Answer answer = FormPost.submit(
                rule,
                rule.createWebClient(),
                "job/shop/configSubmit",
                folderForm("[{\"name\":\"staging\",\"order\":{\"environments\":\"production\"}}]"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("environments cannot require each other in a circle");
    }

    @Test
    void theFormRefusesToWeakenWhatIsInheritedAndNamesTheRule() throws Exception {
        PromotionGlobalConfiguration.get()
                .setEnvironments(List.of(definition("staging"), definition("qa"), EveryField.production()));
        Folder folder = rule.createProject(Folder.class, "shop");
        String saved = folder.getConfigFile().asString();

        FormPost.Answer answer = FormPost.submit(
                rule,
                rule.createWebClient(),
                "job/shop/configSubmit",
                folderForm("[{'name':'production','refuseOlder':false,'windows':[{'name':'Deployment hours',"
                                + "'zone':'America/Los_Angeles','open':'Mon-Fri 10:00-15:00'}]}]")
                        .replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains("environment production: a folder cannot weaken what it inherits. Rule 'Deployment hours':"
                        + " Inherited: it is Tue-Thu 10:00-15:00 or Fri 22:00-02:00 (America/Los_Angeles).")
                .contains("Give it another name to add it to the inherited rule.");
        assertThat(folder.getConfigFile().asString()).isEqualTo(saved);
    }

    @Test
    void xmlThatWeakensWhatIsInheritedIsNotTaken() throws Exception {
        EnvironmentDefinition strict = definition("production");
        ApprovalDefinition board = new ApprovalDefinition();
        board.setName("Board");
        board.setCount(2);
        strict.setApprovals(List.of(board));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(strict));
        Folder folder = rule.createProject(Folder.class, "shop");
        ApprovalDefinition own = new ApprovalDefinition();
        own.setName("Board");
        own.setCount(3);
        EnvironmentDefinition tighter = definition("production");
        tighter.setApprovals(List.of(own));
        folder.addProperty(new FolderEnvironments(List.of(tighter)));
        assertThat(production(folder).sentence()).endsWith("once 3 people who may approve it did so.");
        String document = folder.getConfigFile().asString().replace("<count>3</count>", "<count>1</count>");

        FormPost.xml(rule.createWebClient(), "job/shop/config.xml", document);

        assertThat(production(folder).approvals())
                .extracting(ApprovalRule::count)
                .containsExactly(3);
        assertThat(folder.getConfigFile().asString()).contains("<count>3</count>");
        FormPost.Answer created = FormPost.xml(rule.createWebClient(), "createItem?name=other", document);
        assertThat(created.status()).isNotEqualTo(200);
        assertThat(rule.jenkins.getItem("other")).isNull();
    }

    @Test
    void whatBecomesWeakerByMovingHoldsBesidesAndMayStay() throws Exception {
        Folder strict = rule.createProject(Folder.class, "strict");
        EnvironmentDefinition windows = definition("production");
        windows.setWindows(List.of(EveryField.windows()));
        strict.addProperty(new FolderEnvironments(List.of(windows)));
        Folder shop = rule.createProject(Folder.class, "shop");
        EnvironmentDefinition wide = definition("production");
        WindowDefinition wider = new WindowDefinition("America/Los_Angeles", List.of("Mon-Sun 00:00-24:00"));
        wider.setName("Deployment hours");
        wide.setWindows(List.of(wider));
        shop.addProperty(new FolderEnvironments(List.of(wide)));

        Items.move(shop, strict);

        assertThat(production(shop).rules(WindowRule.class))
                .extracting(WindowRule::name)
                .containsExactly("Deployment hours", "Deployment hours (strict/shop)");
        rule.configRoundtrip(shop);
        assertThat(production(shop).rules(WindowRule.class)).hasSize(2);
    }

    @Test
    void whatFoldersStandOnCannotBeTakenAway() throws Exception {
        Folder folder = rule.createProject(Folder.class, "shop");
        EnvironmentDefinition preview = definition("preview");
        preview.setOrder(new OrderDefinition(List.of("development")));
        folder.addProperty(new FolderEnvironments(List.of(preview)));

        assertThatThrownBy(() -> PromotionGlobalConfiguration.get().setEnvironments(List.of(definition("production"))))
                .hasMessageContaining("folder shop: order of preview: 'development' is not allowed");

        assertThat(names(folder)).containsExactly("development", "staging", "production", "preview");
    }

    @Test
    void contradictionsThatComeAboutByMovingLetNothingThrough() throws Exception {
        Folder outer = rule.createProject(Folder.class, "outer");
        EnvironmentDefinition preview = definition("preview");
        EnvironmentDefinition qa = definition("qa");
        qa.setOrder(new OrderDefinition(List.of("preview")));
        outer.addProperty(new FolderEnvironments(List.of(preview, qa)));
        Folder inner = outer.createProject(Folder.class, "inner");
        EnvironmentDefinition late = definition("late");
        late.setOrder(new OrderDefinition(List.of("qa")));
        inner.addProperty(new FolderEnvironments(List.of(late)));

        Items.move(inner, rule.jenkins);

        assertThatThrownBy(() -> ConfiguredEnvironments.of(inner))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("order of late: 'qa' is not allowed");
        rule.createWebClient().getPage(inner, "configure");
    }

    @Test
    void whatIsNotAllowedDoesNotComeInThroughXmlEither() throws Exception {
        Folder folder = rule.createProject(Folder.class, "shop");
        folder.addProperty(new FolderEnvironments(List.of(definition("before"))));
        String document = folder.getConfigFile().asString().replace("<name>before</name>", "<name>a/b</name>");

        FormPost.xml(rule.createWebClient(), "job/shop/config.xml", document);

        assertThat(names(folder)).containsExactly("development", "staging", "production", "before");
        assertThat(folder.getConfigFile().asString())
                .contains("<name>before</name>")
                .doesNotContain("a/b");
    }

    @Test
    void fieldsOfALaterVersionAreOverlooked() throws Exception {
        Folder folder = rule.createProject(Folder.class, "shop");
        folder.addProperty(new FolderEnvironments(List.of(approved("qa", "alice"))));
        String document = folder.getConfigFile()
                .asString()
                .replace("<name>qa</name>", "<name>qa</name><checks><string>x</string></checks><health>30m</health>");

        FormPost.xml(rule.createWebClient(), "job/shop/config.xml", document);

        assertThat(ConfiguredEnvironments.of(folder)
                        .get(EnvironmentName.of("qa"))
                        .sentence())
                .isEqualTo("A release enters qa once one of alice approved it.");
    }

    static String folderForm(String environments) {
        return "{\"description\":\"\",\"icon\":{\"stapler-class\":"
                + "\"com.cloudbees.hudson.plugins.folder.icons.StockFolderIcon\","
                + "\"$class\":\"com.cloudbees.hudson.plugins.folder.icons.StockFolderIcon\"},"
                + "\"io-jenkins-plugins-promotion-config-FolderEnvironments\":{\"environments\":" + environments + "}}";
    }

    static EnvironmentDefinition definition(String name) {
        return new EnvironmentDefinition(name);
    }

    static EnvironmentDefinition approved(String name, String... users) {
        EnvironmentDefinition definition = definition(name);
        ApprovalDefinition approval = new ApprovalDefinition();
        approval.setName("By " + String.join(", ", users));
        approval.setUsers(Arrays.asList(users));
        definition.setApprovals(List.of(approval));
        return definition;
    }

    static List<String> names(Item item) {
        return ConfiguredEnvironments.of(item).all().stream()
                .map(environment -> environment.name().value())
                .toList();
    }

    private static Environment production(Item item) {
        return ConfiguredEnvironments.of(item).get(EnvironmentName.of("production"));
    }
}
