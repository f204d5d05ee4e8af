package io.jenkins.plugins.promotion.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.FilePath;
import hudson.Functions;
import hudson.cli.CLICommandInvoker;
import hudson.model.Item;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every Pipeline of the documentation, run as it is written there: it succeeds, and verifies what it promotes. */
@WithJenkins
class DocumentedPipelinesTest {
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```groovy\\n(.*?)^```$");
    private static final Pattern NAMED = Pattern.compile("promoteTo\\((?:environment: )?'([a-z]+)'");

    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        assumeFalse(Functions.isWindows(), "the documentation deploys with a shell script");
        jenkins = rule;
        promotions = new Promotions(rule);
        jenkins.jenkins.setNumExecutors(2);
        Path tools = Files.createDirectory(jenkins.jenkins.getRootDir().toPath().resolve("tools"));
        script(new FilePath(tools.resolve("mvn").toFile()), "mkdir -p target && echo shop >target/shop.war");
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("PATH+TOOLS", tools.toString())));
    }

    @Test
    void theReadme() throws Exception {
        assertThat(runAll("README.md")).isEqualTo(1);
    }

    @Test
    void gettingStarted() throws Exception {
        assertThat(runAll("docs/getting-started.md")).isEqualTo(5);

        WorkflowRun withALine = jenkins.jenkins
                .getItemByFullName("snippet-2", WorkflowJob.class)
                .getLastBuild();
        assertThat(Files.readAllLines(Path.of("docs/getting-started.md")))
                .filteredOn(line -> line.startsWith("[promotion]") || line.startsWith("[why]"))
                .hasSize(4)
                .allSatisfy(line -> jenkins.assertLogContains(line, withALine));
    }

    @Test
    void theReferenceOfTheStep() throws Exception {
        assertThat(runAll("docs/promote-to.md")).isEqualTo(6);
    }

    @Test
    void comingBack() throws Exception {
        List<String> pipelines = new ArrayList<>();
        for (Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("docs/rollback.md"))); snippet.find(); ) {
            pipelines.add(snippet.group(1));
        }
        assertThat(pipelines).hasSize(5);
        run("quick", pipelines.get(0));
        run("carried", pipelines.get(1));
        run("database", pipelines.get(4));

        WorkflowJob shop = promotions.pipeline("back", "");
        for (String version : List.of("2.14.1", "2.14.2")) {
            shop.setDefinition(promotions.script("promoteTo(environment: 'staging', version: '" + version + "') {}\n"
                    + "promoteTo(environment: 'production', version: '" + version + "') {}"));
            finish(shop);
        }
        shop.setDefinition(promotions.script(pipelines.get(2)));
        deployScript(shop);
        jenkins.assertLogContains("deployed <2.14.1> to production", finish(shop));
        assertThat(Promotions.slot(shop, "production")
                        .live()
                        .orElseThrow()
                        .release()
                        .version())
                .isEqualTo("2.14.1");
    }

    @Test
    void aHotfix() throws Exception {
        String text = Files.readString(Path.of("docs/rollback.md"));
        String section = text.substring(text.indexOf("\n## A hotfix\n"), text.indexOf("\n## Migrations\n"));
        Matcher yaml = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$").matcher(section);
        Matcher pipeline = SNIPPET.matcher(section);
        Matcher command = Pattern.compile("jenkins-cli.jar (declare-hotfix) (\\S+) (\\S+) --reason \"(.*)\"")
                .matcher(section);
        assertThat(yaml.find() && pipeline.find() && command.find()).isTrue();
        ConfigurationAsCode.get()
                .configureWith(
                        YamlSource.of(new ByteArrayInputStream(yaml.group(1).getBytes(StandardCharsets.UTF_8))));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("carol"));
        WorkflowJob shop = promotions.pipeline(command.group(2), pipeline.group(1));
        deployScript(shop);
        WorkflowRun build = promotions.start(shop);
        jenkins.waitForMessage("[why] Year end", build);

        CLICommandInvoker.Result declared = new CLICommandInvoker(jenkins, command.group(1))
                .asUser("carol")
                .invokeWithArgs(command.group(2), command.group(3), "--reason", command.group(4));

        assertThat(declared.returnCode()).as(declared.stderr()).isZero();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("deployed <2.14.3> to production", build);
        assertThat(Promotions.promotion(shop, "production-1").hotfix().reason()).isEqualTo("Payments are down");
    }

    private WorkflowRun finish(WorkflowJob job) throws Exception {
        WorkflowRun build = promotions.start(job);
        while (build.isBuilding()) {
            waiting(job).forEach(waiting -> Promotions.approve(job, waiting.id().toString(), "priya"));
            Thread.sleep(100);
        }
        return jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    @Test
    void rollouts() throws Exception {
        assertThat(runAll("docs/canary-rollout.md")).isEqualTo(2);
    }

    private int runAll(String file) throws Exception {
        int count = 0;
        for (Matcher snippet = SNIPPET.matcher(Files.readString(Path.of(file))); snippet.find(); ) {
            count++;
            run("snippet-" + count, snippet.group(1));
        }
        return count;
    }

    private void run(String name, String pipeline) throws Exception {
        WorkflowJob job = promotions.pipeline(name, pipeline);
        deployScript(job);
        WorkflowRun build = promotions.start(job);
        while (build.isBuilding()) {
            for (Promotion waiting : waiting(job)) {
                waiting.requested()
                        .checklist()
                        .forEach(item -> Promotions.tick(job, waiting.id().toString(), item, "priya"));
                Promotions.approve(job, waiting.id().toString(), "priya");
            }
            Thread.sleep(100);
        }

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        for (String environment : environments(pipeline)) {
            assertThat(Promotions.slot(job, environment).ended())
                    .as(name + " in " + environment)
                    .extracting(Promotion::outcome)
                    .containsExactly(Outcome.VERIFIED);
            jenkins.assertLogContains("> to " + environment, build);
        }
    }

    private void deployScript(WorkflowJob job) throws Exception {
        script(
                jenkins.jenkins.getWorkspaceFor(job).child("deploy.sh"),
                "echo \"deployed <$2> to $1\"; test -z \"$2\" || test \"$2\" = \"$PROMOTION_VERSION\"");
    }

    private static List<Promotion> waiting(WorkflowJob job) {
        ApplicationSlots slots = Promotions.slots(job);
        return slots.state(EnvironmentName.of("production")).open().stream()
                .filter(promotion -> promotion.isWaiting())
                .toList();
    }

    private static List<String> environments(String pipeline) {
        List<String> environments = new ArrayList<>();
        for (Matcher named = NAMED.matcher(pipeline); named.find(); ) {
            environments.add(named.group(1));
        }
        return environments;
    }

    private static void script(FilePath file, String commands) throws IOException, InterruptedException {
        file.write("#!/bin/sh\nset -e\n" + commands + "\n", "UTF-8");
        file.chmod(0755);
    }
}
