package io.jenkins.plugins.promotion.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatePlanTest {
    private static final Check DATABASE = TcpCheck.parse("db:5432");

    @Test
    void hasTheDefaultsOfTheDesign() {
        GatePlan plan = GatePlan.of(DATABASE);
        assertThat(plan.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.successThreshold()).isEqualTo(3);
        assertThat(plan.failureThreshold()).isZero();
        assertThat(plan.initialDelay()).isZero();
        assertThat(plan.soak()).isZero();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            soon | -   | - | - | -  | -    | - | interval: 'soon' is not allowed; a duration is written
            0s   | -   | - | - | -  | -    | - | interval: '0s' is not allowed; it takes 1s or more
            2d   | 9d  | - | - | -  | -    | - | interval: '2d' is not allowed; it takes more than nothing to 1d
            -    | 0s  | 1 | - | -  | -    | - | timeout: '0s' is not allowed
            -    | 31d | - | - | -  | -    | - | timeout: '31d' is not allowed; it takes more than nothing to 30d
            -    | 20s | - | - | -  | -    | - | timeout: '20s' is not allowed; it must be longer than 2 times the interval of 10s
            -    | -   | 0 | - | -  | -    | - | successThreshold: '0' is not allowed; it takes 1 to 1000
            -    | -   | - | -1| -  | -    | - | failureThreshold: '-1' is not allowed; it takes 0 to 1000
            -    | -   | - | - | x  | -    | - | initialDelay: 'x' is not allowed
            -    | -   | - | - | -  | 40d  | - | soak: '40d' is not allowed; it takes 0s to 30d
            -    | -   | - | - | -  | -    | -1| errorLimit: '-1' is not allowed; it takes 0 to 1000
            """)
    void refusesNamingFieldValueAndWhatIsAllowed(
            String interval,
            String timeout,
            Integer successes,
            Integer failures,
            String delay,
            String soak,
            Integer errors,
            String message) {
        GateWords words = new GateWords(interval, timeout, successes, failures, delay, soak, errors);
        assertThatThrownBy(() -> words.plan(List.of(DATABASE), null))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesNoChecksTooManyAndTwoOfOneName() {
        assertThatThrownBy(GatePlan::of).hasMessageStartingWith("checks: '0 checks'");
        assertThatThrownBy(() -> GatePlan.of(Collections.nCopies(51, DATABASE).toArray(Check[]::new)))
                .hasMessageStartingWith("checks: '51 checks'");
        assertThatThrownBy(() -> GatePlan.of(DATABASE, DATABASE))
                .hasMessage("checks: 'db:5432' is not allowed; every check has a name of its own");
    }

    @Test
    void aPlanIsReadBackAsItWasWritten() {
        GatePlan plan = new GateWords("30s", "1h", 2, 3, "10s", "30m", 7)
                .plan(
                        List.of(
                                DATABASE,
                                new BlockCheck("smoke"),
                                new MetricCheck(null, "prom", "up", Threshold.parse("1", "5", "0.5..7", "10%"), null),
                                new HttpCheck(
                                        "shop",
                                        "https://shop.example/",
                                        "post",
                                        new StatusSet("200-299,304"),
                                        "ok",
                                        new JsonQuery("$.status"),
                                        "UP",
                                        Duration.ofMillis(800),
                                        Map.of("X-Probe", "1"),
                                        "shop-token",
                                        null,
                                        2,
                                        Duration.ofSeconds(3))),
                        Instant.parse("2026-03-02T10:00:00Z"));
        String json = GateCodec.write(plan);
        assertThat(json).contains("\"credentialsId\":\"shop-token\"").contains("\"status\":\"200-299,304\"");
        assertThat(GateCodec.readPlan(json)).isEqualTo(plan);
        assertThatThrownBy(() -> GateCodec.readPlan(json.replace("200-299,304", "2xx")))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> GateCodec.readState("{}")).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200-299, 200, true",
        "200-299, 299, true",
        "200-299, 300, false",
        "'200-204, 304', 304, true",
        "'200-204, 304', 205, false",
        "503, 503, true"
    })
    void statuses(String set, int status, boolean contained) {
        assertThat(new StatusSet(set).contains(status)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2xx", "200-", "299-200", "99", "600", "200,,201", "200;201"})
    void whatIsNoStatus(String set) {
        assertThatThrownBy(() -> new StatusSet(set)).hasMessageStartingWith("status: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "db:", "db:0", "db:65536", ":80", "a b:80", "http://db:80", "[::1]", "[x]:80"})
    void whatIsNoPort(String address) {
        assertThatThrownBy(() -> TcpCheck.parse(address)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void addressesOfVersionSix() {
        assertThat(TcpCheck.parse("[::1]:5432").host()).isEqualTo("::1");
        assertThat(TcpCheck.parse("[::1]:5432").name()).isEqualTo("[::1]:5432");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            ftp://shop/           | -    | -        | -   | -             | url: 'ftp://shop/' is not allowed; it takes an http or https URL
            shop/healthz          | -    | -        | -   | -             | url: 'shop/healthz'
            http://me:pw@shop/    | -    | -        | -   | -             | url: 'a URL with user or password' is not allowed
            http://shop/          | PATCH| -        | -   | -             | method: 'PATCH' is not allowed
            http://shop/          | HEAD | ok       | -   | -             | method: 'HEAD' is not allowed
            http://shop/          | -    | -        | 21  | -             | redirects: '21' is not allowed; it takes 0 to 20
            http://shop/          | -    | -        | -   | Authorization | headers: 'Authorization' is not allowed; secrets are given by credentialsId
            http://shop/          | -    | -        | -   | bad header    | headers: 'bad header' is not allowed
            """)
    void refusesPages(String url, String method, String body, Integer redirects, String header, String message) {
        Map<String, String> headers = header == null ? null : Map.of(header, "x");
        assertThatThrownBy(() -> new HttpCheck(
                        null, url, method, null, body, null, null, null, headers, null, null, redirects, null))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("pw@");
    }

    @Test
    void headersCannotSmuggleLines() {
        assertThatThrownBy(() -> new HttpCheck(
                        null,
                        "http://shop/",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of("X", "a\r\nHost: b"),
                        null,
                        null,
                        null,
                        null))
                .hasMessageStartingWith("headers: 'X'");
        assertThat(new HttpCheck(
                        null,
                        "http://shop/",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of("X", "hush"),
                        null,
                        null,
                        null,
                        null))
                .hasToString("HttpCheck[http://shop/, 200-299, headers [X]]");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            1,    -,    -,        -,   1.1, -,   true
            1,    -,    -,        -,   1,   -,   false
            -,    0.01, -,        -,   0,   -,   true
            -,    0.01, -,        -,   0.01,-,   false
            -,    -,    0.9..1.1, -,   0.9, -,   true
            -,    -,    0.9..1.1, -,   1.11,-,   false
            -,    -,    -5..-1,   -,   -3,  -,   true
            -,    -,    -,        10%, 110, 100, true
            -,    -,    -,        10%, 110.01, 100, false
            -,    -,    -,        0%,  0,   0,   true
            -,    -,    -,        10%, 0.1, 0,   false
            -,    -,    -,        10%, -9,  -10, true
            -,    -,    -,        10%, -8.9,-10, false
            -,    1e3,  -,        50%, 999, 100, false
            """)
    void thresholds(
            String above, String below, String within, String maxIncrease, double value, Double before, boolean well) {
        String violation = Threshold.parse(above, below, within, maxIncrease).violation(value, before);
        assertThat(violation == null).as(violation).isEqualTo(well);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -   | - | -       | -    | threshold: a missing value is not allowed; a metric needs above, below, within or maxIncrease
            one | - | -       | -    | above: 'one' is not allowed; it takes a number
            NaN | - | -       | -    | above: 'NaN'
            5   | 5 | -       | -    | above: '5.0' is not allowed; it must be less than below
            -   | - | 1-2     | -    | within: '1-2' is not allowed; it takes two numbers
            -   | - | 2..1    | -    | within: '2..1' is not allowed
            -   | - | -       | 10   | maxIncrease: '10' is not allowed; it takes a percentage
            -   | - | -       | -5%  | maxIncrease: '-5%'
            -   | 1e999 | -   | -    | threshold: 'no finite number'
            """)
    void refusesThresholds(String above, String below, String within, String maxIncrease, String message) {
        assertThatThrownBy(() -> Threshold.parse(above, below, within, maxIncrease))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "$.[", "$..a..b", "$[?(@.a =~ /(x+)+y/)]", ""})
    void refusesJsonPaths(String path) {
        assertThatThrownBy(() -> new JsonQuery(path)).hasMessageStartingWith("jsonPath: ");
    }
}
