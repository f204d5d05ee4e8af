package io.jenkins.plugins.promotion.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of {@code rollbackTo} in the snippet generator, what it generates, and the help of every field. */
@WithJenkins
class RollbackToSnippetTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void whatIsLeftEmptyIsLeftOut() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(bare());

        jenkins.assertEqualDataBoundBeans(bare(), step);
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        rollbackTo(environment: 'production', reason: 'orders are lost') {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void everyFieldRoundTrips() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(full());

        jenkins.assertEqualDataBoundBeans(full(), step);
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        rollbackTo(application: 'shop', environment: 'production', quarantine: false, \
                        reason: 'orders are lost', ticket: 'OPS-31', to: '2.14.2', waitTimeout: '2d') {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void theReferenceOfStepsHasIt() throws Exception {
        SnippetizerTester.assertDocGeneration(RollbackToStep.class);
    }

    @Test
    void theStepAndEveryParameterHaveHelp() throws Exception {
        String page = "descriptor/"
                + jenkins.jenkins.getDescriptorOrDie(RollbackToStep.class).getId() + "/help";

        assertThat(text(page)).contains("Brings a release back into an environment");
        assertThat(DescribableModel.of(RollbackToStep.class).getParameters())
                .hasSize(7)
                .allSatisfy(parameter -> assertThat(text(page + "/" + parameter.getName()))
                        .as(parameter.getName())
                        .isNotBlank());
    }

    @Test
    void theFormAsksForAReason() {
        RollbackToStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(RollbackToStep.DescriptorImpl.class);

        assertThat(descriptor.doCheckReason(" ").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckReason("why").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckWaitTimeout("soon").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    private String text(String page) throws Exception {
        return jenkins.createWebClient().goTo(page).asNormalizedText();
    }

    private static RollbackToStep bare() {
        RollbackToStep step = new RollbackToStep("production");
        step.setReason("orders are lost");
        return step;
    }

    private static RollbackToStep full() {
        RollbackToStep step = bare();
        step.setTo("2.14.2");
        step.setQuarantine(false);
        step.setTicket("OPS-31");
        step.setApplication("shop");
        step.setWaitTimeout("2d");
        return step;
    }
}
