package io.jenkins.plugins.promotion.engine.net;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to AWS, signature version 4:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. The host, every header that the
 * call names itself, the content type, the moment and the body are signed.
 */
public final class SignatureV4 implements Credential.Signer {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String DATE_HEADER = "X-Amz-Date";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String keyId;
    private final String secret;
    private final String region;
    private final String service;
    private final Clock clock;

    private SignatureV4(String keyId, String secret, String region, String service, Clock clock) {
        this.keyId = keyId;
        this.secret = secret;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /**
     * An access key, as the credential of calls.
     *
     * @param keyId its id, which is no secret
     * @param secret the key itself, which is never sent
     * @param region such as {@code eu-central-1}
     * @param service such as {@code monitoring}
     * @param clock must be within 15 minutes of that of AWS
     */
    public static Credential of(String keyId, String secret, String region, String service, Clock clock) {
        return Credential.signing(new SignatureV4(keyId, secret, region, service, clock), secret);
    }

    @Override
    public Map<String, String> sign(Call call) {
        String moment = MOMENT.format(clock.instant());
        String date = moment.substring(0, 8);
        String scope = String.join("/", date, region, service, "aws4_request");
        TreeMap<String, String> headers = headers(call, moment);
        String names = String.join(";", headers.keySet());
        String request = String.join(
                "\n",
                call.method(),
                path(call.uri()),
                query(call.uri()),
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining()),
                names,
                hash(call.body() == null ? "" : call.body().text()));
        byte[] key = bytes("AWS4" + secret);
        for (String part : scope.split("/")) {
            key = mac(key, part);
        }
        String signature =
                HexFormat.of().formatHex(mac(key, String.join("\n", ALGORITHM, moment, scope, hash(request))));
        return Map.of(
                DATE_HEADER,
                moment,
                "Authorization",
                ALGORITHM + " Credential=" + keyId + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
    }

    private static TreeMap<String, String> headers(Call call, String moment) {
        TreeMap<String, String> headers = new TreeMap<>();
        call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), trimmed(value)));
        if (call.body() != null) {
            headers.put("content-type", trimmed(call.body().contentType()));
        }
        URI uri = call.uri();
        headers.put("host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        headers.put(DATE_HEADER.toLowerCase(Locale.ROOT), moment);
        return headers;
    }

    private static String trimmed(String value) {
        return value.strip().replaceAll(" +", " ");
    }

    /** As it is sent, and encoded once more: so all services but S3 have it. */
    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : encoded(path).replace("%2F", "/");
    }

    private static String query(URI uri) {
        String query = uri.getRawQuery();
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(parameter -> !parameter.isEmpty())
                        .map(parameter -> parameter.split("=", 2))
                        .map(pair -> again(pair[0]) + "=" + (pair.length == 1 ? "" : again(pair[1])))
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private static String again(String text) {
        return encoded(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** RFC 3986: letters, digits, '-', '.', '_' and '~' stay. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
