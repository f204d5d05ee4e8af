package io.jenkins.plugins.promotion.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names what a reader sees, so that a page asks for it again only when it differs. */
public final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    /** A digest of values whose text tells all that they hold, as records and lists of records do. */
    public static String of(Object values) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(values.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
