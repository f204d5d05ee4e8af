package io.jenkins.plugins.promotion.commandline.audit;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The hash of the record that was the last when somebody noted it elsewhere. A ledger that still holds this record holds
 * everything before it as it was then; a chain of hashes alone cannot show that its end was cut off, or that all of it was
 * written anew.
 *
 * @param hash 64 lower-case hexadecimal digits
 */
record NotedHead(String hash) {
    /** @throws InvalidInputException when it is not of the form of a hash */
    static NotedHead parse(String text) {
        String hash = text.strip().toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new InvalidInputException(
                    "--head: '" + text + "' is not allowed; it takes the 64 hexadecimal digits that an audit printed");
        }
        return new NotedHead(hash);
    }

    /** Whether a record of the ledger has this hash. */
    boolean isIn(Path ledger) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = new BufferedInputStream(Files.newInputStream(ledger))) {
            for (int next = content.read(); next >= 0; next = content.read()) {
                if (next != '\n') {
                    digest.update((byte) next);
                } else if (HexFormat.of().formatHex(digest.digest()).equals(hash)) {
                    return true;
                }
            }
        }
        return hash.equals("0".repeat(hash.length()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
