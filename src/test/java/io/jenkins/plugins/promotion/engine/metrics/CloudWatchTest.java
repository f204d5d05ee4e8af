package io.jenkins.plugins.promotion.engine.metrics;

import static io.jenkins.plugins.promotion.engine.metrics.SourceClient.is;
import static io.jenkins.plugins.promotion.engine.metrics.SourceClient.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GetMetricData against a server that speaks as documented and computes the signature again. */
class CloudWatchTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:42Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final String SQL = "SELECT AVG(CPUUtilization) FROM \"AWS/EC2\"";

    private final SourceClient client = new SourceClient(NOW);

    @AfterEach
    void close() throws Exception {
        client.close();
    }

    private CloudWatch source(HostileServer server, String key, String secret, Clock clock) {
        return new CloudWatch(
                client.endpoint(server.url(""), CloudWatch.key(key, secret, CloudWatchServer.REGION, clock), clock),
                Duration.ofMinutes(10));
    }

    private CloudWatch source(HostileServer server) {
        return source(server, CloudWatchServer.KEY, CloudWatchServer.SECRET, CLOCK);
    }

    private Measured ask(String results) throws Exception {
        try (HostileServer server = CloudWatchServer.saying(CLOCK, "{\"MetricDataResults\":" + results + "}")) {
            return client.instant(source(server), SQL);
        }
    }

    private static JsonNode body(String request) {
        return JsonBody.read(request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void oneValueIsTheLastOfThePeriodsThatAreOver() throws Exception {
        try (HostileServer server = CloudWatchServer.saying(
                CLOCK,
                "{\"MetricDataResults\":[{\"Id\":\"value\",\"Label\":\"CPU\",\"Timestamps\":"
                        + "[1772445480,1772445540.0],\"Values\":[1.5,2.5],\"StatusCode\":\"Complete\"}],\"Messages\":[]}")) {
            Measured measured = client.instant(source(server), SQL);
            is(measured, 2.5);
            assertThat(((Measured.Values) measured).last().at()).isEqualTo(Instant.parse("2026-03-02T09:59:00Z"));
            assertThat(server.requests().get(0))
                    .startsWith("POST / HTTP/1.1\r\n")
                    .contains("X-Amz-Target: GraniteServiceVersion20100801.GetMetricData")
                    .contains("Content-Type: application/x-amz-json-1.0\r\n")
                    .doesNotContain(CloudWatchServer.SECRET);
            JsonNode asked = body(server.requests().get(0));
            assertThat(Instant.ofEpochSecond(asked.path("StartTime").asLong())).isEqualTo("2026-03-02T09:50:00Z");
            assertThat(Instant.ofEpochSecond(asked.path("EndTime").asLong())).isEqualTo("2026-03-02T10:00:00Z");
            assertThat(asked.path("MetricDataQueries"))
                    .hasToString(
                            "[{\"Id\":\"value\",\"Expression\":\"SELECT AVG(CPUUtilization) FROM \\\"AWS/EC2\\\"\","
                                    + "\"Period\":60}]");
        }
    }

    @Test
    void aRangeHasPeriodsOfWholeMinutes() throws Exception {
        try (HostileServer server = CloudWatchServer.saying(
                CLOCK,
                "{\"MetricDataResults\":[{\"Timestamps\":[1772445480,1772445360],\"Values\":[2,1],"
                        + "\"StatusCode\":\"Complete\"}]}")) {
            is(
                    source(server)
                            .range(SQL, NOW.minusSeconds(600), NOW, Duration.ofSeconds(90), TIME)
                            .get(20, TimeUnit.SECONDS),
                    1,
                    2);
            JsonNode asked = body(server.requests().get(0));
            assertThat(asked.at("/MetricDataQueries/0/Period").asInt()).isEqualTo(120);
            assertThat(Instant.ofEpochSecond(asked.path("StartTime").asLong())).isEqualTo("2026-03-02T09:50:00Z");
            assertThat(Instant.ofEpochSecond(asked.path("EndTime").asLong())).isEqualTo("2026-03-02T10:00:00Z");
        }
    }

    @Test
    void mathNamesItsMetricsInAList() throws Exception {
        String list = " [{\"Id\":\"rate\",\"Expression\":\"errors / requests\"},"
                + "{\"Id\":\"errors\",\"ReturnData\":false,\"MetricStat\":{\"Metric\":{\"MetricName\":\"e\"},\"Stat\":\"Sum\"}},"
                + "{\"Id\":\"requests\",\"ReturnData\":false,\"MetricStat\":{\"Metric\":{\"MetricName\":\"r\"},"
                + "\"Stat\":\"Sum\",\"Period\":300}}]";
        try (HostileServer server = CloudWatchServer.saying(
                CLOCK, "{\"MetricDataResults\":[{\"Timestamps\":[1772445480],\"Values\":[0.25]}]}")) {
            is(client.instant(source(server), list), 0.25);
            JsonNode queries = body(server.requests().get(0)).path("MetricDataQueries");
            assertThat(queries.at("/0/Period").asInt()).isEqualTo(60);
            assertThat(queries.at("/1/MetricStat/Period").asInt()).isEqualTo(60);
            assertThat(queries.at("/2/MetricStat/Period").asInt()).isEqualTo(300);
            assertThat(queries.at("/1/Period").isMissingNode()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [                                                                    | no JSON
            []                                                                   | 0 of its parts return data
            [1]                                                                  | takes an Id
            [{"Expression":"1"}]                                                 | takes an Id
            [{"Id":"a"}]                                                         | either an Expression or a MetricStat
            [{"Id":"a","Expression":"1","MetricStat":{}}]                        | either an Expression or a MetricStat
            [{"Id":"a","Expression":"1"},{"Id":"b","Expression":"2"}]            | 2 of its parts return data
            [{"Id":"a","Expression":"1","ReturnData":false}]                     | 0 of its parts return data
            """)
    void aListThatCouldNotBeAskedIsNotSent(String query, String reason) throws Exception {
        try (HostileServer server = CloudWatchServer.saying(CLOCK, "{}")) {
            assertThat(none(client.instant(source(server), query), Fault.SETUP).reason())
                    .contains(reason);
            assertThat(server.requests()).isEmpty();
        }
    }

    private static String page(String status, String times, String values, String token) {
        return "{\"MetricDataResults\":[{\"Id\":\"value\",\"Label\":\"l\",\"Timestamps\":" + times + ",\"Values\":"
                + values + ",\"StatusCode\":\"" + status + "\"}]"
                + (token == null ? "" : ",\"NextToken\":\"" + token + "\"") + "}";
    }

    @Test
    void allPagesOfAnAnswerAreRead() throws Exception {
        try (HostileServer server = CloudWatchServer.start(CLOCK, (request, connection) -> {
            String token = body(request).path("NextToken").asText();
            connection.answer(
                    "200 OK",
                    "application/x-amz-json-1.0",
                    switch (token) {
                        case "" -> page("PartialData", "[1772445360]", "[1]", "two");
                        case "two" -> "{\"MetricDataResults\":[],\"NextToken\":\"three\"}";
                        default -> page("Complete", "[1772445420]", "[2]", null);
                    });
        })) {
            Measured measured = source(server)
                    .range(SQL, NOW.minusSeconds(600), NOW, Duration.ofSeconds(60), TIME)
                    .get(20, TimeUnit.SECONDS);
            is(measured, 1, 2);
            assertThat(server.requests()).hasSize(3);
            assertThat(measured.bytes()).isGreaterThan(300);
        }
    }

    @Test
    void pagesWithoutEndAreABoundedFault() throws Exception {
        try (HostileServer server =
                CloudWatchServer.saying(CLOCK, page("PartialData", "[1772445360]", "[1]", "same"))) {
            assertThat(none(client.instant(source(server), SQL), Fault.LARGE_BODY)
                            .reason())
                    .isEqualTo("The answer has more than 20 pages.");
            assertThat(server.requests()).hasSize(CloudWatch.MOST_PAGES);
        }
        String large = page("PartialData", "[1772445360]", "[1]", "x".repeat(400_000));
        try (HostileServer server = CloudWatchServer.saying(CLOCK, large)) {
            none(client.instant(source(server), SQL), Fault.LARGE_BODY);
            assertThat(server.requests()).hasSizeLessThan(5);
        }
        try (HostileServer server = CloudWatchServer.start(CLOCK, (request, connection) -> {
            if (body(request).has("NextToken")) {
                connection.untilHungUp();
            }
            connection.answer(
                    "200 OK", "application/x-amz-json-1.0", page("PartialData", "[1772445360]", "[1]", "more"));
        })) {
            none(source(server).instant(SQL, NOW, Duration.ofSeconds(1)).get(20, TimeUnit.SECONDS), Fault.TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                           | NO_DATA
            [{"Timestamps":[],"Values":[],"StatusCode":"Complete"}]                      | NO_DATA
            [{"Timestamps":[1],"Values":["NaN"]}]                                        | NOT_A_NUMBER
            [{"Timestamps":[1],"Values":["Infinity"]}]                                   | NOT_A_NUMBER
            [{"Timestamps":[1],"Values":[1]},{"Timestamps":[1],"Values":[1]}]            | SEVERAL_SERIES
            [{"Id":"value","Label":"a","Values":[]},{"Id":"value","Label":"b"}]          | SEVERAL_SERIES
            [{"Timestamps":[1],"Values":[1],"StatusCode":"PartialData"}]                 | SOURCE
            [{"Timestamps":[],"Values":[],"StatusCode":"InternalError"}]                 | SOURCE
            [{"Timestamps":[],"Values":[],"StatusCode":"Forbidden"}]                     | UNAUTHORIZED
            [{"Timestamps":[1,2],"Values":[1]}]                                          | BAD_ANSWER
            [{"Timestamps":["now"],"Values":[1]}]                                        | BAD_ANSWER
            [{"Timestamps":[1],"Values":[null]}]                                         | BAD_ANSWER
            [{"Timestamps":[1],"Values":["one"]}]                                        | BAD_ANSWER
            {}                                                                           | BAD_ANSWER
            """)
    void whatItMayAnswerInstead(String results, Fault fault) throws Exception {
        none(ask(results), fault);
    }

    @Test
    void whatItSaysOfItsDataIsPassedOn() throws Exception {
        String answer = "{\"MetricDataResults\":[{\"Timestamps\":[1],\"Values\":[1],\"StatusCode\":\"%s\",\"Messages\":"
                + "[{\"Code\":\"ArithmeticError\",\"Value\":\"one was zero\"}]}],"
                + "\"Messages\":[{\"Code\":\"MaxMetricsExceeded\",\"Value\":\"of 600 only 500\"}]}";
        try (HostileServer server = CloudWatchServer.saying(CLOCK, answer.formatted("Complete"))) {
            assertThat(((Measured.Values) client.instant(source(server), SQL)).warnings())
                    .containsExactly("MaxMetricsExceeded: of 600 only 500", "ArithmeticError: one was zero");
        }
        try (HostileServer server = CloudWatchServer.saying(CLOCK, answer.formatted("PartialData"))) {
            assertThat(none(client.instant(source(server), SQL), Fault.SOURCE).reason())
                    .isEqualTo(
                            "The source has read only a part of the data. It says: MaxMetricsExceeded: of 600 only 500;"
                                    + " ArithmeticError: one was zero");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | ThrottlingException   | Rate exceeded          | RATE_LIMITED
            400 | Throttling            | Rate exceeded          | RATE_LIMITED
            400 | LimitExceeded         | too many               | RATE_LIMITED
            429 | Anything              | slow                   | RATE_LIMITED
            400 | RequestExpired        | Request has expired    | CLOCKS_APART
            403 | SignatureDoesNotMatch | Signature expired: a   | CLOCKS_APART
            403 | SignatureDoesNotMatch | does not match         | UNAUTHORIZED
            403 | AccessDenied          | no GetMetricData       | UNAUTHORIZED
            400 | InvalidClientTokenId  | invalid                | UNAUTHORIZED
            400 | ValidationError       | Error in expression    | SOURCE
            400 | InvalidNextToken      | none                   | SOURCE
            500 | InternalServiceFault  | oh                     | SOURCE
            """)
    void errorsHaveNames(int status, String name, String message, Fault fault) throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> {
            String body = CloudWatchServer.error(name, message);
            connection.say(
                    "HTTP/1.1 " + status + " No\r\nRetry-After: 90\r\nContent-Type: application/x-amz-json-1.0\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        })) {
            Measured.None none = none(client.instant(source(server), SQL), fault);
            assertThat(none.retryAt()).isEqualTo(fault == Fault.RATE_LIMITED ? NOW.plusSeconds(90) : null);
            assertThat(none.reason()).contains(status == 429 ? "429" : name);
        }
    }

    @Test
    void aWrongKeyIsRefused() throws Exception {
        try (HostileServer server = CloudWatchServer.saying(CLOCK, "{}")) {
            assertThat(none(
                                    client.instant(source(server, "AKIDOTHER", CloudWatchServer.SECRET, CLOCK), SQL),
                                    Fault.UNAUTHORIZED)
                            .reason())
                    .contains("UnrecognizedClientException");
            assertThat(none(
                                    client.instant(source(server, CloudWatchServer.KEY, "other", CLOCK), SQL),
                                    Fault.UNAUTHORIZED)
                            .reason())
                    .isEqualTo(
                            "The source does not take the credentials. InvalidSignatureException: the secret is wrong.");
        }
    }

    @ParameterizedTest
    @CsvSource({"-16, expired", "16, not yet current"})
    void clocksThatAreTooFarApartAreNamed(int minutes, String how) throws Exception {
        try (HostileServer server = CloudWatchServer.saying(CLOCK, "{}")) {
            Clock wrong = Clock.offset(CLOCK, Duration.ofMinutes(minutes));
            assertThat(none(
                                    client.instant(
                                            source(server, CloudWatchServer.KEY, CloudWatchServer.SECRET, wrong), SQL),
                                    Fault.CLOCKS_APART)
                            .reason())
                    .startsWith("The clock here is too far from that of the source")
                    .contains(how);
        }
    }

    @Test
    void regionsHaveAddresses() {
        assertThat(CloudWatch.address("eu-central-1")).hasToString("https://monitoring.eu-central-1.amazonaws.com");
        assertThat(CloudWatch.address("us-gov-west-1")).hasHost("monitoring.us-gov-west-1.amazonaws.com");
        assertThat(CloudWatch.address("cn-north-1")).hasHost("monitoring.cn-north-1.amazonaws.com.cn");
        for (String bad : new String[] {null, "", "Frankfurt", "eu-central-1.evil.example/", "eu central 1"}) {
            assertThatThrownBy(() -> CloudWatch.address(bad))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("region");
        }
    }
}
