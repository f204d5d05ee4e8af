package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A protection of an environment, set by its administrators.
 *
 * <p>A rule is an immutable value. {@link #evaluate} is a pure function of the facts: the same facts give the same
 * finding, at every start of the controller.
 */
public sealed interface Rule permits OrderRule, ApprovalRule {
    /** Its name, unique in its environment. */
    String name();

    /** Which kind of rule it is, in one lower-case word. */
    String kind();

    /** What it demands, as a phrase that goes on after "A release enters once". */
    String sentence();

    /** What it says of the promotion. */
    Finding evaluate(Facts facts);

    /** A short digest of all that it demands: differs whenever any part of the rule differs. */
    default String version() {
        try {
            String json = JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .build()
                    .writeValueAsString(this);
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((kind() + json).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a rule is plain data and every Java platform has SHA-256", e);
        }
    }
}
