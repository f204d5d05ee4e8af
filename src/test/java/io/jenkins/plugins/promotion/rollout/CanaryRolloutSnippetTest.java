package io.jenkins.plugins.promotion.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.analysis.BoundsMetric;
import io.jenkins.plugins.promotion.analysis.CanaryAnalysis;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of the step in the snippet generator, what it generates, its checks, and the help of every field. */
@WithJenkins
class CanaryRolloutSnippetTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void whatIsLeftEmptyIsLeftOut() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(new CanaryRolloutStep());

        jenkins.assertEqualDataBoundBeans(new CanaryRolloutStep(), step);
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        canaryRollout {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void everyFieldRoundTrips() throws Exception {
        Step step = new StepConfigTester(jenkins).configRoundTrip(full());

        jenkins.assertEqualDataBoundBeans(full(), step);
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        canaryRollout(analysis: 'web-slo', bake: '30m,10m', interval: '30s', onInconclusive: 'fail', \
                        steps: '5,100', strategy: 'rolling') {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void anAnalysisMayStandWhereItsNameWouldBe() throws Exception {
        BoundsMetric memory = new BoundsMetric("memory", "prometheus", "memory");
        memory.setAtMost("900");
        CanaryAnalysis analysis = new CanaryAnalysis(List.of(memory));
        analysis.setAlpha("0.05");
        CanaryRolloutStep inline = new CanaryRolloutStep();
        inline.setInline(analysis);

        CanaryRolloutStep step = new StepConfigTester(jenkins).configRoundTrip(inline);

        assertThat(((CanaryAnalysis) step.getInline()).toInline()).isEqualTo(analysis.toInline());
        new SnippetizerTester(jenkins).assertRoundTrip(step, """
                        canaryRollout(analysis: analysis(alpha: '0.05', metrics: [bounds(atMost: '900', canary: 'memory', \
                        name: 'memory', source: 'prometheus')])) {
                            // some block
                        }""".replace("\n", System.lineSeparator()));
    }

    @Test
    void theStepAndEveryParameterHaveHelp() throws Exception {
        String page = "descriptor/"
                + jenkins.jenkins.getDescriptorOrDie(CanaryRolloutStep.class).getId() + "/help";

        assertThat(text(page)).contains("Lets a release take over step by step");
        assertThat(DescribableModel.of(CanaryRolloutStep.class).getParameters())
                .hasSize(7)
                .allSatisfy(parameter -> assertThat(text(page + "/" + parameter.getName()))
                        .as(parameter.getName())
                        .isNotBlank());
        SnippetizerTester.assertDocGeneration(CanaryRolloutStep.class);
    }

    @Test
    void theFormSaysWhatIsWrongWhereItIsWrong() {
        CanaryRolloutStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(CanaryRolloutStep.DescriptorImpl.class);

        assertThat(descriptor.doCheckSteps("5,25", null).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckSteps("25,5", null).getMessage()).contains("each higher than the one before");
        assertThat(descriptor.doCheckSteps("5", "blueGreen").getMessage()).contains("no weights");
        assertThat(descriptor.doCheckBake("10m", null, "25,5").kind)
                .as("what is wrong with the steps is said there")
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckBake("soon", null, null).getMessage()).contains("a duration is written");
        assertThat(descriptor.doCheckBake("1m,1m,1m", null, "5").getMessage()).contains("each of the 2 steps");
        assertThat(descriptor.doCheckInterval("0s").getMessage()).contains("it takes 1s to 1d");
        assertThat(descriptor.doFillStrategyItems()).hasSize(3);
        assertThat(descriptor.doFillOnInconclusiveItems()).hasSize(3);
    }

    private String text(String page) throws Exception {
        return jenkins.createWebClient().goTo(page).asNormalizedText();
    }

    private static CanaryRolloutStep full() {
        CanaryRolloutStep step = new CanaryRolloutStep();
        step.setStrategy("rolling");
        step.setSteps("5,100");
        step.setBake("30m,10m");
        step.setInterval("30s");
        step.setAnalysis("web-slo");
        step.setOnInconclusive("fail");
        return step;
    }
}
