package io.jenkins.plugins.promotion.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Metric sources: their forms, their scopes, their secrets. */
@WithJenkins
class ConfiguredSourcesTest {
    private static final String TOKEN = "s3cr3t-t0ken-of-the-monitor";
    private static final String ONCE = "interval: '1s', successThreshold: 1, errorLimit: 1";

    private JenkinsRule jenkins;
    private WebService service;

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        service = new WebService().json("/v", "{\"v\": 0.5}").status("/ok", 200);
        Gates.allowLoopback();
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void theFormKeepsEverySource() throws Exception {
        List<MetricSourceDefinition> all = all();
        HealthGatesConfiguration.get().setSources(all);
        HealthGatesConfiguration.get().setDeny(List.of("10.0.0.0/8"));
        HealthGatesConfiguration.get().setControllerProbes("agentsOnly");

        jenkins.configRoundtrip();

        List<MetricSourceDefinition> after = HealthGatesConfiguration.get().getSources();
        assertThat(after).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            jenkins.assertEqualDataBoundBeans(all.get(i), after.get(i));
        }
        assertThat(HealthGatesConfiguration.get().getDeny()).containsExactly("10.0.0.0/8");
        assertThat(HealthGatesConfiguration.get().getAllow()).containsExactly("127.0.0.1");
        assertThat(HealthGatesConfiguration.get().getControllerProbes()).isEqualTo("agentsOnly");
    }

    @Test
    void aSourceOfAFolderKeepsItsFormAndCountsInsideOnly() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        team.addProperty(new FolderMetricSources(List.of(json("mine", null))));
        team = jenkins.configRoundtrip(team);

        jenkins.assertEqualDataBoundBeans(
                json("mine", null),
                team.getProperties().get(FolderMetricSources.class).getSources().get(0));
        jenkins.assertBuildStatusSuccess(gate(team, "mine"));
        WorkflowRun outside = gate(null, "mine");
        jenkins.assertBuildStatus(Result.FAILURE, outside);
        jenkins.assertLogContains("There is no metric source 'mine'.", outside);
    }

    @Test
    void theNameOfAnOuterSourceMeansTheOuterOne() throws Exception {
        HealthGatesConfiguration.get().setSources(List.of(json("monitor", null)));
        Folder team = jenkins.createProject(Folder.class, "team");
        JsonMetricSource fake = new JsonMetricSource("monitor", service.url(""));
        fake.setTemplate("/fake");
        fake.setValuePath("$.v");
        team.addProperty(new FolderMetricSources(List.of(fake)));

        jenkins.assertBuildStatusSuccess(gate(team, "monitor"));
        assertThat(service.asked("/v")).isPositive();
        assertThat(service.asked("/fake")).isZero();
    }

    @Test
    void agentsOnlyAlsoCountsForSourcesOfFolders() throws Exception {
        HealthGatesConfiguration.get().setSources(List.of(json("monitor", null)));
        HealthGatesConfiguration.get().setControllerProbes("agentsOnly");
        Folder team = jenkins.createProject(Folder.class, "team");
        team.addProperty(new FolderMetricSources(List.of(json("mine", null))));

        jenkins.assertBuildStatusSuccess(gate(team, "monitor"));
        WorkflowRun run = gate(team, "mine");
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("belongs to a folder, and the administrator allows probes from agents only", run);
    }

    @Test
    void aSourceUsesCredentialsOfItsOwnerAndNotThoseOfTheJob() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        CredentialsProvider.lookupStores(team).iterator().next().addCredentials(Domain.global(), token());
        HealthGatesConfiguration.get().setSources(List.of(json("monitor", "token")));
        team.addProperty(new FolderMetricSources(List.of(json("mine", "token"))));

        WorkflowRun run = gate(team, "monitor");
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("There are no credentials 'token' that may be used here", run);
        assertThat(service.authorizations()).isEmpty();

        jenkins.assertBuildStatusSuccess(gate(team, "mine"));
        assertThat(service.authorizations()).containsOnly("Bearer " + TOKEN);
    }

    @Test
    void testConnectionAsksAndSaysWhatItFound() throws Exception {
        String found = testConnection(null, "/v", HttpMethod.POST);
        assertThat(found).contains("It answers: 0.5.");
        assertThat(testConnection(null, "/gone", HttpMethod.POST)).contains("The source answers with status 404");
        assertThat(testConnection(null, "/v", HttpMethod.GET)).contains("404");
    }

    @Test
    void testConnectionIsForThoseWhoMayConfigure() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("dev", "lead")
                .grant(Item.CONFIGURE)
                .onItems(team)
                .to("lead"));

        assertThat(testConnection("dev", "/v", HttpMethod.POST)).contains("403");
        assertThat(testConnection("lead", "/v", HttpMethod.POST)).contains("403");
        assertThat(service.asked("/v")).isZero();
        assertThat(testIn("job/team/", "lead", "/v", HttpMethod.POST)).contains("It answers: 0.5.");
        assertThat(testIn("job/team/", "dev", "/v", HttpMethod.POST)).contains("403");
    }

    @Test
    void credentialsAreListedForThoseWhoMayChoose() throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next().addCredentials(Domain.global(), token());
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("dev")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        MetricSourceDescriptor form =
                (MetricSourceDescriptor) jenkins.jenkins.getDescriptorOrDie(PrometheusSource.class);

        try (ACLContext ignored = ACL.as2(User.getById("dev", true).impersonate2())) {
            assertThat(values(form.doFillCredentialsIdItems(null, "chosen"))).containsExactly("chosen");
        }
        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            assertThat(values(form.doFillCredentialsIdItems(null, ""))).contains("", "token");
            assertThat(form.doCheckCredentialsId(null, "nothing").getMessage()).contains("There are no credentials");
            assertThat(form.doCheckUrl(null, "ftp://x").getMessage())
                    .contains("is not allowed; it takes an http or https URL");
        }
    }

    @Test
    void whatIsNotAllowedIsNotSaved() {
        HealthGatesConfiguration configuration = HealthGatesConfiguration.get();

        assertThatThrownBy(() -> configuration.setSources(List.of(json("a", null), json("a", null))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("every metric source has a name of its own");
        assertThatThrownBy(() -> configuration.setSources(List.of(new PrometheusSource("has blank", "http://x/"))))
                .hasMessageContaining("name: 'has blank' is not allowed");
        assertThatThrownBy(() -> configuration.setSources(List.of(new PrometheusSource("a", "x"))))
                .hasMessageContaining("url: 'x' is not allowed");
        assertThatThrownBy(() -> configuration.setSources(List.of(new InfluxDbSource("a", "http://x/"))))
                .hasMessageContaining("organization");
        assertThatThrownBy(() -> configuration.setSources(List.of(new CloudWatchSource("a", "Frankfurt"))))
                .hasMessageContaining("region: 'Frankfurt' is not allowed");
        assertThatThrownBy(() -> configuration.setSources(List.of(new CloudWatchSource("a", "eu-central-1"))))
                .hasMessageContaining("credentialsId");
        assertThatThrownBy(() -> configuration.setDeny(List.of("10.0.0.0/99"))).hasMessageContaining("deny");
        assertThatThrownBy(() -> configuration.setControllerProbes("never"))
                .hasMessageContaining("controllerProbes: 'never' is not allowed; allowed: agentsOnly, allowed");
        assertThat(configuration.getSources()).isEmpty();
        assertThat(configuration.getDeny()).isEmpty();
    }

    @Test
    void definitionsSurviveTheirFile() {
        for (MetricSourceDefinition each : all()) {
            MetricSourceDefinition read = (MetricSourceDefinition) Items.XSTREAM2.fromXML(Items.XSTREAM2.toXML(each));
            assertThat(Items.XSTREAM2.toXML(read)).isEqualTo(Items.XSTREAM2.toXML(each));
        }
    }

    private static List<String> values(ListBoxModel model) {
        return model.stream().map(option -> option.value).toList();
    }

    private String testConnection(String user, String path, HttpMethod method) throws Exception {
        return testIn("", user, path, method);
    }

    private String testIn(String place, String user, String path, HttpMethod method) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (user != null) {
                client.login(user);
            }
            WebRequest request = new WebRequest(
                    new URL(client.getContextPath() + place + "descriptorByName/" + JsonMetricSource.class.getName()
                            + "/testConnection"),
                    method);
            request.setRequestParameters(List.of(
                    new NameValuePair("url", service.url("")),
                    new NameValuePair("template", path),
                    new NameValuePair("valuePath", "$.v")));
            if (method == HttpMethod.POST) {
                client.addCrumb(request);
            }
            Page page = client.getPage(request);
            return page.getWebResponse().getStatusCode() + " "
                    + page.getWebResponse().getContentAsString();
        }
    }

    private WorkflowRun gate(Folder folder, String source) throws Exception {
        return build(folder, "healthGate metric(source: '%s', query: 'q', below: 1), %s".formatted(source, ONCE), true);
    }

    private WorkflowRun build(Folder folder, String script, boolean wait) throws Exception {
        String name = "shop" + jenkins.jenkins.getAllItems().size();
        WorkflowJob job = folder == null
                ? jenkins.createProject(WorkflowJob.class, name)
                : folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        return wait ? jenkins.waitForCompletion(run) : run;
    }

    private JsonMetricSource json(String name, String credentialsId) {
        JsonMetricSource source = new JsonMetricSource(name, service.url(""));
        source.setTemplate("/v?q={query}");
        source.setValuePath("$.v");
        source.setCredentialsId(credentialsId);
        return source;
    }

    private List<MetricSourceDefinition> all() {
        PrometheusSource prometheus = new PrometheusSource("prometheus", "https://prometheus.example.com/");
        GraphiteSource graphite = new GraphiteSource("graphite", "https://graphite.example.com/");
        graphite.setWindow("10m");
        DatadogSource datadog = new DatadogSource("datadog", "https://api.datadoghq.eu/");
        InfluxDbSource influx = new InfluxDbSource("influx", "https://influx.example.com/");
        influx.setOrganization("shop");
        NewRelicSource newRelic = new NewRelicSource("newrelic", "https://api.eu.newrelic.com/");
        newRelic.setAccount("12345");
        JsonMetricSource json = json("json", null);
        json.setTimePath("$.t");
        CloudWatchSource cloudWatch = new CloudWatchSource("cloudwatch", "eu-central-1");
        cloudWatch.setCredentialsId("aws");
        CloudWatchSource elsewhere = new CloudWatchSource("vpc", "us-gov-west-1");
        elsewhere.setCredentialsId("aws");
        elsewhere.setUrl("https://vpce-1.example.com");
        return List.of(prometheus, graphite, datadog, influx, newRelic, json, cloudWatch, elsewhere);
    }

    private static StringCredentialsImpl token() {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(TOKEN));
    }
}
