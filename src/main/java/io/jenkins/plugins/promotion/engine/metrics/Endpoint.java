package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Limits;
import io.jenkins.plugins.promotion.engine.net.RetryAfter;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Where a source listens and how it is asked.
 *
 * @param http makes the requests
 * @param base the URL of the source, without the path of its API
 * @param credential the secret to send, {@code null} for none
 * @param trust whose certificates count
 * @param clock for {@code Retry-After} alone
 */
public record Endpoint(HttpExchanges http, URI base, Credential credential, Trust trust, Clock clock) {
    private static final int REDIRECTS = 3;
    private static final int LONGEST_ERROR = 300;

    /** Needs all but the credential. */
    public Endpoint {
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(clock, "clock");
    }

    /** Reads the numbers of an answer of the kind that was asked for. */
    @FunctionalInterface
    interface Reader {
        /** Adds the points; what the source says of them is added to the warnings. */
        Series read(Exchange.Answered answer, List<String> warnings) throws AnswerException;
    }

    /** Says what a source says of its own error, {@code null} when it says nothing that can be read. */
    @FunctionalInterface
    interface ErrorReader {
        /** @throws AnswerException when the source says more of its error than its status does */
        String read(Exchange.Answered answer) throws AnswerException;
    }

    /** Takes what it needs out of an answer of the kind that was asked for. */
    @FunctionalInterface
    interface Parser<T> {
        T read(Exchange.Answered answer) throws AnswerException;
    }

    /**
     * What became of one question.
     *
     * @param value {@code null} when there is none
     * @param none why there is no value, {@code null} when there is one
     */
    record Heard<T>(T value, Measured.None none, Duration latency, long bytes) {}

    private record Read(Series series, List<String> warnings) {}

    /**
     * A call to the source.
     *
     * @param path below the base
     * @param parameters names and values by turns
     */
    Call call(String path, Duration time, int body, String... parameters) {
        StringBuilder url = new StringBuilder(base.toString().replaceAll("/+$", "")).append(path);
        char sign = path.contains("?") ? '&' : '?';
        for (Iterator<String> each = Arrays.asList(parameters).iterator(); each.hasNext(); sign = '&') {
            url.append(sign).append(encoded(each.next())).append('=').append(encoded(each.next()));
        }
        return Call.get(URI.create(url.toString()), new Limits(time, body, REDIRECTS))
                .with(credential, trust);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks, and reads the answer within what is documented of it. */
    CompletableFuture<Measured> ask(Call call, List<String> mediaTypes, Reader reader, ErrorReader errors) {
        Parser<Read> parser = answer -> {
            List<String> warnings = new ArrayList<>();
            return new Read(reader.read(answer, warnings).needed(), warnings);
        };
        return hear(call, mediaTypes, parser, errors)
                .thenApply(heard -> heard.none() != null
                        ? heard.none()
                        : values(heard.value().series(), heard.value().warnings(), heard.latency(), heard.bytes()));
    }

    /** The numbers of a series that has some, and what the source says of them. */
    Measured.Values values(Series series, List<String> warnings, Duration latency, long bytes) {
        List<String> clean =
                warnings.stream().map(this::shortened).filter(Objects::nonNull).toList();
        return new Measured.Values(series.points(), series.missing(), clean, latency, bytes);
    }

    /** Asks one question, of which the answer may take several. */
    <T> CompletableFuture<Heard<T>> hear(Call call, List<String> mediaTypes, Parser<T> parser, ErrorReader errors) {
        return http.send(call).thenApply(exchange -> {
            if (exchange instanceof Exchange.Broken broken) {
                return heard(new Measured.None(
                        broken.fault(), redacted(broken.reason()), null, broken.latency(), broken.bytes()));
            }
            Exchange.Answered answer = (Exchange.Answered) exchange;
            try {
                Measured.None refused = refusal(answer, errors);
                if (refused != null) {
                    return heard(refused);
                }
                if (!mediaTypes.contains(answer.mediaType())) {
                    throw new AnswerException(
                            Fault.CONTENT_TYPE,
                            "The answer is of the content type '" + answer.mediaType() + "' instead of "
                                    + mediaTypes.get(0) + ".");
                }
                return new Heard<>(parser.read(answer), null, answer.latency(), answer.bytes());
            } catch (AnswerException e) {
                return heard(none(answer, e.fault(), e.getMessage(), null));
            } catch (RuntimeException e) {
                return heard(none(
                        answer,
                        Fault.BAD_ANSWER,
                        "The answer could not be read: " + e.getClass().getSimpleName() + ".",
                        null));
            }
        });
    }

    private static <T> Heard<T> heard(Measured.None none) {
        return new Heard<>(null, none, none.latency(), none.bytes());
    }

    private Measured.None refusal(Exchange.Answered answer, ErrorReader errors) {
        int status = answer.status();
        String said = null;
        if (status < 200 || status > 299) {
            try {
                said = shortened(errors.read(answer));
            } catch (AnswerException e) {
                Instant retryAt = e.fault() == Fault.RATE_LIMITED ? retryAt(answer, clock.instant()) : null;
                return none(answer, e.fault(), e.getMessage(), retryAt);
            }
        }
        if (status == 429 || status == 503 && answer.header("retry-after").isPresent()) {
            Instant now = clock.instant();
            Instant retryAt = retryAt(answer, now);
            return none(
                    answer,
                    Fault.RATE_LIMITED,
                    "The source answers with status " + status + " and asks to be left alone"
                            + (retryAt == null ? "." : " until " + retryAt + "."),
                    retryAt);
        } else if (status == 401 || status == 403) {
            return none(
                    answer,
                    Fault.UNAUTHORIZED,
                    "The source answers with status " + status + ": it does not take the credentials"
                            + (credential == null ? ", for there are none." : "."),
                    null);
        } else if (status < 200 || status > 299) {
            return none(
                    answer,
                    Fault.SOURCE,
                    "The source answers with status " + status + (said == null ? "." : ": " + said),
                    null);
        }
        return null;
    }

    /** RFC 9110, or the header that Datadog documents in its place: seconds until the period ends. */
    private static Instant retryAt(Exchange.Answered answer, Instant now) {
        return answer.header("retry-after")
                .flatMap(text -> RetryAfter.at(text, now))
                .or(() -> answer.header("x-ratelimit-reset").flatMap(text -> RetryAfter.at(text, now)))
                .orElse(null);
    }

    private Measured.None none(Exchange.Answered answer, Fault fault, String reason, Instant retryAt) {
        return new Measured.None(fault, shortened(reason), retryAt, answer.latency(), answer.bytes());
    }

    private String redacted(String text) {
        return credential == null ? text : credential.redact(text);
    }

    /** What a source says itself: without secrets, and not too much of it. */
    private String shortened(String said) {
        return said == null ? null : FreeText.of(redacted(said), LONGEST_ERROR);
    }
}
