package io.jenkins.plugins.promotion.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each source against a server that speaks as its documentation says: questions, values, errors, limits. */
class MetricSourcesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Network network = new Network(new AddressPolicy(true, false, List.of(), List.of()));
    private final HttpExchanges http = new HttpExchanges(network);

    @AfterEach
    void close() throws Exception {
        http.close();
        network.close();
    }

    private Endpoint endpoint(HostileServer server, Credential credential) {
        return new Endpoint(
                http, URI.create(server.url("/base/")), credential, Trust.SYSTEM, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Measured instant(MetricSource source, String query) throws Exception {
        return source.instant(query, NOW, TIME).get(20, TimeUnit.SECONDS);
    }

    private static Measured range(MetricSource source, String query) throws Exception {
        return source.range(query, NOW.minusSeconds(120), NOW, Duration.ofSeconds(60), TIME)
                .get(20, TimeUnit.SECONDS);
    }

    private static void is(Measured measured, double... values) {
        assertThat(measured)
                .isInstanceOfSatisfying(
                        Measured.Values.class,
                        found -> assertThat(found.points().stream().mapToDouble(Point::value))
                                .containsExactly(
                                        java.util.Arrays.stream(values).boxed().toArray(Double[]::new)));
    }

    private static Measured.None none(Measured measured, Fault fault) {
        assertThat(measured).isInstanceOf(Measured.None.class);
        Measured.None none = (Measured.None) measured;
        assertThat(none.fault()).as(none.reason()).isEqualTo(fault);
        assertThat(none.reason()).isNotBlank();
        return none;
    }

    private Measured ask(String type, String body, Function<Endpoint, MetricSource> source) throws Exception {
        try (HostileServer server = HostileServer.saying("200 OK", type, body)) {
            return instant(source.apply(endpoint(server, null)), "q");
        }
    }

    private static String vector(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}";
    }

    @Test
    void prometheusIsAskedAsDocumented() throws Exception {
        String body = vector("[{\"metric\":{\"job\":\"shop\"},\"value\":[1772445600.5,\"0.25\"]}]");
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            Prometheus prometheus = new Prometheus(endpoint(server, Credential.bearer("hush-hush")));
            Measured measured = instant(prometheus, "sum(rate(errors[5m])) & more");
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
            Measured measured = range(new Prometheus(endpoint(server, null)), "q");
            is(measured, 1, 0.3);
            assertThat(((Measured.Values) measured).missing()).isEqualTo(1);
            assertThat(((Measured.Values) measured).warnings()).containsExactly("partial");
            assertThat(server.requests().get(0))
                    .endsWith("query=q&start=1772445480.000&end=1772445600.000&step=60.000&timeout=5000ms");
        }
        is(
                ask(
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
        none(ask("application/json", vector(result), Prometheus::new), fault);
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
            assertThat(none(instant(new Prometheus(endpoint(server, null)), "q"), fault)
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
            assertThat(none(instant(new Prometheus(endpoint(server, null)), "q"), Fault.RATE_LIMITED)
                            .retryAt())
                    .isEqualTo(at);
        }
    }

    @Test
    void whatASourceSaysIsShownWithoutSecretsAndNotAtLength() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> connection.answer(
                "400 No", "application/json", "{\"error\":\"token hush-hush is bad " + "x".repeat(5000) + "\"}"))) {
            String reason =
                    none(instant(new Prometheus(endpoint(server, Credential.bearer("hush-hush"))), "q"), Fault.SOURCE)
                                    .reason()
                            + "";
            assertThat(reason)
                    .contains("token **** is bad")
                    .doesNotContain("hush")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void datadog() throws Exception {
        String body = "{\"status\":\"ok\",\"series\":[{\"metric\":\"errors\",\"pointlist\":"
                + "[[1772445540000,1.5],[1772445570000.0,null],[1772445560000,2.5]]}]}";
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            Datadog datadog = new Datadog(endpoint(server, Datadog.keys("api-key", "app-key")), WINDOW);
            is(instant(datadog, "avg:errors{*}"), 2.5);
            is(range(datadog, "avg:errors{*}"), 1.5, 2.5);
            assertThat(server.requests().get(0))
                    .startsWith("GET /base/api/v1/query?from=1772445300&to=1772445600&query=avg%3Aerrors%7B*%7D ")
                    .contains("DD-API-KEY: api-key", "DD-APPLICATION-KEY: app-key");
        }
        Function<Endpoint, MetricSource> datadog = endpoint -> new Datadog(endpoint, WINDOW);
        none(ask("application/json", "{\"status\":\"ok\",\"series\":[]}", datadog), Fault.NO_DATA);
        none(
                ask("application/json", "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,null]]}]}", datadog),
                Fault.NO_DATA);
        none(ask("application/json", "{\"status\":\"ok\",\"series\":[{},{}]}", datadog), Fault.SEVERAL_SERIES);
        none(ask("application/json", "{\"status\":\"error\",\"error\":\"Rule 'x'\"}", datadog), Fault.SOURCE);
        none(ask("application/json", "{\"status\":\"ok\"}", datadog), Fault.BAD_ANSWER);
        none(
                ask("application/json", "{\"status\":\"ok\",\"series\":[{\"pointlist\":[7]}]}", datadog),
                Fault.BAD_ANSWER);
        try (HostileServer server =
                HostileServer.saying("403 Forbidden", "application/json", "{\"errors\":[\"Forbidden\"]}")) {
            none(instant(datadog.apply(endpoint(server, null)), "q"), Fault.UNAUTHORIZED);
        }
    }

    @Test
    void graphite() throws Exception {
        String body =
                "[{\"target\":\"shop.errors\",\"datapoints\":[[3,1772445540],[null,1772445600],[2.5,1772445570]]}]";
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            Graphite graphite = new Graphite(endpoint(server, Credential.basic("ada", "hush-hush")), WINDOW);
            is(instant(graphite, "sumSeries(shop.*.errors)"), 2.5);
            assertThat(((Measured.Values) range(graphite, "q")).missing()).isEqualTo(1);
            assertThat(server.requests().get(0))
                    .startsWith("GET /base/render?target=sumSeries%28shop.*.errors%29&from=1772445300"
                            + "&until=1772445600&format=json ")
                    .contains("Authorization: Basic ");
        }
        Function<Endpoint, MetricSource> graphite = endpoint -> new Graphite(endpoint, WINDOW);
        none(ask("application/json", "[]", graphite), Fault.NO_DATA);
        none(ask("application/json", "[{\"datapoints\":[[null,1]]}]", graphite), Fault.NO_DATA);
        none(ask("application/json", "[{\"datapoints\":[]},{\"datapoints\":[]}]", graphite), Fault.SEVERAL_SERIES);
        none(ask("application/json", "[{\"datapoints\":[[1e999,1]]}]", graphite), Fault.NOT_A_NUMBER);
        none(ask("application/json", "[{\"datapoints\":[[NaN,1]]}]", graphite), Fault.BAD_ANSWER);
        none(ask("application/json", "{}", graphite), Fault.BAD_ANSWER);
        none(ask("text/html", "<h1>Graphite encountered an unexpected error</h1>", graphite), Fault.CONTENT_TYPE);
    }

    @Test
    void influxDb() throws Exception {
        String body = "#datatype,string,long,dateTime:RFC3339,double\r\n#group,false,false,false,false\r\n"
                + "#default,_result,,,\r\n,result,table,_time,_value\r\n,,0,2026-03-02T09:58:00Z,1.5\r\n"
                + ",,0,2026-03-02T09:59:00Z,\r\n,,0,2026-03-02T09:59:30Z,2.5\r\n\r\n";
        try (HostileServer server = HostileServer.saying("200 OK", "text/csv; charset=utf-8", body)) {
            InfluxDb influx = new InfluxDb(endpoint(server, InfluxDb.token("hush-hush")), "my org", WINDOW);
            is(instant(influx, "from(bucket: \"b\") |> range(start: v.timeRangeStart)"), 2.5);
            is(range(influx, "q"), 1.5, 2.5);
            assertThat(server.requests().get(0))
                    .startsWith("POST /base/api/v2/query?org=my%20org ")
                    .contains("Authorization: Token hush-hush", "application/vnd.flux", "Accept: application/csv")
                    .endsWith("option v = {timeRangeStart: 2026-03-02T09:55:00Z, timeRangeStop: 2026-03-02T10:00:00Z,"
                            + " windowPeriod: 300000ms}\nfrom(bucket: \"b\") |> range(start: v.timeRangeStart)");
        }
        Function<Endpoint, MetricSource> influx = endpoint -> new InfluxDb(endpoint, "o", WINDOW);
        is(ask("text/csv", ",result,table,_value\n,,0,\"7\"\n", influx), 7);
        none(ask("text/csv", "\r\n", influx), Fault.NO_DATA);
        none(ask("text/csv", "", influx), Fault.NO_DATA);
        none(ask("text/csv", ",result,table,_value\n,,0,1\n,,1,2\n", influx), Fault.SEVERAL_SERIES);
        none(
                ask("text/csv", ",result,table,_value\n,,0,1\n\n,result,table,_value\n,,0,2\n", influx),
                Fault.SEVERAL_SERIES);
        none(ask("text/csv", ",result,table,_value\n,,0,NaN\n", influx), Fault.NOT_A_NUMBER);
        none(ask("text/csv", ",result,table,_value\n,,0,+Inf\n", influx), Fault.NOT_A_NUMBER);
        none(ask("text/csv", ",result,table,other\n,,0,1\n", influx), Fault.BAD_ANSWER);
        none(ask("text/csv", ",result,table,_value\n,,0,text\n", influx), Fault.BAD_ANSWER);
        none(ask("text/csv", ",result,table,_time,_value\n,,0,now,1\n", influx), Fault.BAD_ANSWER);
        assertThat(none(
                                ask(
                                        "text/csv",
                                        "#datatype,string,long\n,error,reference\n,\"it said \"\"no\"\"\",897\n",
                                        influx),
                                Fault.SOURCE)
                        .reason())
                .contains("it said \"no\"");
        try (HostileServer server = HostileServer.saying(
                "400 No", "application/json", "{\"code\":\"invalid\",\"message\":\"compilation failed\"}")) {
            assertThat(none(instant(influx.apply(endpoint(server, null)), "q"), Fault.SOURCE)
                            .reason())
                    .contains("compilation failed");
        }
    }

    private static String nerd(String results) {
        return "{\"data\":{\"actor\":{\"account\":{\"nrql\":{\"results\":" + results + "}}}}}";
    }

    @Test
    void newRelic() throws Exception {
        try (HostileServer server =
                HostileServer.saying("200 OK", "application/json", nerd("[{\"average.duration\":0.25}]"))) {
            NewRelic source = new NewRelic(endpoint(server, NewRelic.key("hush-hush")), 42, WINDOW);
            is(instant(source, "SELECT average(duration) FROM Transaction WHERE name = 'a\"b'"), 0.25);
            assertThat(server.requests().get(0))
                    .startsWith("POST /base/graphql ")
                    .contains("API-Key: hush-hush", "\"account\":42")
                    .contains("WHERE name = 'a\\\"b' SINCE 1772445300000 UNTIL 1772445600000\"");
        }
        try (HostileServer server = HostileServer.saying(
                "200 OK",
                "application/json",
                nerd("[{\"beginTimeSeconds\":1,\"endTimeSeconds\":61,\"count\":3},"
                        + "{\"beginTimeSeconds\":61,\"endTimeSeconds\":121,\"count\":4}]"))) {
            is(range(new NewRelic(endpoint(server, null), 42, WINDOW), "SELECT count(*) FROM Transaction"), 3, 4);
            assertThat(server.requests().get(0)).contains("TIMESERIES 60 seconds");
        }
        Function<Endpoint, MetricSource> source = endpoint -> new NewRelic(endpoint, 42, WINDOW);
        is(ask("application/json", nerd("[{\"percentile.duration\":{\"95\":1.5}}]"), source), 1.5);
        none(ask("application/json", nerd("[]"), source), Fault.NO_DATA);
        none(ask("application/json", nerd("[{\"average.duration\":null}]"), source), Fault.NO_DATA);
        none(
                ask("application/json", nerd("[{\"facet\":\"a\",\"count\":1},{\"facet\":\"b\",\"count\":1}]"), source),
                Fault.SEVERAL_SERIES);
        none(ask("application/json", nerd("[{\"facet\":\"a\",\"count\":1}]"), source), Fault.SEVERAL_SERIES);
        none(ask("application/json", nerd("[{\"a\":1,\"b\":2}]"), source), Fault.SEVERAL_SERIES);
        none(ask("application/json", nerd("[{\"latest.name\":\"x\"}]"), source), Fault.BAD_ANSWER);
        none(ask("application/json", nerd("null"), source), Fault.BAD_ANSWER);
        assertThat(none(
                                ask("application/json", "{\"errors\":[{\"message\":\"NRQL Syntax Error\"}]}", source),
                                Fault.SOURCE)
                        .reason())
                .contains("NRQL Syntax Error");
    }

    @Test
    void anythingThatAnswersWithJson() throws Exception {
        String body =
                "{\"rows\":[{\"t\":1772445540,\"v\":\"3\"},{\"t\":1772445600000,\"v\":2.5}],\"now\":{\"errors\":7}}";
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            JsonSource one = new JsonSource(
                    endpoint(server, null), "/stats?q={query}&at={to}", new JsonQuery("$.now.errors"), null, WINDOW);
            is(instant(one, "a b&c"), 7);
            assertThat(server.requests().get(0)).startsWith("GET /base/stats?q=a%20b%26c&at=1772445600 ");
            JsonSource many = new JsonSource(
                    endpoint(server, null),
                    "/s?from={from}&step={step}",
                    new JsonQuery("$.rows[*].v"),
                    new JsonQuery("$.rows[*].t"),
                    WINDOW);
            is(range(many, "q"), 3, 2.5);
            is(instant(many, "q"), 2.5);
            none(
                    instant(
                            new JsonSource(endpoint(server, null), "/s", new JsonQuery("$.rows[*].v"), null, WINDOW),
                            "q"),
                    Fault.SEVERAL_SERIES);
            none(
                    instant(new JsonSource(endpoint(server, null), "/s", new JsonQuery("$.none"), null, WINDOW), "q"),
                    Fault.NO_DATA);
            none(
                    instant(new JsonSource(endpoint(server, null), "/s", new JsonQuery("$.now"), null, WINDOW), "q"),
                    Fault.BAD_ANSWER);
            none(
                    instant(
                            new JsonSource(
                                    endpoint(server, null),
                                    "/s",
                                    new JsonQuery("$.rows[*].v"),
                                    new JsonQuery("$.rows[0].t"),
                                    WINDOW),
                            "q"),
                    Fault.BAD_ANSWER);
            assertThatThrownBy(
                            () -> new JsonSource(endpoint(server, null), "stats", new JsonQuery("$.a"), null, WINDOW))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageStartingWith("template: 'stats'");
        }
    }
}
