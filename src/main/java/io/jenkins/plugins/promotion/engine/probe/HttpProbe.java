package io.jenkins.plugins.promotion.engine.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.JsonBody;
import io.jenkins.plugins.promotion.engine.net.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks a web server once. */
public final class HttpProbe {
    private static final int SHOWN = 60;

    private final HttpExchanges http;

    /** Over exchanges that it does not close. */
    public HttpProbe(HttpExchanges http) {
        this.http = http;
    }

    /**
     * Looks once. The future is always completed, and never with an exception, at the latest when the time of the check is
     * up.
     *
     * @param credential the secret that the check names, {@code null} when it names none
     */
    public CompletableFuture<Reading> look(HttpCheck check, Credential credential) {
        Call call = new Call(
                check.method(),
                Call.url("url", check.url()),
                check.headers(),
                null,
                credential,
                check.trust(),
                new Limits(check.time(), Limits.SMALL_BODY, check.redirects()),
                check.readsTheBody());
        return http.send(call).thenApply(exchange -> {
            Reading reading = read(check, exchange);
            return credential == null ? reading : redacted(reading, credential);
        });
    }

    private static Reading read(HttpCheck check, Exchange exchange) {
        if (exchange instanceof Exchange.Broken broken) {
            return broken(broken);
        }
        Exchange.Answered answer = (Exchange.Answered) exchange;
        if (!check.status().contains(answer.status())) {
            return unwell(
                    answer, Fault.STATUS, "The status is " + answer.status() + " instead of " + check.status() + ".");
        } else if (check.body() != null && !answer.text().contains(check.body())) {
            return unwell(answer, Fault.BODY, "The body does not have the text " + quoted(check.body()) + ".");
        }
        Reading json = check.json() == null ? null : json(check, answer);
        if (json != null) {
            return json;
        }
        Duration most = check.maxLatency();
        if (most != null && answer.latency().compareTo(most) > 0) {
            return unwell(
                    answer,
                    Fault.LATENCY,
                    "The answer took " + answer.latency().toMillis() + " ms, and may take " + most.toMillis() + " ms.");
        }
        return new Reading.Well("The status is " + answer.status() + ".", answer.latency(), answer.bytes(), null, null);
    }

    /** What the server does wrong is its own affair, and measured; what this side does not allow is not. */
    static Reading broken(Exchange.Broken broken) {
        boolean ours =
                broken.fault() == Fault.DENIED || broken.fault() == Fault.OVERLOADED || broken.fault() == Fault.OTHER;
        return ours
                ? new Reading.Failed(broken.fault(), broken.reason(), broken.latency(), broken.bytes(), null)
                : new Reading.Unwell(broken.fault(), broken.reason(), broken.latency(), broken.bytes());
    }

    private static Reading json(HttpCheck check, Exchange.Answered answer) {
        Optional<JsonNode> document = JsonBody.read(answer.body());
        if (document.isEmpty()) {
            String type = answer.mediaType();
            return type.isEmpty() || type.endsWith("json")
                    ? unwell(answer, Fault.BAD_ANSWER, "The body is no JSON.")
                    : unwell(answer, Fault.CONTENT_TYPE, "The body is no JSON but " + quoted(type) + ".");
        }
        List<JsonNode> found = check.json().find(document.get());
        boolean fits = check.expected() == null
                ? !found.isEmpty() && found.stream().noneMatch(HttpProbe::isNothing)
                : !found.isEmpty() && found.stream().allMatch(node -> text(node).equals(check.expected()));
        if (fits) {
            return null;
        }
        String there = found.isEmpty() ? "nothing" : quoted(text(found.get(0)));
        return unwell(
                answer,
                Fault.JSON_VALUE,
                "At " + check.json() + " there is " + there
                        + (check.expected() == null ? "." : " instead of " + quoted(check.expected()) + "."));
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isBoolean() && !node.booleanValue();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }

    private static String quoted(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
    }

    private static Reading.Unwell unwell(Exchange.Answered answer, Fault fault, String reason) {
        return new Reading.Unwell(fault, reason, answer.latency(), answer.bytes());
    }

    /** A server may send back what it was sent. */
    private static Reading redacted(Reading reading, Credential credential) {
        if (reading instanceof Reading.Unwell unwell) {
            return new Reading.Unwell(
                    unwell.fault(), credential.redact(unwell.reason()), unwell.latency(), unwell.bytes());
        }
        return reading;
    }
}
