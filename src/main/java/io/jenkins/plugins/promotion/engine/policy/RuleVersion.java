package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a rule. Votes are bound to it, so that its form never changes. */
final class RuleVersion {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build()
            .writer();
    private static final int BYTES = 6;

    private RuleVersion() {}

    static String of(Rule rule) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((rule.kind() + WRITER.writeValueAsString(rule)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a rule is plain data and every Java platform has SHA-256", e);
        }
    }
}
