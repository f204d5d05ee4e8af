package io.jenkins.plugins.promotion.engine.net;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an exchange ended. */
public sealed interface Exchange {
    /** From the first look at the name to the end. */
    Duration latency();

    /** The bytes that were received, heads included, as sent. */
    long bytes();

    /**
     * The server answered, whatever it says.
     *
     * @param headers by lower-case name; of several with the same name, the first
     * @param body after decompression
     */
    record Answered(int status, Map<String, String> headers, byte[] body, Duration latency, long bytes)
            implements Exchange {
        private static final Pattern CHARSET =
                Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

        /** A header, if it is there. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** The media type without parameters, empty when the server names none. */
        public String mediaType() {
            return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        /** The body in the charset that it names, or in UTF-8. */
        public String text() {
            Matcher named = CHARSET.matcher(header("content-type").orElse(""));
            try {
                return new String(body, named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                return new String(body, StandardCharsets.UTF_8);
            }
        }
    }

    /**
     * There is no answer that could be used.
     *
     * @param reason in a sentence, without secrets
     */
    record Broken(Fault fault, String reason, Duration latency, long bytes) implements Exchange {}
}
