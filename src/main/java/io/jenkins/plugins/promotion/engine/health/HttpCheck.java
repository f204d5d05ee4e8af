package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A web page that must answer, and how.
 *
 * @param name the method and URL where none is given
 * @param url where
 * @param method one of GET, HEAD, POST, PUT, OPTIONS
 * @param status which statuses are well
 * @param body a text that must be in the body, {@code null} for none
 * @param json a path at which there must be a value, {@code null} for none
 * @param expected the value that must be there, {@code null} when any will do but {@code null} and {@code false}
 * @param maxLatency how long the whole answer may take, {@code null} when {@code time} is all
 * @param headers sent with the request; no secrets
 * @param credentialsId names the secret to send, which is not known here; {@code null} for none
 * @param trust whose certificates count
 * @param redirects how many are followed; the answer after the last is the one that is judged
 * @param time how long one probe may take
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HttpCheck(
        String name,
        String url,
        String method,
        StatusSet status,
        String body,
        JsonQuery json,
        String expected,
        Duration maxLatency,
        Map<String, String> headers,
        String credentialsId,
        Trust trust,
        Integer redirects,
        Duration time)
        implements Check {
    /** How many redirects are followed where nothing else is said. */
    public static final int DEFAULT_REDIRECTS = 5;
    /** The most redirects that can be asked for. */
    public static final int MOST_REDIRECTS = 20;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "OPTIONS");
    /** Headers that carry secrets, or that are the affair of the connection. */
    private static final Set<String> REFUSED_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "connection",
            "content-length",
            "expect",
            "transfer-encoding",
            "upgrade",
            "te",
            "accept-encoding");

    /**
     * Takes {@code null} for every default.
     *
     * @throws InvalidValueException naming what is not allowed
     */
    public HttpCheck {
        Call.url("url", url);
        method = method == null ? "GET" : method.strip().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new InvalidValueException("method", method, "it takes GET, HEAD, POST, PUT or OPTIONS");
        }
        name = Check.named(name, shortened("GET".equals(method) ? url.strip() : method + " " + url.strip()));
        status = status == null ? StatusSet.SUCCESS : status;
        body = body == null || body.isEmpty() ? null : body;
        trust = trust == null ? Trust.SYSTEM : trust;
        if (redirects == null) {
            redirects = DEFAULT_REDIRECTS;
        }
        if (redirects < 0 || redirects > MOST_REDIRECTS) {
            throw new InvalidValueException("redirects", redirects, "it takes 0 to " + MOST_REDIRECTS);
        }
        time = Check.bounded(time);
        if (maxLatency != null && (maxLatency.isNegative() || maxLatency.isZero() || maxLatency.compareTo(time) > 0)) {
            throw new InvalidValueException(
                    "maxLatency", maxLatency, "it is more than nothing and not more than the time of one probe");
        } else if (expected != null && json == null) {
            throw new InvalidValueException("expected", expected, "it goes with a JSON path");
        } else if ("HEAD".equals(method) && (body != null || json != null)) {
            throw new InvalidValueException("method", method, "an answer to HEAD has no body to look at");
        }
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        (headers == null ? Map.<String, String>of() : headers).forEach((header, value) -> {
            sorted.put(header(header), value(header, value));
        });
        headers = java.util.Collections.unmodifiableMap(sorted);
    }

    /** A GET whose status is all that counts, with every default. */
    public static HttpCheck of(String url) {
        return new HttpCheck(null, url, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Whether anything but status and latency counts. */
    public boolean readsTheBody() {
        return body != null || json != null;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static String header(String header) {
        if (header == null || !header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")) {
            throw new InvalidValueException("headers", header, "it takes names of headers");
        } else if (REFUSED_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
            throw new InvalidValueException(
                    "headers", header, "secrets are given by credentialsId, and the connection looks after itself");
        }
        return header;
    }

    private static String value(String header, String value) {
        if (value == null || value.length() > 4000 || !value.matches("[\\t\\x20-\\x7E]*")) {
            throw new InvalidValueException(
                    "headers", header, "its value takes up to 4000 visible ASCII characters and blanks");
        }
        return value;
    }

    /** Without the values of the headers, which may be nobody's business. */
    @Override
    public String toString() {
        return "HttpCheck[" + name + ", " + status + ", headers " + headers.keySet() + "]";
    }
}
