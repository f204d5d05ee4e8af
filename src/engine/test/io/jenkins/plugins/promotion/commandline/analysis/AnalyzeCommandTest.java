package io.jenkins.plugins.promotion.commandline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzeCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path VECTORS = Path.of(
                    System.getProperty("basedir", "."),
                    "../test/resources/io/jenkins/plugins/promotion/engine/analysis/kayenta/kayenta.json")
            .normalize();

    @TempDir
    private Path directory;

    private final Random random = new Random(1);

    private Path file(String name, int lines, IntFunction<String> line) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                IntStream.range(0, lines).mapToObj(line).collect(Collectors.joining("\n", "", "\n")));
    }

    private Path latencies(String name, double factor) throws IOException {
        return file(name, 720, i -> String.valueOf(100 * factor * Math.exp(0.5 * random.nextGaussian())));
    }

    private static Run analyze(Object... arguments) {
        return Run.of(Stream.concat(Stream.of("analyze"), Stream.of(arguments)).toArray());
    }

    @Test
    void harmFailsLookByLook() throws IOException {
        Run run = analyze(
                "--baseline", latencies("b", 1), "--canary", latencies("c", 1.2), "--direction", "increase", "--tolerance", "5%",
                "--alpha", "0.01", "--looks", "12");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out())
                .contains("look  canary", "CONTINUE UNDECIDED", "FAIL HARM_FOUND")
                .containsPattern("FAIL at look \\d+: The canary is higher beyond the tolerated 5.0 %: \\+\\d+ %");
    }

    @Test
    void noHarmPassesAtTheEndInJsonToo() throws IOException {
        Run run = analyze(
                "--baseline", latencies("b", 1), "--canary", latencies("c", 1), "--direction", "increase", "--format", "json");
        JsonNode answer = MAPPER.readTree(run.out());

        assertThat(run.exitCode()).isZero();
        assertThat(answer.get("outcome").textValue()).isEqualTo("PASS");
        assertThat(answer.get("reason").textValue()).isEqualTo("NO_HARM_FOUND");
        assertThat(answer.get("decidedAtLook").isNull()).isTrue();
        assertThat(answer.get("looks")).hasSize(12);
        assertThat(answer.at("/looks/11/evidence/canaryEvents").intValue()).isEqualTo(720);
        assertThat(answer.at("/looks/11/evidence/p").doubleValue()).isBetween(0.01, 1.0);
        assertThat(answer.at("/verdict/evidence/effect/low").isNumber()).isTrue();
    }

    @Test
    void ratesComeAsIntervalBadAndTotal() throws IOException {
        Path baseline = file("b", 60, i -> i == 0 ? "interval,bad,total" : i + "," + (8 + random.nextInt(5)) + ",900");
        Path canary = file("c", 59, i -> i + 1 + "," + (random.nextInt(7)) + ",100");

        Run run = analyze("--kind", "rate", "--baseline", baseline, "--canary", canary, "--direction", "increase", "--format", "json");
        JsonNode answer = MAPPER.readTree(run.out());

        assertThat(answer.get("outcome").textValue()).isEqualTo("FAIL");
        assertThat(answer.at("/verdict/evidence/canaryBad").intValue()).isGreaterThan(5);
        assertThat(answer.at("/verdict/evidence/effect/low").doubleValue()).isGreaterThan(0);
    }

    @Test
    void intervalsArePairedByTheirNames() throws IOException {
        Path baseline = file("b", 40, i -> i + "," + (100 + random.nextGaussian()));
        Path canary = file("c", 40, i -> 39 - i + "," + (i > 31 ? "NaN" : 100 + 10 * ((39 - i) % 2)));

        JsonNode answer = MAPPER.readTree(analyze(
                        "--kind", "series", "--baseline", baseline, "--canary", canary, "--direction", "increase", "--format", "json")
                .out());

        // The first eight intervals of the baseline have no partner.
        assertThat(answer.at("/looks/7/evidence/canaryEvents").intValue()).isZero();
        assertThat(answer.at("/looks/7/reason").textValue()).isEqualTo("SILENT_CANARY");
        assertThat(answer.at("/looks/8/evidence/canaryEvents").intValue()).isEqualTo(1);
    }

    private Path prometheus(String name, double level) throws IOException {
        ObjectNode answer = MAPPER.createObjectNode().put("status", "success");
        ObjectNode data = answer.putObject("data").put("resultType", "matrix");
        for (int series = 0; series < 2; series++) {
            ObjectNode one = data.withArray("result").addObject();
            one.putObject("metric").put("instance", "i" + series);
            ArrayNode values = one.putArray("values");
            for (int i = 0; i < 60; i++) {
                values.addArray().add(1_790_000_000 + 60 * i).add(i == 9 ? "NaN" : String.valueOf(level + 0.01 * random.nextGaussian()));
            }
        }
        return Files.writeString(directory.resolve(name), MAPPER.writeValueAsString(answer));
    }

    @Test
    void anAnswerOfPrometheusIsRead() throws IOException {
        Run harmful = analyze(
                "--kind", "series", "--direction", "increase", "--baseline", prometheus("b", 0.2), "--canary", prometheus("c", 0.25));
        Run bounded = analyze("--kind", "threshold", "--upper", "0.5", "--canary", prometheus("c", 0.2));

        assertThat(harmful.out()).contains("The canary is higher: +");
        assertThat(harmful.exitCode()).isEqualTo(1);
        assertThat(bounded.out()).contains("PASS at the end: 0 of 59 values out of bounds (at most 0.5000).");
        assertThat(bounded.exitCode()).isZero();
    }

    @Test
    void aRateOfPrometheusSaysWhichIsWhich() throws IOException {
        String answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"of\":\"bad\"},\"values\":[[1,\"1\"],[2,\"0\"]]},"
                + "{\"metric\":{\"of\":\"total\"},\"values\":[[1,\"500\"],[2,\"500\"]]}]}}";
        Path good = Files.writeString(directory.resolve("good"), answer);
        Path unnamed = Files.writeString(directory.resolve("unnamed"), answer.replace("bad", "errors"));

        assertThat(analyze("--kind", "rate", "--baseline", good, "--canary", good).out()).contains("1 bad of 1000 in the canary");
        assertThat(analyze("--kind", "rate", "--baseline", good, "--canary", unnamed).err())
                .contains("each series has a label with the value 'bad' or 'total'");
    }

    @Test
    void emptyFilesAreNoPass() throws IOException {
        Path empty = file("empty", 0, i -> "");

        Run run = analyze("--baseline", empty, "--canary", empty);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("INCONCLUSIVE at the end: Too little data");
    }

    @Test
    void kayentaAnswersAsItsVectorsDo() throws IOException {
        Path baseline = file("b", 30, i -> String.valueOf(10 + i % 5));
        Path canary = file("c", 30, i -> i == 3 ? "NaN" : String.valueOf(20 + i % 7));

        Run run = analyze(
                "--judge", "kayenta", "--baseline", baseline, "--canary", canary, "--format", "json", "--kayenta",
                "{\"nanStrategy\":\"replace\",\"critical\":true}");
        JsonNode answer = MAPPER.readTree(run.out());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(answer.get("classification").textValue()).isEqualTo("High");
        assertThat(answer.get("critical").booleanValue()).isTrue();
        assertThat(answer.get("used_experiment").intValue()).isEqualTo(30);
        assertThat(answer.get("ci98_low_high_hl")).hasSize(3);
        assertThat(answer.get("score_class").textValue()).isEqualTo("Fail");
    }

    @Test
    void kayentaTakesAndGivesEveryCaseOfItsJudge() throws IOException {
        JsonNode cases = MAPPER.readTree(Files.readString(VECTORS)).at("/oracle/cases");
        assertThat(cases).hasSize(100);
        for (JsonNode one : cases) {
            Path baseline = Files.writeString(directory.resolve("b"), one.get("control").toString());
            Path canary = Files.writeString(directory.resolve("c"), one.get("experiment").toString());

            Run run = analyze(
                    "--judge", "kayenta", "--baseline", baseline, "--canary", canary, "--kayenta", one.get("canary"), "--format", "json");
            JsonNode answer = MAPPER.readTree(run.out());

            for (String field : List.of("classification", "critical", "used_control", "used_experiment", "score", "score_class")) {
                assertThat(answer.get(field).asText()).as(field + " of " + one).isEqualTo(one.get(field).asText());
            }
            for (int i = 0; i < one.path("ci98_low_high_hl").size(); i++) {
                assertThat(answer.get("ci98_low_high_hl").get(i).doubleValue())
                        .isCloseTo(one.get("ci98_low_high_hl").get(i).doubleValue(), within(1e-6));
            }
        }
    }

    /** Whole milliseconds, so that values are tied with each other and with a tolerated baseline. */
    @ParameterizedTest
    @ValueSource(strings = {"window", "sequential"})
    void theUnitDoesNotMatter(String judge) throws IOException {
        for (double factor : new double[] {0.85, 1, 1.05, 1.1, 1.25}) {
            double[][] values = new double[2][600];
            for (int i = 0; i < values[0].length; i++) {
                values[0][i] = Math.rint(100 * Math.exp(0.5 * random.nextGaussian()));
                values[1][i] = Math.rint(100 * factor * Math.exp(0.5 * random.nextGaussian()));
            }
            Set<String> verdicts = new TreeSet<>();
            for (int power = -6; power <= 6; power++) {
                double unit = Double.parseDouble("1e" + power);
                JsonNode answer = MAPPER.readTree(analyze(
                                "--judge", judge, "--tolerance", "5%", "--looks", "10", "--format", "json",
                                "--baseline", file("b", 600, i -> String.valueOf(values[0][i] * unit)),
                                "--canary", file("c", 600, i -> String.valueOf(values[1][i] * unit)))
                        .out());
                verdicts.add(answer.get("outcome") + " " + answer.get("reason") + " " + answer.get("decidedAtLook"));
            }
            assertThat(verdicts).as(judge + ", factor " + factor).hasSize(1);
        }
    }

    @Test
    void allVectorsAgree() throws IOException {
        Run run = analyze("--vectors", VECTORS, "--format", "json");
        JsonNode answer = MAPPER.readTree(run.out());

        assertThat(run.exitCode()).isZero();
        assertThat(answer.get("cases").intValue()).isEqualTo(213);
        assertThat(answer.get("differences")).isEmpty();
    }

    @Test
    void vectorsThatDifferAreListed() throws IOException {
        Path altered = Files.writeString(
                directory.resolve("altered.json"),
                Files.readString(VECTORS).replaceFirst("\"expected_summary\":\\s*75", "\"expected_summary\": 76"));

        Run run = analyze("--vectors", altered);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("scorer_vectors, 75/25, summary: expected 76, was 75.0", "213 cases, 1 differences");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --canary          | nowhere      | --canary: 'nowhere' is no file
            --tolerance       | much         | --tolerance: 'much' is not allowed; a share is written 5% or 0.05
            --tolerance       | 100%         | tolerance of 'samples': '1.0' is not allowed
            --alpha           | 2            | alpha: '2.0' is not allowed
            --looks           | -1           | looks: '-1' is not allowed
            --per-look        | 0            | --per-look: '0' is not allowed; it takes 1 or more
            --expected-share  | 100%         | --expected-share: '100%' is not allowed
            --kind            | medians      | samples, rate, series, threshold
            --judge           | oracle       | sequential, independent, window, kayenta
            --direction       | up           | increase, decrease, either
            --vectors         | nowhere      | --vectors: 'nowhere' is no file
            """)
    void badInputIsNamed(String option, String value, String message) throws IOException {
        Path good = latencies("good", 1);

        Run run = analyze("--baseline", good, "--canary", good, option, value);
        if (run.err().contains("should be specified only once")) {
            run = analyze("--baseline", good, option, value);
        }

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            samples | 1;2;three   | line 3: 'three' is not allowed; a line has one value, or 'interval,value', all lines alike
            samples | 1;2,3       | line 2: '2,3' is not allowed
            rate    | 1,2,3;4     | line 2: '4' is not allowed; a line has 'interval,bad,total' or 'bad,total', all lines alike
            series  | {}          | it is no successful answer of Prometheus
            series  | [1,"two"]   | '"two"' is not allowed; an array has numbers, null or "NaN"
            rate    | [1,2]       | and belongs to samples, series and threshold
            series  | {"status"   | it begins like JSON but is none
            """)
    void aFileOfAnotherFormIsNamedWithItsLine(String kind, String content, String message) throws IOException {
        Path bad = Files.writeString(directory.resolve("bad"), content.replace(";", "\n"));

        Run run = analyze("--kind", kind, "--baseline", bad, "--canary", bad);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--canary: ", message);
    }

    @Test
    void aMissingFileIsAskedFor() {
        assertThat(analyze("--kind", "series").err()).contains("--canary: a missing file is not allowed");
    }
}
