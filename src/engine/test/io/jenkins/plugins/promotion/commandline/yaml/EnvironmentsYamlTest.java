package io.jenkins.plugins.promotion.commandline.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.commandline.Run;
import io.jenkins.plugins.promotion.engine.Examples;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.StatusSet;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.health.Threshold;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.schedule.Closure;
import io.jenkins.plugins.promotion.engine.schedule.OpenHours;
import io.jenkins.plugins.promotion.engine.schedule.Recurrence;
import io.jenkins.plugins.promotion.engine.schedule.WeeklyWindow;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentsYamlTest {
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");
    private static final EnvironmentName PRODUCTION = EnvironmentName.of("production");
    private static final String LIST =
            """
            environments:
              - name: staging
              - name: production
                description: What customers use
                order: {environments: [staging], require: any}
                approvals:
                  - name: Release managers
                    count: 2
                    users: [ines]
                    groups: [release-managers]
                    excludeInitiator: true
                  - users: [jo]
                queue: inOrder
                refuseOlder: false
            """;

    @TempDir
    private Path directory;

    @Test
    void readsAllThatCanBeSaid() throws IOException {
        Environment production = read(LIST).get(1);

        assertThat(production)
                .isEqualTo(new Environment(
                        PRODUCTION,
                        "What customers use",
                        List.of(
                                new OrderRule(List.of(STAGING), OrderRule.Require.ANY),
                                new ApprovalRule(
                                        "Release managers", 2, List.of("ines"), List.of("release-managers"), true),
                                new ApprovalRule(null, 1, List.of("jo"), List.of(), false)),
                        QueuePolicy.IN_ORDER,
                        false));
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheEngine() throws IOException {
        assertThat(read(LIST).get(0)).isEqualTo(Environment.open(STAGING));
    }

    @Test
    void aFileOfConfigurationAsCodeReadsTheSame() throws IOException {
        String nested = "jenkins: {systemMessage: hello}\nunclassified:\n  location: {url: x}\n  environmentPromotion:\n"
                + LIST.indent(4);

        assertThat(read(nested)).isEqualTo(read(LIST));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            environments: []                                    | :1: environments: 'a list' is not allowed; it takes one environment or more
            environments: {name: a}                             | :1: environments: 'a mapping' is not allowed; it takes a list
            environment: []                                     | :1: environment: there is no such field here; known: environments, unclassified
            environments: [{name: a, order: {}}]                | :1: environments[0].order: the field 'environments' is missing
            environments: [{name: a, orders: {}}]               | :1: environments[0].orders: there is no such field here; known: name, description, order, request, windows, freezes, checklists, approvals, queue, refuseOlder, hotfix, hold, health
            environments: [{name: a, name: b}]                  | :1: environments[0].name: the field is given twice
            environments: [{name: a b}]                         | :1: environments[0].name: environment: 'a b' is not allowed
            environments: [{name: a}, {name: A}]                | :1: environments: environment: 'A' is not allowed; a name can be used once, ignoring case
            environments: [{name: a, queue: fifo}]              | :1: environments[0].queue: 'fifo' is not allowed; allowed: inOrder, newestFirst
            environments: [{name: a, refuseOlder: maybe}]       | :1: environments[0].refuseOlder: 'maybe' is not allowed; allowed: false, true
            environments: [{name: a, approvals: [{count: two}]}] | :1: environments[0].approvals[0].count: 'two' is not allowed; it takes a whole number
            environments: [{name: a, approvals: [{count: 0}]}]  | :1: environments[0].approvals[0]: approvals needed by 'Approvals': '0' is not allowed
            environments: [{name: a, approvals: [{who: x}]}]    | :1: environments[0].approvals[0].who: there is no such field here; known: name, count, users, groups, permission, excludeInitiator, excludeAuthors, unknownAuthors, lapse
            environments: [{name: a, approvals: [{users: x}]}]  | :1: environments[0].approvals[0].users: 'x' is not allowed; it takes a list
            environments: [{name: a, order: {environments: [b]}}] | :1: environments: order of a: 'b' is not allowed; there is no such environment
            environments: [{name: a, order: {environments: [a], require: most}}] | :1: environments[0].order.require: 'most' is not allowed; allowed: all, any
            environments: [{name: a, windows: [{open: [Mon 10:00-11:00]}]}] | :1: environments[0].windows[0]: the field 'zone' is missing
            environments: [{name: a, windows: [{zone: Europe/Berln, open: [Mon 10:00-11:00]}]}] | :1: environments[0].windows[0].zone: zone: 'Europe/Berln' is not allowed; it takes a time zone by name, such as Europe/Berlin or UTC; did you mean 'Europe/Berlin'?
            environments: [{name: a, windows: [{zone: UTC, open: [Mon 15:00-10:00]}]}] | :1: environments[0].windows[0].open[0]: window: 'Mon 15:00-10:00' is not allowed; it ends before it begins
            environments: [{name: a, windows: [{zone: UTC, open: []}]}] | :1: environments[0].windows[0]: windows: '[]' is not allowed; without a window it never opens
            environments: [{name: a, windows: [{zone: UTC, open: [Mon 10:00-11:00]}, {name: b, zone: UTC, open: [Tue 10:00-11:00]}]}] | :1: environments[0]: windows of a: '[Mon 10:00-11:00 (UTC), Tue 10:00-11:00 (UTC)]' is not allowed; its windows and freezes leave no time to deploy, it never opens
            environments: [{name: a, freezes: [{reason: r, zone: UTC, from: 2026-01-01, to: 2026-01-02, repeat: FREQ=OFTEN}]}] | :1: environments[0].freezes[0].repeat: repeat: 'FREQ=OFTEN' is not allowed; it takes a recurrence rule of RFC 5545
            environments: [{name: a, freezes: [{reason: r, zone: UTC, from: 2026-01-02, to: 2026-01-01}]}] | :1: environments[0].freezes[0]: to: '2026-01-01T00:00' is not allowed; a freeze ends after it begins, which is 2026-01-02T00:00
            environments: [{name: a, freezes: [{reason: r, zone: UTC, from: 2026-13-02, to: 2026-01-01}]}] | :1: environments[0].freezes[0].from: '2026-13-02' is not allowed; it takes a local time, such as 2026-12-18T17:00, or a date
            environments: [{name: a, freezes: [{reason: r, zone: UTC, from: 2026-01-02}]}] | :1: environments[0].freezes[0]: a freeze has either 'to' or 'duration'
            environments: [{name: a, freezes: [{zone: UTC, from: 2026-01-01, duration: 1d}]}] | :1: environments[0].freezes[0]: the field 'reason' is missing
            environments: [{name: a, checklists: [{items: []}]}] | :1: environments[0].checklists[0]: items of 'Checklist': '[]' is not allowed; it takes 1 to 100 items, each once
            environments: [{name: a, request: {}}]              | :1: environments[0].request: request: 'nothing' is not allowed; it asks for a ticket, for notes, or for both
            environments: [{name: a, hotfix: {lifts: [slot]}}]  | :1: environments[0].hotfix.lifts[0]: 'slot' is not allowed; allowed: checklist, freezes, order, request, windows
            environments: [{name: a, hotfix: {approvals: 101}}] | :1: environments[0].hotfix: approvals of hotfix: '101' is not allowed; 0 to 100 can be asked for
            environments: [{name: a, approvals: [{lapse: soon}]}] | :1: environments[0].approvals[0].lapse: environments[0].approvals[0].lapse: 'soon' is not allowed; a duration is written 30s, 10m, 2h, 1d or 1h30m
            environments: [{name: a, approvals: [{count: 3, users: [x, y]}]}] | :1: environments[0].approvals[0]: approvals needed by 'Approvals': '3' is not allowed; only 2 people may approve
            environments: [{name: a, health: {}}]               | :1: environments: health of a: checks: '0 checks' is not allowed; a gate has 1 to 50
            environments: [{name: a, health: {checks: [{ping: x}]}}] | :1: environments[0].health.checks[0].ping: there is no such field here; known: http, tcp, metric
            environments: [{name: a, health: {checks: [{}]}}]   | :1: environments[0].health.checks[0]: a check is one of http, tcp and metric
            environments: [{name: a, health: {checks: [{tcp: {address: db}}]}}] | :1: environments[0].health.checks[0].tcp: tcp: 'db' is not allowed; it takes host:port
            environments: [{name: a, health: {checks: [{http: {}}]}}] | :1: environments[0].health.checks[0].http: the field 'url' is missing
            environments: [{name: a, health: {checks: [{http: {url: 'http://a/', headers: [x]}}]}}] | :1: environments[0].health.checks[0].http.headers[0]: 'x' is not allowed; a header is written 'Accept: application/json'
            environments: [{name: a, health: {checks: [{metric: {source: p, query: up}}]}}] | :1: environments[0].health.checks[0].metric: threshold: a missing value is not allowed
            environments: [{name: a, health: {soak: long, checks: [{tcp: {address: 'db:1'}}]}}] | :1: environments[0].health: soak: 'long' is not allowed; a duration is written
            environments: [{name: a, health: {interval: 10m, checks: [{tcp: {address: 'db:1'}}]}}] | :1: environments: health of a: timeout: '5m' is not allowed; it must be longer than 2 times the interval of 10m
            environments: [{name: a/b}]                         | :1: environments[0].name: environment: 'a/b' is not allowed
            environments: [{name: <b>a</b>}]                    | :1: environments[0].name: environment: '<b>a</b>' is not allowed
            environments: [{name: a, order: {environments: [a]}}] | :1: environments[0]: order of a: 'a' is not allowed; an environment cannot require itself
            environments: [{name: a, approvals: [{}, {}]}]      | :1: environments[0]: rule of a: 'Approvals' is not allowed; each rule of an environment has its own name
            unclassified: {environmentPromotion: {environment: []}} | :1: unclassified.environmentPromotion.environment: there is no such field here; known: environments
            unclassified: {location: {}}                        | :1: unclassified: the field 'environmentPromotion' is missing
            environments: [                                     | : this is no YAML: expected the node content
            plain text                                          | :1: the file: 'plain text' is not allowed; it takes fields
            """)
    void namesTheLineTheFieldTheValueAndWhatIsAllowed(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(directory.resolve("environments.yaml").toString())
                .message()
                .matches(text -> text.replaceAll(":2: this", ": this").contains(message), "contains " + message);
    }

    /** Configuration as Code is held to the same texts. */
    @ParameterizedTest
    @ValueSource(strings = {"environments", "full-rules"})
    void theExamplesSayWhatTheySayToJenkins(String name) throws IOException {
        Environments environments =
                EnvironmentsYaml.readFile(YamlPlace.read(Run.EXAMPLE.resolveSibling(name + ".yaml")));

        assertThat(Examples.described(environments)).isEqualTo(Examples.expected(name));
    }

    @Test
    void readsTheWholeRuleBookOfTheExample() throws IOException {
        Environment production = EnvironmentsYaml.readFile(YamlPlace.read(Run.EXAMPLE.resolveSibling("full-rules.yaml")))
                .get(PRODUCTION);
        ZoneName zone = new ZoneName("America/Los_Angeles");

        assertThat(production.rules())
                .contains(
                        new OrderRule(List.of(STAGING), OrderRule.Require.ALL, Duration.ofHours(1)),
                        new RequestRule(true, true),
                        new WindowRule(
                                "Deployment hours", new OpenHours(zone, List.of(WeeklyWindow.parse("Tue-Thu 10:00-15:00")))),
                        new FreezeRule(
                                "Friday afternoons",
                                "Nobody is here to help on the weekend",
                                new Closure(
                                        zone,
                                        LocalDateTime.parse("2026-01-02T12:00"),
                                        Duration.ofHours(12),
                                        new Recurrence("FREQ=WEEKLY;BYDAY=FR"))),
                        new ApprovalRule(
                                "Release managers", 2, List.of(), List.of("release-managers"), true, null, true,
                                UnknownAuthors.REFUSE, Duration.ofDays(2)))
                .hasSize(8);
        assertThat(production.rules(ChecklistRule.class).get(0).items()).hasSize(4);
        assertThat(production.hotfix())
                .isEqualTo(new Hotfix(
                        List.of(),
                        List.of("release-managers"),
                        null,
                        1,
                        Set.of(Hotfix.Liftable.WINDOWS, Hotfix.Liftable.FREEZES, Hotfix.Liftable.CHECKLIST)));
    }

    @Test
    void saysWhatRollbacksDoWithout() throws IOException {
        assertThat(read("environments: [{name: a, rollback: {waives: [approvals, windows]}}]")
                        .get(0)
                        .rollback())
                .isEqualTo(new RollbackSettings(Set.of(Waivable.APPROVALS, Waivable.WINDOWS)));
        assertThat(read("environments: [{name: a, rollback: {}}]").get(0).rollback().waives()).isEmpty();
        assertThatThrownBy(() -> read("environments: [{name: a, rollback: {waives: [slot]}}]"))
                .hasMessageContaining("'slot'")
                .hasMessageContaining("approvals");
    }

    @Test
    void readsWhatMustBeWellAfterEveryDeployment() throws IOException {
        HealthDemand health = read(
                        """
                        environments:
                          - name: production
                            health:
                              checks:
                                - http:
                                    name: Shop
                                    url: https://shop.example.com/healthz
                                    status: 200,204
                                    json: $.status
                                    expected: UP
                                    maxLatency: 2s
                                    headers: ["Accept: application/json"]
                                    credentialsId: shop-health
                                    redirects: 0
                                - tcp: {address: "db.example.com:5432", time: 3s}
                                - metric:
                                    name: Errors
                                    source: prometheus
                                    query: sum(rate(http_errors_total[5m]))
                                    below: 1
                                    maxIncrease: 10%
                              interval: 15s
                              timeout: 10m
                              successThreshold: 4
                              failureThreshold: 2
                              initialDelay: 30s
                              soak: 30m
                              errorLimit: 3
                        """)
                .get(0)
                .health();

        assertThat(health.checks())
                .containsExactly(
                        new HttpCheck(
                                "Shop", "https://shop.example.com/healthz", null, new StatusSet("200,204"), null,
                                new JsonQuery("$.status"), "UP", Duration.ofSeconds(2),
                                Map.of("Accept", "application/json"), "shop-health", null, 0, null),
                        new TcpCheck(null, "db.example.com", 5432, Duration.ofSeconds(3)),
                        new MetricCheck(
                                "Errors", "prometheus", "sum(rate(http_errors_total[5m]))",
                                Threshold.parse(null, "1", null, "10%"), null));
        assertThat(health.words()).isEqualTo(new GateWords("15s", "10m", 4, 2, "30s", "30m", 3));
    }

    @Test
    void tenThousandCharactersAreAnErrorThatCanBeRead() {
        String long10k = "x".repeat(10_000);
        for (String field : List.of("name: %s", "name: a, hold: %s", "name: a, checklists: [{items: [%s]}]", "name: a, approvals: [{users: [%s]}]",
                "name: a, windows: [{zone: %s, open: []}]", "name: a, freezes: [{repeat: %s, reason: r, zone: UTC, from: 2026-01-01, duration: 1d}]")) {
            assertThatThrownBy(() -> read("environments: [{" + field.formatted(long10k) + "}]"))
                    .isInstanceOf(InvalidInputException.class)
                    .message()
                    .hasSizeLessThan(600)
                    .contains("(10000 characters)");
        }
    }

    @Test
    void environmentsAreGivenOnce() {
        assertThatThrownBy(() -> read(LIST + "unclassified: {environmentPromotion: {environments: []}}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("give them once");
    }

    @Test
    void namesTheLineOfAMistakeFarDown() {
        assertThatThrownBy(() -> read(LIST.replace("queue: inOrder", "queue: lifo")))
                .hasMessageContaining("environments.yaml:13: environments[1].queue: 'lifo'");
    }

    @Test
    void aFileThatIsNoTextIsSaidToBeNone() throws IOException {
        Path file = Files.write(directory.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

        assertThatThrownBy(() -> YamlPlace.read(file)).hasMessage(file + ": the file is not in UTF-8");
    }

    private List<Environment> read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("environments.yaml"), yaml);
        return EnvironmentsYaml.readFile(YamlPlace.read(file)).all();
    }
}
