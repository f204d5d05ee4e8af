package io.jenkins.plugins.promotion.engine.net;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A secret on its way into a request. It cannot be written as JSON, its text hides it, and {@link #redact} takes it out of
 * what a server may have sent back.
 */
public final class Credential {
    private static final String AUTHORIZATION = "Authorization";
    private static final int SHORTEST_TO_HIDE = 4;

    /** Makes the headers that let a request in from the request itself. */
    @FunctionalInterface
    interface Signer {
        /** The headers to send beside those of the request, which is sent as it is. */
        Map<String, String> sign(Call call);
    }

    private final Signer signer;
    private final List<String> secrets;

    private Credential(Signer signer, String... secrets) {
        this.signer = signer;
        this.secrets = List.of(secrets);
    }

    private Credential(Map<String, String> headers, String... secrets) {
        this(call -> headers, secrets);
    }

    /** A user with a password, RFC 7617. */
    public static Credential basic(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Credential(Map.of(AUTHORIZATION, "Basic " + pair), pair, password);
    }

    /** A bearer token, RFC 6750. */
    public static Credential bearer(String token) {
        return new Credential(Map.of(AUTHORIZATION, "Bearer " + token), token);
    }

    /** A token with the scheme of its product, such as {@code Token} for InfluxDB. */
    public static Credential token(String scheme, String token) {
        return new Credential(Map.of(AUTHORIZATION, scheme + " " + token), token);
    }

    /** Keys in headers of their own, such as {@code DD-API-KEY}. */
    public static Credential headers(Map<String, String> headers) {
        return new Credential(Map.copyOf(headers), headers.values().toArray(String[]::new));
    }

    /** A secret that is not sent, but signs each request. */
    static Credential signing(Signer signer, String secret) {
        return new Credential(signer, secret);
    }

    /** The headers that carry it in a request. */
    Map<String, String> headers(Call call) {
        return signer.sign(call);
    }

    /** The text with stars where it has the secret: as it is, as a URL writes it, or with its user in Base64. */
    public String redact(String text) {
        String result = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_TO_HIDE && result != null) {
                result = result.replace(secret, "****")
                        .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "****");
            }
        }
        return result;
    }

    @Override
    public String toString() {
        return "Credential[****]";
    }
}
