package io.jenkins.plugins.promotion.engine.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes the content encoding of a body, within a bound. */
final class Decompression {
    private Decompression() {}

    /**
     * The body without its encoding.
     *
     * @param encoding as the header says, {@code null} or empty for none
     * @throws BrokenException when it is too large, broken, or of an encoding that nobody asked for
     */
    static byte[] undo(String encoding, byte[] body, int most) throws BrokenException {
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("identity") || body.length == 0) {
            return body;
        } else if (!name.equals("gzip") && !name.equals("x-gzip")) {
            throw new BrokenException(
                    Fault.BAD_COMPRESSION, "The body is compressed in a way that was not asked for; only gzip was.");
        }
        byte[] result;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            result = in.readNBytes(most + 1);
        } catch (IOException e) {
            throw new BrokenException(Fault.BAD_COMPRESSION, "The body says that it is gzip, and cannot be read so.");
        }
        if (result.length > most) {
            throw new BrokenException(
                    Fault.LARGE_WHEN_DECOMPRESSED,
                    "The body of " + body.length + " bytes has, decompressed, more than the " + most
                            + " bytes that are allowed.");
        }
        return result;
    }
}
