package io.jenkins.plugins.promotion.commandline.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.promotion.commandline.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryRehearsalTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path DOCS = Run.EXAMPLE.resolveSibling("..").normalize();
    private static final String GOOD =
            """
            canary:
              steps: [10, 50, 100]
              bake: 10m
              interval: 2m
              traffic: {perMinute: 500}
              metrics:
                - {name: errors, kind: rate, direction: increase, level: 1%, tolerance: 5%}
              regressions:
                - {metric: errors, change: +300%}
                - {metric: errors, change: [+2%, +60%]}
              runs: 200
            """;

    @TempDir
    private Path directory;

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("canary.yaml"), yaml);
    }

    /** What the documentation shows is what comes out: the same seed gives the same. */
    @Test
    void theExampleIsAsItIsPrinted() throws IOException {
        Run run = Run.of("rehearse", DOCS.resolve("examples/canary.yaml"));

        assertThat(run.exitCode()).as(run.toString()).isZero();
        String printed = run.out().substring(run.out().indexOf("seed "));
        assertThat(Files.readString(DOCS.resolve("command-line.md"))).contains(printed);
    }

    @Test
    void programsGetAllNumbers() throws IOException {
        Run run = Run.of("rehearse", file(GOOD), "--format", "json");
        JsonNode answer = MAPPER.readTree(run.out());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(answer.at("/rollout/looks").intValue()).isEqualTo(10);
        assertThat(answer.at("/rollout/minutes").doubleValue()).isEqualTo(20);
        assertThat(answer.at("/noRegression/falseAlarmProbability").doubleValue()).isLessThan(0.03);
        assertThat(answer.at("/noRegression/requestsServedByCanary/mean").doubleValue()).isBetween(2_900.0, 3_000.0);
        assertThat(answer.get("regressions")).hasSize(3);
        JsonNode worst = answer.at("/regressions/0");
        assertThat(worst.get("power").doubleValue()).isGreaterThan(0.95);
        assertThat(worst.at("/minutesToStop/median").doubleValue())
                .isBetween(2.0, 20.0)
                .isLessThanOrEqualTo(worst.at("/minutesToStop/p90").doubleValue());
        double served = worst.at("/requestsServedByCanary/mean").doubleValue();
        assertThat(served).isLessThan(2_000);
        assertThat(worst.get("badEventsCaused").doubleValue()).isBetween(served * 0.0299, served * 0.0301);
        assertThat(answer.at("/regressions/1/harm").booleanValue()).isFalse();
        assertThat(answer.at("/regressions/1/power").isNull()).isTrue();
        JsonNode small = answer.at("/regressions/2");
        assertThat(small.get("power").doubleValue()).isLessThan(0.9);
        assertThat(small.at("/advice/bake").textValue()).matches("\\d+[hm].*");
        assertThat(small.at("/advice/power").doubleValue()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void anotherSeedGivesOtherRollouts() throws IOException {
        Path file = file(GOOD.replace("    - {metric: errors, change: [+2%, +60%]}\n", ""));

        String one = Run.of("rehearse", file, "--seed", "5", "--runs", "60").out();

        assertThat(Run.of("rehearse", file, "--seed", "5", "--runs", "60").out()).isEqualTo(one);
        assertThat(Run.of("rehearse", file, "--seed", "6", "--runs", "60").out()).isNotEqualTo(one);
    }

    /** Ten requests are no measurement: people should know before they rely on it. */
    @Test
    void stepsThatMeasureTooLittleAreSaid() throws IOException {
        Run run = Run.of("rehearse", file(GOOD.replace("perMinute: 500", "perMinute: 2")), "--runs", "20");

        assertThat(run.out())
                .contains("In 100.0 % of the rollouts of a good release too little is known at the end of a step")
                .contains("No bake up to 16 times as long brings 90 %");
    }

    @Test
    void allKindsOfMetricsCanBeRehearsed() throws IOException {
        Run run = Run.of("rehearse", file("""
            canary:
              steps: "20,50"
              bake: 40m
              interval: 1m
              looks: open
              alpha: 5%
              traffic: {perMinute: 100, swing: 50%}
              metrics:
                - {name: latency, kind: samples, level: 100, noise: 50%, earlyPass: true, tolerance: 40%}
                - {name: orders, kind: series, direction: decrease, level: 20, noise: 1%, autocorrelation: 0.3}
                - {name: heap, kind: threshold, upper: 3, level: 1, noise: 5%, critical: true}
              regressions:
                - {metric: latency, change: +100%}
                - {metric: orders, change: -30%}
                - {metric: heap, change: +400%}
              runs: 40
            """), "--format", "json");
        JsonNode answer = MAPPER.readTree(run.out());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        for (JsonNode regression : answer.get("regressions")) {
            assertThat(regression.get("power").doubleValue()).as(regression.toString()).isGreaterThan(0.9);
            assertThat(regression.get("badEventsCaused").isNull()).isTrue();
        }
        assertThat(answer.at("/rollout/looksDeclared").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steps: [10, 50, 100] | steps: [50, 10]         | :2: canary: steps: '50,10,100' is not allowed; it takes weights from 1 to 100, each higher than the one before
            bake: 10m            | bake: soon              | :2: canary: bake: 'soon' is not allowed; a duration is written
            bake: 10m            | bake: 0s                | no step leaves it time to look
            interval: 2m         | every: 2m               | :4: canary.every: there is no such field here; known: strategy, steps, bake, interval,
            perMinute: 500       | perMinute: many         | :5: canary.traffic.perMinute: 'many' is not allowed; it takes a number
            perMinute: 500       | perMinute: 0            | perMinute: '0.0' is not allowed; it takes a number of requests above 0
            kind: rate           | kind: rates             | :7: canary.metrics[0].kind: 'rates' is not allowed; allowed: rate, samples, series, threshold
            level: 1%            | level: 100%             | :7: canary.metrics[0]: level of 'errors': '1.0' is not allowed; of a rate it is the share of bad events
            tolerance: 5%        | tolerance: much         | :7: canary.metrics[0].tolerance: 'much' is not allowed; a share is written 5% or 0.05
            tolerance: 5%        | dispersion: 0.5         | :7: canary.metrics[0]: dispersion of 'errors': '0.5' is not allowed; it takes 1 to 100
            change: +300%        | change: 0%              | :9: canary.regressions[0].change: change of 'errors': '0.0' is not allowed
            change: +300%        | change: -100%           | :9: canary.regressions[0].change: change of 'errors': '-1.0' is not allowed
            metric: errors, change: +300% | metric: eror, change: +300% | :9: canary.regressions[0].metric: metric: 'eror' is not allowed; there is no such metric; known: errors
            runs: 200            | runs: 0                 | :11: canary.runs: '0' is not allowed; it takes 1 to 1000000
            runs: 200            | alpha: 50%              | :2: canary: alpha: '0.5' is not allowed
            runs: 200            | power: 20%              | :11: canary.power: '20%' is not allowed; it takes a share from 50% to 99%
            """)
    void namesTheFileTheLineTheFieldTheValueAndWhatIsAllowed(String good, String bad, String message) throws IOException {
        assertThat(GOOD).contains(good);

        Run run = Run.of("rehearse", file(GOOD.replace(good, bad)));

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).startsWith(directory.toString()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatBelongsToACanaryIsRefusedElsewhere() {
        assertThat(Run.of("rehearse", Run.EXAMPLE, "--format", "json").err()).contains("belong to a canary");
    }
}
