package io.jenkins.plugins.promotion.commandline.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            environments: [{name: a, orders: {}}]               | :1: environments[0].orders: there is no such field here; known: name, description, order, approvals, queue, refuseOlder
            environments: [{name: a, name: b}]                  | :1: environments[0].name: the field is given twice
            environments: [{name: a b}]                         | :1: environments[0].name: environment: 'a b' is not allowed
            environments: [{name: a}, {name: A}]                | :1: environments: environment: 'A' is not allowed; a name can be used once, ignoring case
            environments: [{name: a, queue: fifo}]              | :1: environments[0].queue: 'fifo' is not allowed; allowed: inOrder, newestFirst
            environments: [{name: a, refuseOlder: maybe}]       | :1: environments[0].refuseOlder: 'maybe' is not allowed; allowed: false, true
            environments: [{name: a, approvals: [{count: two}]}] | :1: environments[0].approvals[0].count: 'two' is not allowed; it takes a whole number
            environments: [{name: a, approvals: [{count: 0}]}]  | :1: environments[0].approvals[0]: approvals needed by 'Approvals': '0' is not allowed
            environments: [{name: a, approvals: [{who: x}]}]    | :1: environments[0].approvals[0].who: there is no such field here; known: name, count, users, groups, excludeInitiator
            environments: [{name: a, approvals: [{users: x}]}]  | :1: environments[0].approvals[0].users: 'x' is not allowed; it takes a list
            environments: [{name: a, order: {environments: [b]}}] | :1: environments: order of a: 'b' is not allowed; there is no such environment
            environments: [{name: a, order: {environments: [a], require: most}}] | :1: environments[0].order.require: 'most' is not allowed; allowed: all, any
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
