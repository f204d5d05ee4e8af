package io.jenkins.plugins.promotion.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.PrometheusSource;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Analyses of administrators: their forms, their scopes, and what is refused. */
@WithJenkins
class AnalysesConfigurationTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void begin(JenkinsRule rule) {
        jenkins = rule;
        HealthGatesConfiguration.get()
                .setSources(List.of(new PrometheusSource("prometheus", "https://prometheus.example.com/")));
    }

    static RateMetric rate(String name) {
        RateMetric rate = new RateMetric(name, "prometheus", "bad{${version}}", "all{${version}}", "bad", "all");
        rate.setTolerance("10%");
        rate.setWeight("2");
        rate.setMinimum("500");
        rate.setCritical(false);
        rate.setEarlyPass(true);
        return rate;
    }

    static CanaryAnalysis full(String name) {
        SamplesMetric samples = new SamplesMetric("samples", "prometheus", "a", "b");
        samples.setDirection("either");
        samples.setResolution("5s");
        samples.setJudge("window");
        samples.setAnyShape(true);
        samples.setUnit("ms");
        SeriesMetric series = new SeriesMetric("series", "prometheus", "c", "d");
        series.setDirection("decrease");
        series.setTolerance("0.05");
        series.setJudge("independent");
        BoundsMetric bounds = new BoundsMetric("bounds", "prometheus", "e");
        bounds.setAtLeast("-1.5");
        bounds.setAtMost("900");
        bounds.setAllowed("2");
        bounds.setUnit("MB");
        CanaryAnalysis analysis = new CanaryAnalysis(List.of(rate("rate"), samples, series, bounds));
        analysis.setName(name);
        analysis.setAlpha("5%");
        analysis.setInterval("30s");
        return analysis;
    }

    private static CanaryAnalysis simple(String name, AnalysisMetric... metrics) {
        CanaryAnalysis analysis = new CanaryAnalysis(List.of(metrics));
        analysis.setName(name);
        return analysis;
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        AnalysesConfiguration.get().setAnalyses(List.of(full("web-slo"), simple("other", rate("errors"))));

        jenkins.configRoundtrip();

        List<CanaryAnalysis> after = AnalysesConfiguration.get().getAnalyses();
        assertThat(after).hasSize(2);
        assertSame(full("web-slo"), after.get(0));
        assertSame(simple("other", rate("errors")), after.get(1));
    }

    private static void assertSame(CanaryAnalysis expected, CanaryAnalysis actual) {
        assertThat(Items.XSTREAM2.toXML(actual)).isEqualTo(Items.XSTREAM2.toXML(expected));
        assertThat(actual.toDefinition()).isEqualTo(expected.toDefinition());
    }

    @Test
    void anAnalysisOfAFolderKeepsItsForm() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        team.addProperty(new FolderAnalyses(List.of(full("mine"))));

        team = jenkins.configRoundtrip(team);

        assertSame(
                full("mine"),
                team.getProperties().get(FolderAnalyses.class).getAnalyses().get(0));
    }

    @Test
    void definitionsSurviveTheirFile() {
        CanaryAnalysis read = (CanaryAnalysis) Items.XSTREAM2.fromXML(Items.XSTREAM2.toXML(full("web-slo")));

        assertSame(full("web-slo"), read);
    }

    @Test
    void whatIsWrittenIsWhatIsJudgedBy() {
        AnalysisDefinition definition = full("web-slo").toDefinition();

        assertThat(definition.alpha()).isEqualTo(0.05);
        assertThat(definition.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(definition.metrics())
                .extracting(metric -> metric.metric().name() + " "
                        + metric.metric().direction() + " " + metric.metric().tolerance() + " "
                        + metric.metric().critical() + " " + metric.metric().judge())
                .containsExactly(
                        "rate INCREASE 0.1 false SEQUENTIAL",
                        "samples EITHER 0.0 true WINDOW",
                        "series DECREASE 0.05 true INDEPENDENT",
                        "bounds EITHER 0.0 true SEQUENTIAL");
        assertThat(simple("defaults", rate("errors")).toDefinition().alpha()).isEqualTo(0.01);
    }

    @Test
    void theNameOfAnOuterAnalysisMeansTheOuterOne() throws Exception {
        AnalysesConfiguration.get().setAnalyses(List.of(full("web-slo")));
        Folder team = jenkins.createProject(Folder.class, "team");
        CanaryAnalysis weaker = simple("web-slo", rate("errors"));
        weaker.setAlpha("0.0001");
        team.addProperty(new FolderAnalyses(List.of(weaker, simple("mine", rate("errors")))));

        ConfiguredAnalyses inside = ConfiguredAnalyses.of(team);

        assertThat(inside.names()).containsExactly("web-slo", "mine");
        assertThat(inside.demand("web-slo").alpha()).isEqualTo(0.05);
        assertThatThrownBy(() -> ConfiguredAnalyses.of(null).demand("mine"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("analysis: 'mine' is not allowed; the analyses are web-slo");
    }

    @Test
    void whatIsNotAllowedIsNotSaved() {
        AnalysesConfiguration configuration = AnalysesConfiguration.get();
        CanaryAnalysis never = full("never");
        never.setAlpha("0");

        assertThatThrownBy(() -> configuration.setAnalyses(List.of(never)))
                .hasMessage(
                        "analysis 'never': alpha: '0.0' is not allowed; it takes a probability above 0, at most 0.2");
        assertThatThrownBy(() -> configuration.setAnalyses(List.of(full("twice"), full("twice"))))
                .hasMessageContaining("every analysis has a name of its own");
        assertThatThrownBy(() -> configuration.setAnalyses(List.of(simple("a", rate("x"), rate("x")))))
                .hasMessage("analysis 'a': metric: 'x' is not allowed; each metric has its own name");
        assertThatThrownBy(() -> configuration.setAnalyses(List.of(simple("a"))))
                .hasMessage("analysis 'a': metrics: a missing value is not allowed; an analysis measures something");
        assertThatThrownBy(() -> configuration.setAnalyses(
                        List.of(simple("a", new RateMetric("x", "prometheus", "q", null, "r", "s")))))
                .hasMessageContaining("all events of the canary of 'x': a missing value is not allowed");
        SamplesMetric values = new SamplesMetric("x", "prometheus", "q", "r");
        values.setJudge("independent");
        assertThatThrownBy(() -> configuration.setAnalyses(List.of(simple("a", values))))
                .hasMessage("analysis 'a': judge of 'x': 'independent' is not allowed; it judges series");
        assertThat(configuration.getAnalyses()).isEmpty();
    }

    @Test
    void theFormRefusesASourceThatNobodyHasDefined() throws Exception {
        AnalysesConfiguration.get().setAnalyses(List.of(full("web-slo")));
        HealthGatesConfiguration.get().setSources(List.of());
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlForm form = client.goTo("manage/configure").getFormByName("config");

            HtmlPage answer = jenkins.submit(form);

            assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
            assertThat(answer.asNormalizedText())
                    .contains("source of 'rate': 'prometheus' is not allowed; there are no metric sources");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            canary       | ''           | it takes a query of 1 to 4000 characters
            canary       | x{${nobody}} | the placeholders are
            tolerance    | much         | a share is written 5% or 0.05
            tolerance    | 2000%        | it takes a share of the baseline from 0 to 10
            weight       | 0            | it takes a number above 0, at most 1000000
            minimum      | -1           | it takes a whole number
            resolution   | soon         | a duration is written 30s
            name         | ''           | it takes one line
            """)
    void theFormSaysWhatIsWrongAtTheField(String field, String value, String message) {
        AnalysisMetricDescriptor form =
                (AnalysisMetricDescriptor) jenkins.jenkins.getDescriptorOrDie(SamplesMetric.class);

        FormValidation said =
                switch (field) {
                    case "canary" -> form.doCheckCanary(value);
                    case "tolerance" -> form.doCheckTolerance(value, "");
                    case "weight" -> form.doCheckWeight(value);
                    case "minimum" -> form.doCheckMinimum(value);
                    case "resolution" -> form.doCheckResolution(value);
                    default -> form.doCheckName(value);
                };

        assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(said.getMessage()).contains(message);
    }

    @Test
    void theFormSaysWhatIsWrongWithSeveralFieldsTogether() {
        AnalysisMetricDescriptor form = (AnalysisMetricDescriptor) jenkins.jenkins.getDescriptorOrDie(RateMetric.class);
        CanaryAnalysis.DescriptorImpl analysis =
                (CanaryAnalysis.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(CanaryAnalysis.class);
        BoundsMetric.DescriptorImpl bounds =
                (BoundsMetric.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(BoundsMetric.class);

        assertThat(form.doCheckBaselineBad("q", "q").getMessage()).contains("the same as that of the canary");
        assertThat(form.doCheckTolerance("100%", "decrease").getMessage()).contains("less than 1");
        assertThat(form.doCheckTolerance("100%", "increase").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckSource(null, "nowhere").getMessage()).contains("the metric sources are prometheus");
        assertThat(form.doCheckSource(null, "prometheus").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(analysis.doCheckAlpha("0").getMessage()).contains("above 0");
        assertThat(analysis.doCheckInterval("0s").getMessage()).contains("it takes 1s to 1d");
        assertThat(analysis.doCheckInterval("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(bounds.doCheckAtLeast("2", "1").getMessage()).contains("the lower bound is at most the upper one");
        assertThat(bounds.doCheckAtLeast("", "").getMessage()).contains("a lower or an upper bound");
        assertThat(bounds.doCheckAtMost("much").getMessage()).contains("it takes a number");
    }

    @Test
    void onlyAveragesAreOfferedTheJudgeOfIndependentOnes() {
        assertThat(judges(SeriesMetric.class)).containsExactly("", "independent", "window");
        assertThat(judges(SamplesMetric.class)).containsExactly("", "window");
    }

    private List<String> judges(Class<? extends PointsMetric> type) {
        return ((AnalysisMetricDescriptor) jenkins.jenkins.getDescriptorOrDie(type))
                .doFillJudgeItems().stream().map(each -> each.value).toList();
    }

    @Test
    void sourcesAreListedForThoseWhoMayConfigure() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("dev")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        AnalysisMetricDescriptor form = (AnalysisMetricDescriptor) jenkins.jenkins.getDescriptorOrDie(RateMetric.class);

        try (ACLContext ignored = ACL.as2(User.getById("dev", true).impersonate2())) {
            assertThat(form.doFillSourceItems(null)).isEmpty();
            assertThat(form.doCheckSource(null, "nowhere").kind).isEqualTo(FormValidation.Kind.OK);
        }
        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            assertThat(form.doFillSourceItems(null)).containsExactly("prometheus");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CanaryAnalysis.class,
                RateMetric.class,
                SamplesMetric.class,
                SeriesMetric.class,
                BoundsMetric.class
            })
    void everyFieldHasHelp(Class<? extends Describable<?>> type) throws Exception {
        String page = "descriptor/" + type.getName() + "/help/";

        assertThat(DescribableModel.of(type).getParameters())
                .isNotEmpty()
                .allSatisfy(parameter -> assertThat(jenkins.createWebClient()
                                .goTo(page + parameter.getName())
                                .asNormalizedText())
                        .as(parameter.getName())
                        .isNotBlank());
    }
}
