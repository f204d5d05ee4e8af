package io.jenkins.plugins.promotion.demo;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import groovy.lang.GroovyShell;
import hudson.Functions;
import hudson.model.BooleanParameterValue;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What {@code hpi:run} shows: the script of {@code src/demo}, run in a Jenkins of the test. */
@WithJenkins
class DemoTest {
    private static final File SOURCES = new File("src/demo").getAbsoluteFile();

    private JenkinsRule jenkins;
    private int port;

    @BeforeEach
    void use(JenkinsRule rule) throws IOException {
        assumeFalse(Functions.isWindows(), "the demo deploys with a shell script");
        jenkins = rule;
        port = freePorts();
        System.setProperty("promotion.demo", SOURCES.getPath());
        System.setProperty("promotion.demo.port", String.valueOf(port));
    }

    /** Each service ends when its file is gone. */
    @AfterEach
    void stopServices() {
        System.clearProperty("promotion.demo");
        System.clearProperty("promotion.demo.port");
        if (jenkins != null) {
            for (String environment : new String[] {"development", "staging", "production"}) {
                new File(jenkins.jenkins.getRootDir(), "storefront/" + environment + ".pid").delete();
            }
        }
    }

    @Test
    void aReleaseIsLiveTheNextOneWaitsForAReleaseManagerAndABadOneIsBroughtBack() throws Exception {
        runScript();

        WorkflowJob storefront = jenkins.jenkins.getItemByFullName("storefront", WorkflowJob.class);
        assertMay("jo", storefront, true, false, false);
        assertMay("priya", storefront, true, true, false);
        assertMay("ines", storefront, true, true, false);
        assertMay("admin", storefront, true, true, true);
        jenkins.createWebClient().login("jo", "jo");
        WorkflowRun first = started(storefront, 1);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        assertOutcomes(storefront, "production", "2.14.1 VERIFIED");
        assertThat(answer(3)).isEqualTo("2.14.1");
        WorkflowRun second = started(storefront, 2);
        jenkins.waitForMessage("[why] Release managers: 0 of 1 from priya, ines.", second);
        assertThat(answer(1)).isEqualTo("2.14.2");
        assertThat(answer(2)).isEqualTo("2.14.2");
        assertThat(answer(3)).isEqualTo("2.14.1");

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> approve(storefront, "production-2", "jo"));
        approve(storefront, "production-2", "ines");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        assertThat(answer(3)).isEqualTo("2.14.2");
        assertThat(slot(storefront, "production").live().orElseThrow().release().artifacts())
                .singleElement()
                .satisfies(artifact -> assertThat(artifact.name()).isEqualTo("storefront.jar"));

        WorkflowRun third = storefront
                .scheduleBuild2(
                        0,
                        new CauseAction(new Cause.UserIdCause("jo")),
                        new ParametersAction(new BooleanParameterValue("HEALTHY", false)))
                .waitForStart();
        jenkins.waitForMessage("[why]", third);
        approve(storefront, "production-3", "priya");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(third));
        jenkins.assertLogContains("/healthz answers 503 instead of 200", third);
        assertOutcomes(storefront, "production", "2.14.1 VERIFIED", "2.14.2 VERIFIED", "2.14.3 ROLLED_BACK");
        assertThat(answer(3)).isEqualTo("2.14.2");
    }

    @Test
    void aHomeOfSomebodyElseIsLeftAlone() throws Exception {
        jenkins.createFreeStyleProject("mine");

        runScript();

        assertThat(jenkins.jenkins.getItem("storefront")).isNull();
        assertThat(jenkins.jenkins.isUseSecurity()).isFalse();
        assertThat(jenkins.jenkins.getGlobalNodeProperties()).isEmpty();
        assertThat(new File(jenkins.jenkins.getRootDir(), "storefront")).doesNotExist();
    }

    private void runScript() throws IOException {
        new GroovyShell(jenkins.jenkins.getPluginManager().uberClassLoader).evaluate(new File(SOURCES, "demo.groovy"));
    }

    private static void assertMay(String user, Item item, boolean build, boolean approve, boolean configure) {
        var person = User.getById(user, false).impersonate2();
        assertThat(item.getACL().hasPermission2(person, Item.BUILD)).isEqualTo(build);
        assertThat(item.getACL().hasPermission2(person, PromotionPermissions.APPROVE))
                .isEqualTo(approve);
        assertThat(item.getACL().hasPermission2(person, Item.CONFIGURE)).isEqualTo(configure);
    }

    private static WorkflowRun started(WorkflowJob job, int number) throws InterruptedException {
        while (job.getBuildByNumber(number) == null) {
            Thread.sleep(100);
        }
        return job.getBuildByNumber(number);
    }

    private String answer(int environment) throws IOException, InterruptedException {
        URI version = URI.create("http://127.0.0.1:" + (port + environment) + "/version");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(version).build(), BodyHandlers.ofString())
                .body()
                .strip();
    }

    /** A port behind which three are free. */
    private static int freePorts() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        for (int attempt = 0; ; attempt++) {
            try (ServerSocket first = new ServerSocket(0, 1, loopback);
                    ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, loopback);
                    ServerSocket third = new ServerSocket(second.getLocalPort() + 1, 1, loopback)) {
                return first.getLocalPort() - 1;
            } catch (IOException | IllegalArgumentException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }
}
