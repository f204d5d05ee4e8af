package io.jenkins.plugins.promotion.commandline.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.promotion.commandline.Run;
import io.jenkins.plugins.promotion.engine.Samples;
import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.StaleVersionException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutMachine;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.engine.simulation.Noise;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    private final Noise noise = new Noise(11);

    private static Run suggest(Object... arguments) {
        return Run.of(Stream.concat(Stream.of("suggest"), Stream.of(arguments)).toArray());
    }

    /** Averages of 200 minutes with each of twelve releases, whose levels differ by so much. */
    private Path averages(double spread) throws IOException {
        StringBuilder lines = new StringBuilder("release,value\n");
        for (int release = 0; release < 12; release++) {
            double level = 100 * Math.exp(spread * noise.normal());
            for (int i = 0; i < 200; i++) {
                lines.append("1.").append(release).append(',').append(level * (1 + 0.05 * noise.normal())).append('\n');
            }
        }
        return Files.writeString(directory.resolve("history.csv"), lines);
    }

    @Test
    void releasesThatDifferAskForATolerance() throws IOException {
        JsonNode alike = json("--kind", "series", "--history", averages(0));
        JsonNode different = json("--kind", "series", "--history", averages(0.05));

        assertThat(alike.get("tolerance").doubleValue()).isEqualTo(0.01);
        assertThat(alike.at("/habits/noise").doubleValue()).isBetween(0.045, 0.055);
        assertThat(alike.at("/habits/level").doubleValue()).isBetween(99.0, 101.0);
        // Two levels that each vary by 5 % differ by 7 %; 1.645 times that.
        assertThat(different.get("tolerance").doubleValue()).isBetween(0.07, 0.2);
        assertThat(different.at("/habits/spread").doubleValue()).isBetween(0.04, 0.11);
        assertThat(alike.get("power").doubleValue()).isGreaterThanOrEqualTo(0.9);
        assertThat(alike.get("bake").textValue()).isNotEmpty();
    }

    @Test
    void burstsOfErrorsTakeLonger() throws IOException {
        JsonNode independent = json("--kind", "rate", "--history", errors(1), "--find", "100%", "--interval", "1m");
        JsonNode bursts = json("--kind", "rate", "--history", errors(3), "--find", "100%", "--interval", "1m");

        assertThat(independent.at("/habits/dispersion").doubleValue()).isBetween(1.0, 1.2);
        assertThat(bursts.at("/habits/dispersion").doubleValue()).isBetween(2.5, 3.5);
        assertThat(bursts.at("/bakeSeconds/0").intValue()).isGreaterThan(independent.at("/bakeSeconds/0").intValue());
        assertThat(bursts.get("reasons").toString()).contains("they come in bursts");
    }

    private Path errors(double dispersion) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int release = 0; release < 8; release++) {
            for (int i = 0; i < 300; i++) {
                lines.append("r").append(release).append(',').append(noise.bursts(20, dispersion)).append(",1000\n");
            }
        }
        return Files.writeString(directory.resolve("errors" + dispersion), lines);
    }

    @Test
    void theExampleIsAsItIsPrinted() throws IOException {
        Path docs = Run.EXAMPLE.resolveSibling("..").normalize();

        Run run = suggest("--kind", "rate", "--direction", "increase", "--history", docs.resolve("examples/errors.csv"), "--find", "25%");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(Files.readString(docs.resolve("command-line.md"))).contains(run.out());
    }

    @Test
    void whatIsToldInWordsHasTheReason() throws IOException {
        Run run = suggest("--kind", "series", "--history", averages(0.02), "--find", "30%");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .containsPattern("Tolerance [35] %: from one release to the next the level changed by \\d\\.\\d %")
                .contains("19 of 20 harmless releases stay within it", "averages vary by 5.", "Bake ", "+30 % is then found in");
    }

    @Test
    void whatCannotBeFoundIsSaid() throws IOException {
        Run run = suggest("--kind", "rate", "--history", errors(3), "--find", "20%", "--per-minute", "5", "--runs", "20");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("No bake up to 16 times as long as 5m finds +20 %");
    }

    @Test
    void theHistoryMayBeALedgerOfRollouts() throws IOException, StaleVersionException {
        Path quiet = ledger("alike", 0);
        JsonNode alike = json("--kind", "series", "--ledger", quiet, "--metric", "latency", "--find", "40%");
        JsonNode different = json("--kind", "series", "--ledger", ledger("different", 0.05), "--metric", "latency", "--find", "40%");

        assertThat(alike.at("/habits/level").doubleValue()).isBetween(98.0, 102.0);
        assertThat(alike.at("/habits/noise").doubleValue()).isCloseTo(0.05, withPercentage(12));
        assertThat(alike.get("tolerance").doubleValue()).isLessThan(different.get("tolerance").doubleValue());
        assertThat(different.get("tolerance").doubleValue()).isBetween(0.05, 0.2);
        assertThat(alike.get("bake").textValue()).isNotEmpty();
        assertThat(suggest("--kind", "series", "--ledger", quiet, "--metric", "errors").err()).contains("known: latency");
    }

    @ParameterizedTest
    @CsvSource({"50, 0", "50, 10", "'5,25,50', 0"})
    void theNoiseIsThatOfTheMetricWhateverTheTestAllowsFor(String steps, int declared) throws IOException, StaleVersionException {
        Path past = ledger("past", 0, steps, declared);

        JsonNode found = json("--kind", "series", "--ledger", past, "--metric", "latency", "--find", "60%");

        assertThat(found.at("/habits/noise").doubleValue()).isCloseTo(0.05, withPercentage(12));
    }

    /** Written by the machine and the judges, of twelve releases whose levels differ from the ones before by so much. */
    private Path ledger(String name, double spread) throws IOException, StaleVersionException {
        return ledger(name, spread, "50", 0);
    }

    /** An average over all of the traffic varies by 5 %. */
    private Path ledger(String name, double spread, String steps, int declared) throws IOException, StaleVersionException {
        Path file = Files.createDirectories(directory.resolve(name)).resolve("production.jsonl");
        FileLedger ledger = new FileLedger(file, Samples.PRODUCTION);
        RolloutPlan plan = new RolloutWords(null, steps, "30m", "1m", "web-slo", null).plan();
        for (int number = 1; number <= 12; number++) {
            PromotionId id = ledger.state().nextId();
            Instant at = Samples.START.plus(Duration.ofDays(number));
            append(
                    ledger,
                    at,
                    new SlotEvent.Requested(
                            id, Kind.PROMOTION, Samples.release(number), Samples.ADA, OnFailure.LEAVE, null, null, null),
                    new SlotEvent.DeployStarted(id, null, List.of()));
            decided(ledger, at, new RolloutCommand.Start(id, "canary", plan));
            ends(ledger, at, id);
            Analysis analysis = new Analysis(new AnalysisPlan(
                    0.01, declared, List.of(Metric.of("latency", MetricKind.SERIES, Direction.INCREASE).withTolerance(0.5))));
            double factor = 1 + spread * noise.normal();
            for (int step = 1; step < plan.steps().size(); step++) {
                Report report = null;
                for (int look = 1; look <= 30; look++) {
                    report = analysis.look(
                            Map.of("latency", List.of(averages(factor, plan.step(step).weight() / 100.0))), null);
                }
                at = at.plus(Duration.ofMinutes(30));
                decided(ledger, at, new RolloutCommand.Looked(id, "canary", step, at, report, analysis.conclude()));
                ends(ledger, at, id);
            }
            append(ledger, at, new SlotEvent.Ended(id, Outcome.VERIFIED, null, null, null));
        }
        return file;
    }

    private Observation averages(double factor, double share) {
        return new Observation.Averages(
                100 * factor * (1 + 0.05 / Math.sqrt(share) * noise.normal()), 100 * (1 + 0.05 / Math.sqrt(1 - share) * noise.normal()));
    }

    private static void ends(FileLedger ledger, Instant at, PromotionId id) throws StaleVersionException {
        long token = ledger.state().find(id).orElseThrow().rollout("canary").orElseThrow().current().orElseThrow().token();
        decided(ledger, at, new RolloutCommand.BodyEnded(id, "canary", token, null));
    }

    private static void decided(FileLedger ledger, Instant at, RolloutCommand command) throws StaleVersionException {
        append(ledger, at, RolloutMachine.decide(ledger.state(), command, at).toArray(SlotEvent[]::new));
    }

    private static void append(FileLedger ledger, Instant at, SlotEvent... events) throws StaleVersionException {
        ledger.append(ledger.state().version(), List.of(events), at);
    }

    private static JsonNode json(Object... arguments) throws IOException {
        Run run = suggest(Stream.concat(Stream.of(arguments), Stream.of("--format", "json", "--runs", "100")).toArray());
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return MAPPER.readTree(run.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1;2;3                       | each line begins with its release, such as '2.14.3,182.4'
            a,1;a,2;a,3                 | releases: '1' is not allowed; how far releases differ shows in 2 or more of them
            a,1;a,2;a,3;b,1             | values of 'b': '1' is not allowed; it takes 3 or more of each release
            a,1;a,2;a,3;b,0;b,0;b,0     | level of 'b': '0.0' is not allowed
            a,1;a,two                   | line 2: 'a,two' is not allowed
            """)
    void aHistoryThatTellsNothingIsNamed(String content, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("bad"), content.replace(";", "\n"));

        Run run = suggest("--kind", "series", "--history", file);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void oneSourceIsGiven() throws IOException {
        assertThat(suggest("--kind", "series").err()).contains("--history, --ledger: give one of both");
        assertThat(suggest("--kind", "rate", "--ledger", directory.resolve("none"), "--metric", "m").err()).contains("is no file and no directory");
        assertThat(suggest("--kind", "rate", "--ledger", directory).err()).contains("--metric: a missing value is not allowed");
        assertThat(suggest("--kind", "rate", "--ledger", directory, "--metric", "m").err()).contains("no rollout in", "known: none");
        assertThat(suggest("--kind", "samples", "--history", averages(0)).err()).contains("--per-minute: a missing value");
    }
}
