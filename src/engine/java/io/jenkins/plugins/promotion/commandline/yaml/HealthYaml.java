package io.jenkins.plugins.promotion.commandline.yaml;

import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.StatusSet;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.health.Threshold;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.net.Trust;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.WatchSettings;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The health checks of an environment as an administrator writes them. */
final class HealthYaml {
    private static final Map<String, OnUnwell> ON_UNWELL = new TreeMap<>(
            Arrays.stream(OnUnwell.values()).collect(Collectors.toMap(OnUnwell::word, Function.identity())));

    private HealthYaml() {}

    static HealthDemand health(YamlPlace place) {
        YamlFields fields = place.fields(
                "checks",
                "interval",
                "timeout",
                "successThreshold",
                "failureThreshold",
                "initialDelay",
                "soak",
                "errorLimit");
        List<Check> checks =
                fields.optional("checks").map(list -> list.items(HealthYaml::check)).orElse(List.of());
        return place.checked(() -> new HealthDemand(
                checks,
                new GateWords(
                        text(fields, "interval"),
                        text(fields, "timeout"),
                        number(fields, "successThreshold"),
                        number(fields, "failureThreshold"),
                        text(fields, "initialDelay"),
                        text(fields, "soak"),
                        number(fields, "errorLimit"))));
    }

    static WatchSettings watch(YamlPlace place) {
        YamlFields fields = place.fields("checks", "soak", "interval", "timeout", "failureThreshold", "onUnwell");
        List<Check> checks =
                fields.optional("checks").map(list -> list.items(HealthYaml::check)).orElse(List.of());
        GateWords words = new GateWords(
                text(fields, "interval"),
                text(fields, "timeout"),
                null,
                number(fields, "failureThreshold"),
                null,
                text(fields, "soak"),
                null);
        return place.checked(() -> new WatchSettings(
                new HealthDemand(checks, words),
                fields.optional("onUnwell").map(word -> word.oneOf(ON_UNWELL)).orElse(null)));
    }

    private static Check check(YamlPlace place) {
        YamlFields kinds = place.fields("http", "tcp", "metric");
        List<String> given =
                List.of("http", "tcp", "metric").stream().filter(kinds::has).toList();
        if (given.size() != 1) {
            throw new InvalidInputException(place.where() + ": a check is one of http, tcp and metric");
        }
        YamlPlace check = kinds.required(given.get(0));
        return switch (given.get(0)) {
            case "http" -> http(check);
            case "tcp" -> tcp(check);
            default -> metric(check);
        };
    }

    private static HttpCheck http(YamlPlace place) {
        YamlFields fields = place.fields(
                "name",
                "url",
                "method",
                "status",
                "body",
                "json",
                "expected",
                "maxLatency",
                "headers",
                "credentialsId",
                "trust",
                "redirects",
                "time");
        return place.checked(() -> new HttpCheck(
                text(fields, "name"),
                fields.required("url").text(),
                text(fields, "method"),
                fields.optional("status")
                        .map(status -> new StatusSet(status.text()))
                        .orElse(null),
                text(fields, "body"),
                fields.optional("json").map(json -> new JsonQuery(json.text())).orElse(null),
                text(fields, "expected"),
                duration(fields, "maxLatency"),
                headers(fields),
                text(fields, "credentialsId"),
                fields.optional("trust").map(trust -> new Trust(trust.text())).orElse(null),
                number(fields, "redirects"),
                duration(fields, "time")));
    }

    private static TcpCheck tcp(YamlPlace place) {
        YamlFields fields = place.fields("name", "address", "time");
        return place.checked(() -> {
            TcpCheck parsed = TcpCheck.parse(fields.required("address").text());
            return new TcpCheck(text(fields, "name"), parsed.host(), parsed.port(), duration(fields, "time"));
        });
    }

    private static MetricCheck metric(YamlPlace place) {
        YamlFields fields =
                place.fields("name", "source", "query", "above", "below", "within", "maxIncrease", "time");
        return place.checked(() -> new MetricCheck(
                text(fields, "name"),
                fields.required("source").text(),
                fields.required("query").text(),
                Threshold.parse(
                        text(fields, "above"),
                        text(fields, "below"),
                        text(fields, "within"),
                        text(fields, "maxIncrease")),
                duration(fields, "time")));
    }

    private static Map<String, String> headers(YamlFields fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        fields.optional("headers")
                .map(list -> list.items(header -> header))
                .orElse(List.of())
                .forEach(header -> {
                    String text = header.text();
                    int colon = text.indexOf(':');
                    if (colon < 1) {
                        throw header.wrong("a header is written 'Accept: application/json'");
                    }
                    headers.put(
                            text.substring(0, colon).strip(),
                            text.substring(colon + 1).strip());
                });
        return headers;
    }

    private static String text(YamlFields fields, String name) {
        return fields.optional(name).map(YamlPlace::text).orElse(null);
    }

    private static Integer number(YamlFields fields, String name) {
        return fields.optional(name).map(YamlPlace::number).orElse(null);
    }

    private static Duration duration(YamlFields fields, String name) {
        return fields.optional(name).map(RulesYaml::duration).orElse(null);
    }
}
