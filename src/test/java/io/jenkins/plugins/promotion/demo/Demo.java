package io.jenkins.plugins.promotion.demo;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;

import groovy.lang.GroovyShell;
import hudson.model.BooleanParameterValue;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ParametersAction;
import io.jenkins.plugins.promotion.engine.net.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The script of {@code src/demo} in a Jenkins of a test, with ports of its own. */
final class Demo implements AutoCloseable {
    private static final File SOURCES = new File("src/demo").getAbsoluteFile();

    private final JenkinsRule jenkins;
    private final int port;

    Demo(JenkinsRule jenkins) throws IOException {
        this.jenkins = jenkins;
        port = FreePorts.inARow(3) - 1;
        System.setProperty("promotion.demo", SOURCES.getPath());
        System.setProperty("promotion.demo.port", String.valueOf(port));
    }

    /** Each service ends when its file is gone. */
    @Override
    public void close() {
        System.clearProperty("promotion.demo");
        System.clearProperty("promotion.demo.port");
        for (String environment : new String[] {"development", "staging", "production"}) {
            new File(jenkins.jenkins.getRootDir(), "storefront/" + environment + ".pid").delete();
        }
    }

    void run() throws IOException {
        new GroovyShell(jenkins.jenkins.getPluginManager().uberClassLoader).evaluate(new File(SOURCES, "demo.groovy"));
    }

    static WorkflowRun started(WorkflowJob job, int number) throws InterruptedException {
        while (job.getBuildByNumber(number) == null) {
            Thread.sleep(100);
        }
        return job.getBuildByNumber(number);
    }

    /** A build by jo of a release that is not healthy in production, approved by priya. */
    WorkflowRun unhealthy(WorkflowJob storefront) throws Exception {
        WorkflowRun run = storefront
                .scheduleBuild2(
                        0,
                        new CauseAction(new Cause.UserIdCause("jo")),
                        new ParametersAction(new BooleanParameterValue("HEALTHY", false)))
                .waitForStart();
        jenkins.waitForMessage("[why]", run);
        approve(storefront, "production-" + run.getNumber(), "priya");
        return run;
    }

    /** The version that an environment answers: 1 is development, 2 staging, 3 production. */
    String answer(int environment) throws IOException, InterruptedException {
        URI version = URI.create("http://127.0.0.1:" + (port + environment) + "/version");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(version).build(), BodyHandlers.ofString())
                .body()
                .strip();
    }
}
