package io.jenkins.plugins.promotion.engine.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Format 1: one record a line, UTF-8 without line breaks inside, {@code {"v":1,"n":…,"at":…,"prev":…,"event":{…}}}.
 *
 * <p>{@code prev} is the SHA-256 of the bytes of the line before, without its line break, as lower-case hexadecimal
 * digits, and 64 zeros in the first line. Unknown properties are an error: a newer format is not to be read as an older
 * one.
 */
final class LedgerCodec {
    static final int FORMAT = 1;
    static final String GENESIS = "0".repeat(64);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(Line.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(Line.class);

    private LedgerCodec() {}

    /** One line of a ledger. */
    @JsonPropertyOrder({"v", "n", "at", "prev", "event"})
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(int v, long n, Instant at, String prev, SlotEvent event) {}

    /**
     * The bytes of a line, without its line break.
     *
     * @throws LedgerException when a text is no Unicode, such as half of a surrogate pair
     */
    static byte[] write(Line line) {
        try {
            return WRITER.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new LedgerException("a record cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws OtherFormatException when another version wrote it
     * @throws IOException when the bytes are no line of any format
     */
    static Line read(byte[] bytes) throws IOException {
        try {
            Line line = READER.readValue(bytes);
            if (line.v() == FORMAT && (line.event() == null || line.at() == null || line.prev() == null)) {
                throw new IOException("a part is missing");
            } else if (line.v() == FORMAT) {
                return line;
            }
        } catch (JsonProcessingException e) {
            if (format(bytes) == FORMAT) {
                throw new IOException(e.getOriginalMessage(), e);
            }
        }
        throw new OtherFormatException(format(bytes));
    }

    private static int format(byte[] bytes) throws IOException {
        try {
            return MAPPER.readTree(bytes).path("v").asInt(FORMAT);
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A line of a format that this version does not know. */
    static final class OtherFormatException extends IOException {
        private static final long serialVersionUID = 1L;

        OtherFormatException(int format) {
            super("it is of format " + format + ", and this version reads format " + FORMAT);
        }
    }

    /** The hash by which the next line names this one. */
    static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
