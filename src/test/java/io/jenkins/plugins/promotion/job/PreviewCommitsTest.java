package io.jenkins.plugins.promotion.job;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.tag.BareRepository;
import io.jenkins.plugins.promotion.tag.LocalCheckouts;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages before a rollback and a promotion show the commits of a real repository between the two releases. */
@WithJenkins
@ExtendWith(LocalCheckouts.class)
class PreviewCommitsTest {
    @TempDir
    Path directory;

    private JenkinsRule jenkins;
    private Readers readers;
    private BareRepository repository;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        repository = new BareRepository(directory);
        readers = new Readers(rule);
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("roland"));
        PromotionGlobalConfiguration.get()
                .setEnvironments(
                        List.of(new EnvironmentDefinition("staging"), new EnvironmentDefinition("production")));
        release("1", "production");
        repository.commit("Keep the basket", "Jonas");
        repository.commit("Round discounts once", "Mara");
        release("2", "production");
        repository.commit("Retry the payment", "Jonas");
        release("3", "production");
        repository.commit("Suggest addresses", "Mara");
        release("4", "staging");
    }

    @Test
    void whatGoesAwayAndWhatComesTheNewestFirst() throws Exception {
        assertThat(commits("rollback/?environment=production"))
                .containsExactly("1 commit goes away", "Retry the payment");
        assertThat(commits("rollback/?environment=production&to=production-1"))
                .containsExactly("3 commits go away", "Retry the payment", "Round discounts once", "Keep the basket");
        assertThat(commits("promote/?promotion=staging-1&environment=production"))
                .containsExactly("1 commit comes", "Suggest addresses");
    }

    @Test
    void whatTheBuildsInBetweenTellNoMoreIsSaid() throws Exception {
        shop.getBuildByNumber(2).delete();

        assertThat(commits("rollback/?environment=production&to=production-1"))
                .containsExactly("1 commit goes away", "Retry the payment");
        assertThat(Readers.text(readers.page(
                        "roland", shop.getUrl() + "release-history/rollback/?environment=production&to=production-1")))
                .contains("#2");
    }

    private void release(String version, String environment) throws Exception {
        shop = new Promotions(jenkins).pipeline("shop", """
                node { checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '%s']]) }
                promoteTo(environment: '%s', version: '%s') { echo 'deployed' }
                """.formatted(repository.url(), environment, version));
        jenkins.buildAndAssertSuccess(shop);
    }

    /** The heading, and the messages below it. */
    private List<String> commits(String page) throws Exception {
        HtmlPage shown = readers.page("roland", shop.getUrl() + "release-history/" + page);
        DomNode table = shown.getFirstByXPath("//table[.//code]");
        assertThat(table).as(Readers.text(shown)).isNotNull();
        DomNode heading = table.getPreviousElementSibling();
        return Stream.concat(Stream.of(heading), table.querySelectorAll("tbody td:nth-child(2)").stream())
                .map(node -> Readers.text(node).strip())
                .toList();
    }
}
