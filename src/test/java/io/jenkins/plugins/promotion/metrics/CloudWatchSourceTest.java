package io.jenkins.plugins.promotion.metrics;

import static io.jenkins.plugins.promotion.metrics.SecretSearch.assertNowhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.promotion.engine.metrics.CloudWatchServer;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.gate.Gates;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** CloudWatch as administrators configure it, at a server that checks the signature. */
@WithJenkins
class CloudWatchSourceTest {
    private static final String GATE =
            "healthGate checks: metric(source: 'aws', query: 'SELECT AVG(CPUUtilization) FROM"
                    + " \"AWS/EC2\"', below: 50), interval: '1s', successThreshold: 1, errorLimit: 1, failureThreshold: 1";

    private JenkinsRule jenkins;
    private HostileServer server;

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        server = CloudWatchServer.saying(
                Clock.systemUTC(),
                "{\"MetricDataResults\":[{\"Id\":\"value\",\"Label\":\"CPU\",\"Timestamps\":[1772445480],"
                        + "\"Values\":[42.5],\"StatusCode\":\"Complete\"}]}");
        Gates.allowLoopback();
        add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL, "key", "", CloudWatchServer.KEY, CloudWatchServer.SECRET));
        add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL, "old-key", "", CloudWatchServer.KEY, "revoked-since"));
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("a-text")));
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private void add(Credentials credentials) throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(Domain.global(), credentials);
    }

    private WorkflowRun gate(String credentialsId) throws Exception {
        configure(credentialsId);
        return jenkins.waitForCompletion(Gates.start(jenkins, GATE));
    }

    private void configure(String credentialsId) {
        CloudWatchSource source = new CloudWatchSource("aws", CloudWatchServer.REGION);
        source.setUrl("http://127.0.0.1:" + server.port());
        source.setCredentialsId(credentialsId);
        HealthGatesConfiguration.get().setSources(List.of(source));
    }

    @Test
    void aGateAsksItWithASignature() throws Exception {
        WorkflowRun run = gate("key");

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("The value is 42.5.", run);
        assertNowhere(jenkins, run, CloudWatchServer.SECRET);
        assertThat(server.requests()).isNotEmpty().noneMatch(request -> request.contains(CloudWatchServer.SECRET));
    }

    @Test
    void documentedQueriesAreAskedAsTheyStand() throws Exception {
        configure("key");
        Matcher queries = Pattern.compile("(?ms)^```(?:sql|json)\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("docs/health-gates.md")));
        int count = 0;
        for (; queries.find(); count++) {
            assertThat(ConfiguredSources.of(null)
                            .find("aws")
                            .orElseThrow()
                            .instant(queries.group(1), Instant.now(), Duration.ofSeconds(10))
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Measured.Values.class);
        }
        assertThat(count).isEqualTo(2);
        assertThat(server.requests().get(1)).contains("HTTPCode_Target_5XX_Count", "\"Period\":60");
    }

    @Test
    void aKeyThatIsRefusedIsAnErrorAndSaysSo() throws Exception {
        WorkflowRun run = gate("old-key");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("healthGate: ERROR.", run);
        jenkins.assertLogContains("InvalidSignatureException: the secret is wrong.", run);
        assertNowhere(jenkins, run, "revoked-since");
    }

    @Test
    void credentialsOfAnotherKindAreNotUsed() throws Exception {
        WorkflowRun run = gate("text");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains(
                "There are no credentials 'text' that may be used here: it takes a user name with a password.", run);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theFormLooksAtItsFieldsAndAsksOnce() throws Exception {
        CloudWatchSource.DescriptorImpl form =
                (CloudWatchSource.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(CloudWatchSource.class);
        assertThat(form.doCheckRegion(null, "Frankfurt").getMessage()).contains("the name of a region");
        assertThat(form.doCheckRegion(null, "eu-central-1").getMessage()).isNull();
        assertThat(form.doCheckUrl(null, "").getMessage()).isNull();
        assertThat(form.doCheckUrl(null, "ftp://x").getMessage()).contains("http or https URL");
        assertThat(form.doCheckCredentialsId(null, "").getMessage()).contains("access key");
        assertThat(form.doCheckCredentialsId(null, "text").getMessage()).contains("a user name with a password");
        assertThat(form.doCheckCredentialsId(null, "key").getMessage()).isNull();
        assertThat(form.doFillCredentialsIdItems(null, "").stream().map(option -> option.value))
                .contains("key")
                .doesNotContain("text");

        assertThat(testConnection("key", CloudWatchServer.REGION)).contains("It answers: 42.5.");
        assertThat(testConnection("old-key", CloudWatchServer.REGION))
                .contains("does not take the credentials")
                .doesNotContain("revoked-since");
        assertThat(testConnection("key", "nowhere")).contains("region");
    }

    private String testConnection(String credentialsId, String region) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            WebRequest request = new WebRequest(
                    new URL(client.getContextPath() + "descriptorByName/" + CloudWatchSource.class.getName()
                            + "/testConnection"),
                    HttpMethod.POST);
            request.setRequestParameters(List.of(
                    new NameValuePair("region", region),
                    new NameValuePair("url", "http://127.0.0.1:" + server.port()),
                    new NameValuePair("credentialsId", credentialsId),
                    new NameValuePair("trust", ""),
                    new NameValuePair("window", ""),
                    new NameValuePair("testQuery", "")));
            client.addCrumb(request);
            return client.getPage(request).getWebResponse().getContentAsString();
        }
    }
}
