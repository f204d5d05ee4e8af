package io.jenkins.plugins.promotion.cli;

import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommand;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.Readers;
import io.jenkins.plugins.promotion.view.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The commands that only ask. */
@WithJenkins
class AskingCommandsTest {
    private Cli cli;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        new Readers(rule);
        Readers.guarded();
        cli = new Cli(rule);
        shop = rule.createProject(WorkflowJob.class, "shop");
    }

    @Test
    void theStatusSaysWhatIsLiveAndWhyTheRestWaits() {
        Requests.verify(shop, "staging", "1.0");
        Requests.ask(shop, "guarded", "1.0");

        Cli.Answer answer = cli.run("reader", "promotion-status", "shop");

        assertThat(answer.code()).isZero();
        List<String> lines = answer.out().lines().toList();
        assertThat(lines.get(0)).matches("staging: 1\\.0 \\(shop #\\d+\\) is live and verified since \\S+Z\\.");
        assertThat(lines.get(1)).isEqualTo("guarded: nothing is known to be live.");
        assertThat(lines.get(2)).matches("guarded-1: 1\\.0 \\(shop #\\d+\\) waits since \\S+Z, started by jonas\\.");
        assertThat(lines.get(3))
                .isEqualTo("guarded-1: waiting Approvals: 0 of 1 from people with the permission to approve."
                        + " Who can change it: People with the permission to approve, but not jonas, who started it."
                        + " It does not change by itself.");
        assertThat(lines.get(4)).isEqualTo("guarded-1: satisfied Slot: Free.");
        assertThat(lines).hasSize(5);
        assertThat(cli.run("reader", "promotion-status", "shop", "--environment", "STAGING")
                        .out()
                        .lines())
                .hasSize(1);
    }

    @Test
    void theStatusAsData() throws Exception {
        Requests.verify(shop, "staging", "1.0");
        Requests.ask(shop, "guarded", "1.0");
        cli.run("roland", "hold-environment", "guarded", "--job", "shop", "--reason", "[] null \u001b[31m");

        Cli.Answer answer = cli.run("reader", "promotion-status", "shop", "--format", "json");

        JsonNode data = new ObjectMapper().readTree(answer.out());
        assertThat(data.path("application").asText()).isEqualTo("shop");
        JsonNode staging = data.path("environments").get(0);
        assertThat(staging.path("live").path("version").asText()).isEqualTo("1.0");
        assertThat(staging.path("condition").asText()).isEqualTo("CLEAR");
        JsonNode guarded = data.path("environments").get(1);
        assertThat(guarded.path("holds").get(0).path("by").asText()).isEqualTo("roland");
        assertThat(guarded.path("holds").get(0).path("reason").asText()).startsWith("[] null");
        JsonNode finding = guarded.path("promotions").get(0).path("findings").get(0);
        assertThat(finding.path("rule").asText()).isEqualTo("Approvals");
        assertThat(finding.path("status").asText()).isEqualTo("WAITING");
        assertThat(cli.run("reader", "promotion-status", "shop", "--format", "xml")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void whatPeopleWroteStaysOnOneLine() {
        Requests.ask(shop, "guarded", "1.0");
        cli.run("roland", "hold-environment", "guarded", "--job", "shop", "--reason", "one\ntwo\u202Ethree");

        assertThat(cli.run("reader", "promotion-status", "shop").out()).contains(": one two three. Who can change it");
    }

    @Test
    void anEnvironmentWhoseRecordWasAlteredDoesNotHideTheOthers() throws Exception {
        Requests.verify(shop, "staging", "1.0");
        Requests.ask(shop, "guarded", "1.0");
        Path ledger = Application.of(shop, null).ledger(slot(shop, "staging").environment());
        Files.writeString(ledger, "{\"v\":1}\n", StandardOpenOption.APPEND);

        Cli.Answer answer = cli.run("reader", "promotion-status", "shop");

        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("staging: The ledger staging.jsonl was altered")
                .contains("guarded: nothing is known to be live.")
                .contains("guarded-1: 1.0 ")
                .contains("guarded-1: The ledger staging.jsonl was altered");
        assertThat(cli.run("roland", "hold-environment", "staging", "--job", "shop", "--reason", "x")
                        .code())
                .isEqualTo(5);
    }

    @Test
    void aForecastRuleByRule() throws Exception {
        Requests.verify(shop, "staging", "1.0");

        Cli.Answer no = cli.run(
                "reader",
                "explain-promotion",
                "shop",
                "guarded",
                "--version",
                "1.0",
                "--at",
                "2030-12-24T16:00[America/Los_Angeles]");
        assertThat(no.code()).isZero();
        assertThat(no.out())
                .startsWith("Could 1.0 of shop enter guarded on ")
                .contains("(America/Los_Angeles)? No.")
                .contains("waiting Approvals: 0 of 1")
                .contains("It does not wait for the clock. What only people can change: Approvals (");
        assertThat(cli.run("reader", "explain-promotion", "shop", "staging", "--version", "1.0")
                        .out())
                .contains("? Yes.")
                .contains("It could start then.");
        Requests.ask(shop, "guarded", "1.0");
        assertThat(cli.run("reader", "explain-promotion", "shop", "guarded", "--version", "1.0")
                        .out())
                .contains("It is asked of guarded-1, which waits.");
        JsonNode data = new ObjectMapper()
                .readTree(cli.run(
                                "reader",
                                "explain-promotion",
                                "shop",
                                "guarded",
                                "--version",
                                "1.0",
                                "--at",
                                "2030-01-01T00:00Z",
                                "--format",
                                "json")
                        .out());
        assertThat(data.path("passes").asBoolean(true)).isFalse();
        assertThat(data.path("promotion").asText()).isEqualTo("guarded-1");
        assertThat(data.path("at").asText()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(data.path("leftToPeople").get(0).path("rule").asText()).isEqualTo("Approvals");
        assertThat(slot(shop, "guarded").open()).as("asking asks for nothing").hasSize(1);
    }

    @Test
    void aForecastOfWhatIsNotThere() {
        Requests.verify(shop, "staging", "1.0");

        assertThat(cli.run("reader", "explain-promotion", "shop", "guarded", "--version", "1.7")
                        .err())
                .contains("the last ones are 1.0");
        assertThat(cli.run("reader", "explain-promotion", "shop", "gaurded", "--version", "1.0")
                        .err())
                .contains("did you mean 'guarded'?");
        for (String time :
                List.of("tomorrow", "2026-12-24T16:00", "2026-12-24T16:00[Mars/Olympus]", "2026-02-30T00:00Z")) {
            Cli.Answer wrong =
                    cli.run("reader", "explain-promotion", "shop", "guarded", "--version", "1.0", "--at", time);
            assertThat(wrong.code()).as(time).isEqualTo(3);
        }
        assertThat(cli.run("reader", "explain-promotion", "shop", "guarded").code())
                .isEqualTo(2);
    }

    @Test
    void everyCommandTellsWhatItIsFor() {
        List<CLICommand> commands = CLICommand.all().stream()
                .filter(command -> command instanceof PromotionCommand)
                .toList();

        assertThat(commands)
                .extracting(CLICommand::getName)
                .containsExactlyInAnyOrder(
                        "promotion-status",
                        "approve-promotion",
                        "reject-promotion",
                        "withdraw-approval",
                        "tick-promotion",
                        "override-promotion-rule",
                        "declare-hotfix",
                        "acknowledge-promotion",
                        "hold-environment",
                        "lift-hold",
                        "quarantine-release",
                        "lift-quarantine",
                        "explain-promotion",
                        "promote-release",
                        "roll-back",
                        "retry-tag",
                        "canary-rollout");
        for (CLICommand command : commands) {
            assertThat(command.getShortDescription()).as(command.getName()).endsWith(".");
            assertThat(command.getUsage())
                    .as(command.getName())
                    .doesNotContain("Command.")
                    .containsPattern("[a-z]+ [a-z]+ [a-z]+");
        }
    }
}
