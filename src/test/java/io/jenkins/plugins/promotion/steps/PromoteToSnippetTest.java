package io.jenkins.plugins.promotion.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.config.TagDefinition;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of the step in the snippet generator, what it generates, and the help of every field. */
@WithJenkins
class PromoteToSnippetTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void whatIsLeftEmptyIsLeftOut() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(new PromoteToStep("production"));

        jenkins.assertEqualDataBoundBeans(new PromoteToStep("production"), step);
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        promoteTo('production') {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void everyFieldRoundTrips() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(full(new PromoteToStep("production")));

        jenkins.assertEqualDataBoundBeans(full(new PromoteToStep("production")), step);
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        promoteTo(application: 'shop', artifact: 'target/*.war', checklist: ['Backup taken', 'On call'], \
                        environment: 'production', migration: 'irreversible', notes: 'New <checkout>', onFailure: 'rollback', tag: releaseTag(credentialsId: 'git-push', name: 'v{version}', repository: 'git@git.example:shop.git'), ticket: 'SHOP-1182', version: '2.14.3', \
                        waitTimeout: '2d') {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void theStepWithoutABlockHasTheSameForm() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(full(new PromoteEnclosingStep("production")));

        jenkins.assertEqualDataBoundBeans(full(new PromoteEnclosingStep("production")), step);
    }

    @Test
    void theReferenceOfStepsHasIt() throws Exception {
        SnippetizerTester.assertDocGeneration(PromoteToStep.class);
        SnippetizerTester.assertDocGeneration(PromoteEnclosingStep.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {PromoteToStep.class, PromoteEnclosingStep.class})
    void theStepAndEveryParameterHaveHelp(Class<? extends Step> type) throws Exception {
        String page = "descriptor/" + jenkins.jenkins.getDescriptorOrDie(type).getId() + "/help";

        assertThat(text(page)).contains("Brings a release into an environment");
        assertThat(DescribableModel.of(type).getParameters())
                .hasSize(11)
                .allSatisfy(parameter -> assertThat(text(page + "/" + parameter.getName()))
                        .as(parameter.getName())
                        .isNotBlank());
    }

    @Test
    void theFormSaysWhatIsWrongWithAChecklist() {
        PromoteToStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(PromoteToStep.DescriptorImpl.class);

        assertThat(descriptor.doCheckChecklist("Backup taken\n\n  On call  ").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckChecklist("  ").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckChecklist("Backup\nBackup").getMessage())
                .contains("it takes 1 to 100 items, each once");
        assertThat(descriptor.doCheckChecklist("x".repeat(501)).getMessage()).contains("at most 500 characters");
    }

    @Test
    void thePageOfGlobalVariablesExplainsBothForms() throws Exception {
        HtmlPage page = jenkins.createWebClient().goTo("pipeline-syntax/globals");

        assertThat(page.asNormalizedText())
                .contains("On a line of its own, the rest of the enclosing block is the deployment.")
                .contains("./deploy.sh production \"$PROMOTION_VERSION\"")
                .contains("${promotion.PROMOTION_PREVIOUS_VERSION}");
    }

    private String text(String page) throws Exception {
        return jenkins.createWebClient().goTo(page).asNormalizedText();
    }

    private static <T extends PromoteToStep> T full(T step) {
        step.setVersion("2.14.3");
        step.setArtifact("target/*.war");
        step.setApplication("shop");
        step.setNotes("New <checkout>");
        step.setTicket("SHOP-1182");
        step.setOnFailure("rollback");
        step.setWaitTimeout("2d");
        step.setMigration("irreversible");
        step.setChecklist(List.of("Backup taken", "On call"));
        TagDefinition tag = new TagDefinition("v{version}");
        tag.setCredentialsId("git-push");
        tag.setRepository("git@git.example:shop.git");
        step.setTag(tag);
        return step;
    }
}
