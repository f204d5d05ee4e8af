package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The digest of a rule. Votes are bound to it, so that its form never changes.
 *
 * <p>The last ones are remembered, because a rule is asked for its version with every evaluation.
 */
final class RuleVersion {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build()
            .writer();
    private static final int BYTES = 6;
    private static final int REMEMBERED = 2000;
    private static final Map<Rule, String> KNOWN = new ConcurrentHashMap<>();

    private RuleVersion() {}

    static String of(Rule rule) {
        String known = KNOWN.get(rule);
        if (known == null) {
            known = digest(rule);
            if (KNOWN.size() >= REMEMBERED) {
                KNOWN.clear();
            }
            KNOWN.put(rule, known);
        }
        return known;
    }

    private static String digest(Rule rule) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((rule.kind() + WRITER.writeValueAsString(rule)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a rule is plain data and every Java platform has SHA-256", e);
        }
    }
}
