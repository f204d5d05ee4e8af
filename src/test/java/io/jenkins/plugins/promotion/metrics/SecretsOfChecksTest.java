package io.jenkins.plugins.promotion.metrics;

import static io.jenkins.plugins.promotion.metrics.SecretSearch.assertNowhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.Secret;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Secrets of checks and sources: sent to whom they are for, and nowhere else to be found. */
@WithJenkins
class SecretsOfChecksTest {
    private static final String TOKEN = "s3cr3t-t0ken-of-the-monitor";
    private static final String PASSWORD = "pa55-of-the-shop";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("shop:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    @Test
    void theyAreSentAndFoundNowhereElse(JenkinsRule jenkins) throws Exception {
        LogRecorder log = new LogRecorder();
        try (log;
                WebService service = new WebService().json("/v", "{\"v\": 0.5}").status("/ok", 200)) {
            log.record("io.jenkins.plugins.promotion", Level.ALL)
                    .record("", Level.INFO)
                    .capture(10_000);
            Gates.allowLoopback();
            for (Credentials each : List.of(
                    new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(TOKEN)),
                    new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "shop", PASSWORD))) {
                CredentialsProvider.lookupStores(jenkins.jenkins)
                        .iterator()
                        .next()
                        .addCredentials(Domain.global(), each);
            }
            JsonMetricSource source = new JsonMetricSource("monitor", service.url(""));
            source.setTemplate("/v?q={query}");
            source.setValuePath("$.v");
            source.setCredentialsId("token");
            HealthGatesConfiguration.get().setSources(List.of(source));
            // What a careless service sends back is redacted as well.
            service.json("/echo", "{\"status\": \"Bearer " + TOKEN + "\"}");

            WorkflowRun run = Gates.start(jenkins, """
                    promoteTo('staging') {
                      healthGate checks: [
                          metric(source: 'monitor', query: 'q', below: 1),
                          http(url: '%1$s', credentialsId: 'login'),
                          http(url: '%2$s', credentialsId: 'token', json: '$.status', expected: 'UP')
                        ], interval: '1s', successThreshold: 1, failureThreshold: 1, onFailure: 'continue'
                      semaphore 'after'
                      healthGate checks: [http(url: '%1$s', credentialsId: 'login')], interval: '1s',
                          successThreshold: 1, soak: '1h'
                    }
                    """.formatted(service.url("/ok"), service.url("/echo")));
            SemaphoreStep.waitForStart("after/1", run);
            assertThat(service.authorizations()).contains("Bearer " + TOKEN, "Basic " + BASIC);
            assertNowhere(jenkins, run, TOKEN, PASSWORD, BASIC);
            jenkins.assertLogContains("Bearer ****", run);

            SemaphoreStep.success("after/1", null);
            jenkins.waitForMessage("[why] Soak", run);
            assertThat(new File(run.getRootDir(), "program.dat"))
                    .as("what Pipeline saves while a gate runs")
                    .exists();
            assertNowhere(jenkins, run, TOKEN, PASSWORD, BASIC);
            Promotions.stop(run);
            jenkins.waitForCompletion(run);
            assertNowhere(jenkins, run, TOKEN, PASSWORD, BASIC);
            assertThat(String.join("\n", log.getMessages())).doesNotContain(TOKEN, PASSWORD, BASIC);
        }
    }
}
