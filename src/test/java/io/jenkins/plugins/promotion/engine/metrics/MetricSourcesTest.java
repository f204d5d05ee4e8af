package io.jenkins.plugins.promotion.engine.metrics;

import static io.jenkins.plugins.promotion.engine.metrics.SourceClient.is;
import static io.jenkins.plugins.promotion.engine.metrics.SourceClient.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The other sources, each against a server that speaks as its documentation says: questions, values, errors. */
class MetricSourcesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private final SourceClient client = new SourceClient(NOW);

    @AfterEach
    void close() throws Exception {
        client.close();
    }

    @Test
    void datadog() throws Exception {
        String body = "{\"status\":\"ok\",\"series\":[{\"metric\":\"errors\",\"pointlist\":"
                + "[[1772445540000,1.5],[1772445570000.0,null],[1772445560000,2.5]]}]}";
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            Datadog datadog = new Datadog(client.endpoint(server, Datadog.keys("api-key", "app-key")), WINDOW);
            is(client.instant(datadog, "avg:errors{*}"), 2.5);
            is(client.range(datadog, "avg:errors{*}"), 1.5, 2.5);
            assertThat(server.requests().get(0))
                    .startsWith("GET /base/api/v1/query?from=1772445300&to=1772445600&query=avg%3Aerrors%7B*%7D ")
                    .contains("DD-API-KEY: api-key", "DD-APPLICATION-KEY: app-key");
        }
        Function<Endpoint, MetricSource> datadog = endpoint -> new Datadog(endpoint, WINDOW);
        none(client.ask("application/json", "{\"status\":\"ok\",\"series\":[]}", datadog), Fault.NO_DATA);
        none(
                client.ask("application/json", "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,null]]}]}", datadog),
                Fault.NO_DATA);
        none(client.ask("application/json", "{\"status\":\"ok\",\"series\":[{},{}]}", datadog), Fault.SEVERAL_SERIES);
        none(client.ask("application/json", "{\"status\":\"error\",\"error\":\"Rule 'x'\"}", datadog), Fault.SOURCE);
        none(client.ask("application/json", "{\"status\":\"ok\"}", datadog), Fault.BAD_ANSWER);
        none(
                client.ask("application/json", "{\"status\":\"ok\",\"series\":[{\"pointlist\":[7]}]}", datadog),
                Fault.BAD_ANSWER);
        try (HostileServer server =
                HostileServer.saying("403 Forbidden", "application/json", "{\"errors\":[\"Forbidden\"]}")) {
            none(client.instant(datadog.apply(client.endpoint(server, null)), "q"), Fault.UNAUTHORIZED);
        }
    }

    @Test
    void graphite() throws Exception {
        String body =
                "[{\"target\":\"shop.errors\",\"datapoints\":[[3,1772445540],[null,1772445600],[2.5,1772445570]]}]";
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", body)) {
            Graphite graphite = new Graphite(client.endpoint(server, Credential.basic("ada", "hush-hush")), WINDOW);
            is(client.instant(graphite, "sumSeries(shop.*.errors)"), 2.5);
            assertThat(((Measured.Values) client.range(graphite, "q")).missing())
                    .isEqualTo(1);
            assertThat(server.requests().get(0))
                    .startsWith("GET /base/render?target=sumSeries%28shop.*.errors%29&from=1772445300"
                            + "&until=1772445600&format=json ")
                    .contains("Authorization: Basic ");
        }
        Function<Endpoint, MetricSource> graphite = endpoint -> new Graphite(endpoint, WINDOW);
        none(client.ask("application/json", "[]", graphite), Fault.NO_DATA);
        none(client.ask("application/json", "[{\"datapoints\":[[null,1]]}]", graphite), Fault.NO_DATA);
        none(
                client.ask("application/json", "[{\"datapoints\":[]},{\"datapoints\":[]}]", graphite),
                Fault.SEVERAL_SERIES);
        none(client.ask("application/json", "[{\"datapoints\":[[1e999,1]]}]", graphite), Fault.NOT_A_NUMBER);
        none(client.ask("application/json", "[{\"datapoints\":[[NaN,1]]}]", graphite), Fault.BAD_ANSWER);
        none(client.ask("application/json", "{}", graphite), Fault.BAD_ANSWER);
        none(
                client.ask("text/html", "<h1>Graphite encountered an unexpected error</h1>", graphite),
                Fault.CONTENT_TYPE);
    }

    @Test
    void influxDb() throws Exception {
        String body = "#datatype,string,long,dateTime:RFC3339,double\r\n#group,false,false,false,false\r\n"
                + "#default,_result,,,\r\n,result,table,_time,_value\r\n,,0,2026-03-02T09:58:00Z,1.5\r\n"
                + ",,0,2026-03-02T09:59:00Z,\r\n,,0,2026-03-02T09:59:30Z,2.5\r\n\r\n";
        try (HostileServer server = HostileServer.saying("200 OK", "text/csv; charset=utf-8", body)) {
            InfluxDb influx = new InfluxDb(client.endpoint(server, InfluxDb.token("hush-hush")), "my org", WINDOW);
            is(client.instant(influx, "from(bucket: \"b\") |> client.range(start: v.timeRangeStart)"), 2.5);
            is(client.range(influx, "q"), 1.5, 2.5);
            assertThat(server.requests().get(0))
                    .startsWith("POST /base/api/v2/query?org=my%20org ")
                    .contains("Authorization: Token hush-hush", "application/vnd.flux", "Accept: application/csv")
                    .endsWith("option v = {timeRangeStart: 2026-03-02T09:55:00Z, timeRangeStop: 2026-03-02T10:00:00Z,"
                            + " windowPeriod: 300000ms}\nfrom(bucket: \"b\") |> client.range(start: v.timeRangeStart)");
        }
        Function<Endpoint, MetricSource> influx = endpoint -> new InfluxDb(endpoint, "o", WINDOW);
        is(client.ask("text/csv", ",result,table,_value\n,,0,\"7\"\n", influx), 7);
        none(client.ask("text/csv", "\r\n", influx), Fault.NO_DATA);
        none(client.ask("text/csv", "", influx), Fault.NO_DATA);
        none(client.ask("text/csv", ",result,table,_value\n,,0,1\n,,1,2\n", influx), Fault.SEVERAL_SERIES);
        none(
                client.ask("text/csv", ",result,table,_value\n,,0,1\n\n,result,table,_value\n,,0,2\n", influx),
                Fault.SEVERAL_SERIES);
        none(client.ask("text/csv", ",result,table,_value\n,,0,NaN\n", influx), Fault.NOT_A_NUMBER);
        none(client.ask("text/csv", ",result,table,_value\n,,0,+Inf\n", influx), Fault.NOT_A_NUMBER);
        none(client.ask("text/csv", ",result,table,other\n,,0,1\n", influx), Fault.BAD_ANSWER);
        none(client.ask("text/csv", ",result,table,_value\n,,0,text\n", influx), Fault.BAD_ANSWER);
        none(client.ask("text/csv", ",result,table,_time,_value\n,,0,now,1\n", influx), Fault.BAD_ANSWER);
        assertThat(none(
                                client.ask(
                                        "text/csv",
                                        "#datatype,string,long\n,error,reference\n,\"it said \"\"no\"\"\",897\n",
                                        influx),
                                Fault.SOURCE)
                        .reason())
                .contains("it said \"no\"");
        try (HostileServer server = HostileServer.saying(
                "400 No", "application/json", "{\"code\":\"invalid\",\"message\":\"compilation failed\"}")) {
            assertThat(none(client.instant(influx.apply(client.endpoint(server, null)), "q"), Fault.SOURCE)
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
            NewRelic source = new NewRelic(client.endpoint(server, NewRelic.key("hush-hush")), 42, WINDOW);
            is(client.instant(source, "SELECT average(duration) FROM Transaction WHERE name = 'a\"b'"), 0.25);
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
            is(
                    client.range(
                            new NewRelic(client.endpoint(server, null), 42, WINDOW),
                            "SELECT count(*) FROM Transaction"),
                    3,
                    4);
            assertThat(server.requests().get(0)).contains("TIMESERIES 60 seconds");
        }
        Function<Endpoint, MetricSource> source = endpoint -> new NewRelic(endpoint, 42, WINDOW);
        is(client.ask("application/json", nerd("[{\"percentile.duration\":{\"95\":1.5}}]"), source), 1.5);
        none(client.ask("application/json", nerd("[]"), source), Fault.NO_DATA);
        none(client.ask("application/json", nerd("[{\"average.duration\":null}]"), source), Fault.NO_DATA);
        none(
                client.ask(
                        "application/json",
                        nerd("[{\"facet\":\"a\",\"count\":1},{\"facet\":\"b\",\"count\":1}]"),
                        source),
                Fault.SEVERAL_SERIES);
        none(client.ask("application/json", nerd("[{\"facet\":\"a\",\"count\":1}]"), source), Fault.SEVERAL_SERIES);
        none(client.ask("application/json", nerd("[{\"a\":1,\"b\":2}]"), source), Fault.SEVERAL_SERIES);
        none(client.ask("application/json", nerd("[{\"latest.name\":\"x\"}]"), source), Fault.BAD_ANSWER);
        none(client.ask("application/json", nerd("null"), source), Fault.BAD_ANSWER);
        assertThat(none(
                                client.ask(
                                        "application/json",
                                        "{\"errors\":[{\"message\":\"NRQL Syntax Error\"}]}",
                                        source),
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
                    client.endpoint(server, null),
                    "/stats?q={query}&at={to}",
                    new JsonQuery("$.now.errors"),
                    null,
                    WINDOW);
            is(client.instant(one, "a b&c"), 7);
            assertThat(server.requests().get(0)).startsWith("GET /base/stats?q=a%20b%26c&at=1772445600 ");
            JsonSource many = new JsonSource(
                    client.endpoint(server, null),
                    "/s?from={from}&step={step}",
                    new JsonQuery("$.rows[*].v"),
                    new JsonQuery("$.rows[*].t"),
                    WINDOW);
            is(client.range(many, "q"), 3, 2.5);
            is(client.instant(many, "q"), 2.5);
            none(
                    client.instant(
                            new JsonSource(
                                    client.endpoint(server, null), "/s", new JsonQuery("$.rows[*].v"), null, WINDOW),
                            "q"),
                    Fault.SEVERAL_SERIES);
            none(
                    client.instant(
                            new JsonSource(client.endpoint(server, null), "/s", new JsonQuery("$.none"), null, WINDOW),
                            "q"),
                    Fault.NO_DATA);
            none(
                    client.instant(
                            new JsonSource(client.endpoint(server, null), "/s", new JsonQuery("$.now"), null, WINDOW),
                            "q"),
                    Fault.BAD_ANSWER);
            none(
                    client.instant(
                            new JsonSource(
                                    client.endpoint(server, null),
                                    "/s",
                                    new JsonQuery("$.rows[*].v"),
                                    new JsonQuery("$.rows[0].t"),
                                    WINDOW),
                            "q"),
                    Fault.BAD_ANSWER);
            assertThatThrownBy(() ->
                            new JsonSource(client.endpoint(server, null), "stats", new JsonQuery("$.a"), null, WINDOW))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageStartingWith("template: 'stats'");
        }
    }
}
