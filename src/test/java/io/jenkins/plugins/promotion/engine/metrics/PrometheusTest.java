package io.jenkins.plugins.promotion.engine.metrics;

import static io.jenkins.plugins.promotion.engine.metrics.SourceClient.is;
import static io.jenkins.plugins.promotion.engine.metrics.SourceClient.none;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus, and what every source does about errors, limits and secrets, against a server that speaks as documented. */
class PrometheusTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private final SourceClient client = new SourceClient(NOW);

    @AfterEach
    void close() throws Exception {
        client.close();
    }

    private static String vector(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}";
    }

    @Test
    void prometheusIsAskedAsDocumented() throws Exception {
        String body = vector("[{\"metric\":{\"job\":\"shop\"},\"value\":[1772445600.5,\"0.25\"]}]");
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            Prometheus prometheus = new Prometheus(client.endpoint(server, Credential.bearer("hush-hush")));
            Measured measured = client.instant(prometheus, "sum(rate(errors[5m])) & more");
            is(measured, 0.25);
            assertThat(((Measured.Values) measured).last().at()).isEqualTo(NOW.plusMillis(500));
            assertThat(server.requests().get(0))
                    .startsWith("POST /base/api/v1/query HTTP/1.1\r\n")
                    .contains("Authorization: Bearer hush-hush")
                    .endsWith(
                            "query=sum%28rate%28errors%5B5m%5D%29%29%20%26%20more&time=1772445600.000&timeout=5000ms");
        }
        String matrix =
                "{\"status\":\"success\",\"warnings\":[\"partial\"],\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + "{\"metric\":{},\"values\":[[1,\"1\"],[2,\"NaN\"],[3,\"3e-1\"]]}]}}";
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", matrix)) {
            Measured measured = client.range(new Prometheus(client.endpoint(server, null)), "q");
            is(measured, 1, 0.3);
            assertThat(((Measured.Values) measured).missing()).isEqualTo(1);
            assertThat(((Measured.Values) measured).warnings()).containsExactly("partial");
            assertThat(server.requests().get(0))
                    .endsWith("query=q&start=1772445480.000&end=1772445600.000&step=60.000&timeout=5000ms");
        }
        is(
                client.ask(
                        "application/json; charset=utf-8",
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"7\"]}}",
                        Prometheus::new),
                7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                   | NO_DATA
            [{"value":[1,"NaN"]}]                                | NOT_A_NUMBER
            [{"value":[1,"+Inf"]}]                               | NOT_A_NUMBER
            [{"value":[1,"-Inf"]}]                               | NOT_A_NUMBER
            [{"value":[1,"1"]},{"value":[1,"2"]}]                | SEVERAL_SERIES
            [{"value":[1,1]}]                                    | BAD_ANSWER
            [{"value":["now","1"]}]                              | BAD_ANSWER
            [{"value":[1e300,"1"]}]                              | BAD_ANSWER
            [{"value":[1,"one"]}]                                | BAD_ANSWER
            [{"value":[1]}]                                      | BAD_ANSWER
            [{}]                                                 | BAD_ANSWER
            {}                                                   | BAD_ANSWER
            null                                                 | BAD_ANSWER
            """)
    void whatPrometheusMayAnswerInstead(String result, Fault fault) throws Exception {
        none(client.ask("application/json", vector(result), Prometheus::new), fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 Bad Request | application/json | {"status":"error","errorType":"bad_data","error":"parse error"} | SOURCE       | parse error
            422 No          | application/json | {"status":"error","error":"too many samples"}                  | SOURCE       | too many samples
            200 OK          | application/json | {"status":"error","error":"odd"}                               | SOURCE       | odd
            503 No          | text/plain       | sorry                                                          | SOURCE       | status 503
            401 No          | text/plain       | no                                                             | UNAUTHORIZED | there are none
            429 Slow        | text/plain       | slow                                                           | RATE_LIMITED | left alone
            200 OK          | text/html        | <html>Sign in</html>                                           | CONTENT_TYPE | '''text/html'' instead of application/json'
            200 OK          | application/json | {"status":"success"                                            | BAD_ANSWER   | no JSON
            200 OK          | application/json | {"status":"success","data":{"resultType":"string","result":[1,"x"]}} | BAD_ANSWER | neither vector
            """)
    void errorsOfASource(String status, String type, String body, Fault fault, String reason) throws Exception {
        try (HostileServer server = HostileServer.saying(status, type, body)) {
            assertThat(none(client.instant(new Prometheus(client.endpoint(server, null)), "q"), fault)
                            .reason())
                    .contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            429 | Retry-After: 90                               | 2026-03-02T10:01:30Z
            429 | Retry-After: Mon, 02 Mar 2026 10:02:00 GMT    | 2026-03-02T10:02:00Z
            503 | Retry-After: 5                                | 2026-03-02T10:00:05Z
            429 | X-RateLimit-Reset: 30                         | 2026-03-02T10:00:30Z
            429 | Retry-After: 99999999                         | 2026-03-02T11:00:00Z
            429 | Retry-After: never                            | -
            """)
    void aLimitedSourceSaysWhenToTryAgain(int status, String header, Instant at) throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) ->
                connection.say("HTTP/1.1 " + status + " No\r\n" + header + "\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(none(client.instant(new Prometheus(client.endpoint(server, null)), "q"), Fault.RATE_LIMITED)
                            .retryAt())
                    .isEqualTo(at);
        }
    }

    @Test
    void whatASourceSaysIsShownWithoutSecretsAndNotAtLength() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> connection.answer(
                "400 No", "application/json", "{\"error\":\"token hush-hush is bad " + "x".repeat(5000) + "\"}"))) {
            String reason = none(
                                    client.instant(
                                            new Prometheus(client.endpoint(server, Credential.bearer("hush-hush"))),
                                            "q"),
                                    Fault.SOURCE)
                            .reason()
                    + "";
            assertThat(reason)
                    .contains("token **** is bad")
                    .doesNotContain("hush")
                    .hasSizeLessThan(400);
        }
    }
}
