package io.jenkins.plugins.promotion.engine.net;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * One request to be made.
 *
 * @param headers sent to every target, also after a redirect
 * @param body the text to send with its content type, {@code null} for none
 * @param credential sent to the first origin only, {@code null} for none
 * @param wholeBody false when the status is all that counts: then a body that is too large is cut, not a fault
 */
public record Call(
        String method,
        URI uri,
        Map<String, String> headers,
        Body body,
        Credential credential,
        Trust trust,
        Limits limits,
        boolean wholeBody) {
    /** A text of a content type. */
    public record Body(String contentType, String text) {}

    /** Needs all but body and credential. */
    public Call {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(limits, "limits");
        headers = Map.copyOf(headers);
    }

    /** A GET with the certificates of the platform. */
    public static Call get(URI uri, Limits limits) {
        return new Call("GET", uri, Map.of(), null, null, Trust.SYSTEM, limits, true);
    }

    /** The same call with a body, by POST. */
    public Call post(String contentType, String text) {
        return new Call("POST", uri, headers, new Body(contentType, text), credential, trust, limits, wholeBody);
    }

    /** The same call with a header more. */
    public Call with(String header, String value) {
        Map<String, String> more = new java.util.LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, uri, more, body, credential, trust, limits, wholeBody);
    }

    /** The same call with a secret, or without when it is {@code null}. */
    public Call with(Credential secret, Trust trusted) {
        return new Call(method, uri, headers, body, secret, trusted, limits, wholeBody);
    }

    /** The same request to where a redirect leads; another origin does not get the secret. */
    Call redirected(URI target, boolean asGet) {
        boolean same = origin(uri).equals(origin(target));
        return new Call(
                asGet && !"HEAD".equals(method) ? "GET" : method,
                target,
                headers,
                asGet ? null : body,
                same ? credential : null,
                trust,
                limits,
                wholeBody);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /**
     * Reads an address of a web server.
     *
     * @param field named in the error
     * @throws InvalidValueException unless it is an absolute http or https URL with a host and without user and password
     */
    public static URI url(String field, String text) {
        String allowed = "it takes an http or https URL with a host, and without user and password";
        try {
            URI uri = URI.create(text == null ? "" : text.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getPort() > 65535) {
                throw new InvalidValueException(field, text, allowed);
            } else if (uri.getRawUserInfo() != null) {
                throw new InvalidValueException(field, "a URL with user or password", allowed);
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw e instanceof InvalidValueException invalid
                    ? invalid
                    : new InvalidValueException(field, text, allowed);
        }
    }
}
