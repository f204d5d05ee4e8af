package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.HostileServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Speaks as the documentation of GetMetricData has it, to those alone whose signature it can compute again from what it
 * received: with code of its own, for one key.
 */
public final class CloudWatchServer {
    /** The id of the key that is known here. */
    public static final String KEY = "AKIDEXAMPLE";
    /** The key. */
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    /** The region that it is. */
    public static final String REGION = "eu-central-1";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/monitoring/aws4_request,"
                    + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private CloudWatchServer() {}

    /** A server that says the same to everybody whose signature is right. */
    public static HostileServer saying(Clock clock, String body) throws IOException {
        return start(clock, (request, connection) -> connection.answer("200 OK", "application/x-amz-json-1.0", body));
    }

    /** A server that lets only those in whose signature is right. */
    public static HostileServer start(Clock clock, HostileServer.Behaviour behaviour) throws IOException {
        return HostileServer.start((request, connection) -> {
            String refusal = refusal(request, clock.instant());
            if (refusal == null) {
                behaviour.answer(request, connection);
            } else {
                connection.answer("403 Forbidden", "application/x-amz-json-1.0", refusal);
            }
        });
    }

    /** An error as AWS writes it. */
    public static String error(String name, String message) {
        return "{\"__type\":\"com.amazon.coral.service#" + name + "\",\"message\":\"" + message + "\"}";
    }

    private static String refusal(String request, Instant now) {
        String head = request.substring(0, request.indexOf("\r\n\r\n"));
        String[] lines = head.split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
        }
        Matcher given = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
        if (!given.matches()) {
            return error("MissingAuthenticationTokenException", "Missing Authentication Token");
        } else if (!given.group(1).equals(KEY)) {
            return error("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String moment = headers.get("x-amz-date");
        Instant signedAt = Instant.from(MOMENT.parse(moment));
        if (signedAt.isBefore(now.minus(Duration.ofMinutes(15)))) {
            return error("InvalidSignatureException", "Signature expired: " + moment + " is now earlier");
        } else if (signedAt.isAfter(now.plus(Duration.ofMinutes(15)))) {
            return error("InvalidSignatureException", "Signature not yet current: " + moment + " is still later");
        }
        StringBuilder canonical = new StringBuilder(lines[0].split(" ")[0]).append("\n/\n\n");
        for (String name : given.group(4).split(";")) {
            canonical.append(name).append(':').append(headers.get(name)).append('\n');
        }
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        canonical.append('\n').append(given.group(4)).append('\n').append(hash(body));
        String scope = given.group(2) + "/" + REGION + "/monitoring/aws4_request";
        byte[] key = mac(
                mac(mac(mac(("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8), given.group(2)), REGION), "monitoring"),
                "aws4_request");
        String expected = HexFormat.of()
                .formatHex(mac(key, "AWS4-HMAC-SHA256\n" + moment + "\n" + scope + "\n" + hash(canonical.toString())));
        boolean isSigned =
                given.group(4).contains("content-type") && given.group(4).contains("host;x-amz-date");
        return isSigned && expected.equals(given.group(5))
                ? null
                : error(
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided.");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
