package io.jenkins.plugins.promotion.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values that AWS has published: its test suite of the signature, and the example of its documentation. */
class SignatureV4Test {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

    private static Map<String, String> sign(
            String service, String method, String url, Map<String, String> headers, Call.Body body) {
        Limits limits = new Limits(Duration.ofSeconds(1), 1, 0);
        Call call = new Call(method, URI.create(url), headers, body, null, Trust.SYSTEM, limits, true);
        return SignatureV4.of("AKIDEXAMPLE", SECRET, "us-east-1", service, CLOCK)
                .headers(call);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            get-vanilla                      | GET  | -                          | -                   | -                                 | -             | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
            get-vanilla-query                | GET  | ?Param1=value1             | -                   | -                                 | -             | a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb
            get-vanilla-query-order-key-case | GET  | ?Param2=value2&Param1=value1 | -                 | -                                 | -             | b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
            get-vanilla-query-unreserved     | GET  | ?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz | - | - | - | 9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197
            get-header-key-duplicate         | GET  | -                          | value2,value2,value1 | -                                | -             | c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea
            post-vanilla                     | POST | -                          | -                   | -                                 | -             | 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
            post-vanilla-query               | POST | ?Param1=value1             | -                   | -                                 | -             | 28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11
            post-x-www-form-urlencoded       | POST | -                          | -                   | application/x-www-form-urlencoded | Param1=value1 | ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a
            """)
    void isThatOfTheTestSuiteOfAws(
            String name, String method, String query, String header, String type, String body, String signature) {
        Map<String, String> headers = new HashMap<>();
        if (header != null) {
            headers.put("My-Header1", header);
        }
        String url = "https://example.amazonaws.com/" + (query == null ? "" : query);
        Map<String, String> signed =
                sign("service", method, url, headers, body == null ? null : new Call.Body(type, body));
        String names =
                (type == null ? "" : "content-type;") + "host;" + (header == null ? "" : "my-header1;") + "x-amz-date";
        assertThat(signed)
                .containsOnly(
                        Map.entry("X-Amz-Date", "20150830T123600Z"),
                        Map.entry(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                        + " SignedHeaders=" + names + ", Signature=" + signature));
    }

    @Test
    void isThatOfTheExampleOfTheDocumentation() {
        String type = "application/x-www-form-urlencoded; charset=utf-8";
        Map<String, String> signed = sign(
                "iam",
                "GET",
                "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
                Map.of("Content-Type", type),
                null);
        assertThat(signed.get("Authorization"))
                .endsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void thePortIsSignedAsItIsSent() {
        String plain = sign("s", "GET", "https://host/", Map.of(), null).get("Authorization");
        assertThat(sign("s", "GET", "https://host:8443/", Map.of(), null).get("Authorization"))
                .isNotEqualTo(plain);
        assertThat(sign("s", "GET", "https://host", Map.of(), null).get("Authorization"))
                .isEqualTo(plain);
    }

    @Test
    void theSecretIsNowhereToBeSeen() {
        Credential credential = SignatureV4.of("AKIDEXAMPLE", SECRET, "us-east-1", "service", CLOCK);
        assertThat(credential).hasToString("Credential[****]");
        assertThat(credential.redact("it was " + SECRET)).isEqualTo("it was ****");
        assertThat(sign("s", "GET", "https://host/", Map.of(), null).toString()).doesNotContain(SECRET);
    }
}
