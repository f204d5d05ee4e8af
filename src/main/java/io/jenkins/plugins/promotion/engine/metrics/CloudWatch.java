package io.jenkins.plugins.promotion.engine.metrics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.Limits;
import io.jenkins.plugins.promotion.engine.net.SignatureV4;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * GetMetricData of Amazon CloudWatch:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html, asked with JSON. What a query may
 * be is with {@link CloudWatchQuery}.
 *
 * <p>CloudWatch knows time series only: one value is the last of a short time. Only periods that are over count, for the
 * sum of one that is not would be too small.
 *
 * @param endpoint with {@link #key} as its credential
 * @param window of which one value is the last point
 */
public record CloudWatch(Endpoint endpoint, Duration window) implements MetricSource {
    /** Long enough for metrics that are reported once a minute and arrive late. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);
    /** The most pages that belong to one answer; the first already has room for 100,800 points. */
    public static final int MOST_PAGES = 20;

    /** The finest that every metric has. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final List<String> JSON = List.of("application/x-amz-json-1.0", "application/json");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,12}){1,3}-\\d{1,2}");

    /**
     * An access key, which signs the requests to one region.
     *
     * @param keyId its id
     * @param secret the key itself
     */
    public static Credential key(String keyId, String secret, String region, Clock clock) {
        return SignatureV4.of(keyId, secret, region, "monitoring", clock);
    }

    /**
     * Where the CloudWatch of a region listens.
     *
     * @throws InvalidValueException when it is no name of a region
     */
    public static URI address(String region) {
        String domain = checkedRegion(region).startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://monitoring." + region + "." + domain);
    }

    /** @throws InvalidValueException when it is no name of a region */
    public static String checkedRegion(String region) {
        if (region == null || !REGION.matcher(region).matches()) {
            throw new InvalidValueException("region", region, "it takes the name of a region, such as eu-central-1");
        }
        return region;
    }

    @Override
    public CompletableFuture<Measured> instant(String query, Instant at, Duration time) {
        Instant to = start(at, MINUTE);
        return ask(query, to.minus(window), to, MINUTE, time, Limits.SMALL_BODY).thenApply(Latest::of);
    }

    @Override
    public CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time) {
        Duration period = MINUTE.multipliedBy(Math.max(1, (step.toSeconds() + 59) / 60));
        return ask(query, start(from, period), start(to, period), period, time, Limits.LARGE_BODY);
    }

    /** The start of the period around a moment: CloudWatch begins them where their length divides the time since 1970. */
    private static Instant start(Instant at, Duration period) {
        return Instant.ofEpochSecond(at.getEpochSecond() - Math.floorMod(at.getEpochSecond(), period.toSeconds()));
    }

    private CompletableFuture<Measured> ask(
            String query, Instant from, Instant to, Duration period, Duration time, int body) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        try {
            request.set("MetricDataQueries", CloudWatchQuery.parse(query, (int) period.toSeconds()));
        } catch (AnswerException e) {
            return CompletableFuture.completedFuture(
                    new Measured.None(e.fault(), e.getMessage(), null, Duration.ZERO, 0));
        }
        request.put("StartTime", from.getEpochSecond())
                .put("EndTime", to.getEpochSecond())
                .put("ScanBy", "TimestampAscending");
        return new Pages(request, time, body).next();
    }

    /** One question, and the pages of its answer. All of them together keep to the time and the bytes of one. */
    private final class Pages {
        private final ObjectNode request;
        private final Duration time;
        private final int body;
        private final CloudWatchAnswer answer = new CloudWatchAnswer();
        private final long startedAt = System.nanoTime();
        private long bytes;
        private int pages;

        Pages(ObjectNode request, Duration time, int body) {
            this.request = request;
            this.time = time;
            this.body = body;
        }

        CompletableFuture<Measured> next() {
            Duration left = time.minus(latency());
            if (left.toMillis() < 1 || bytes >= body || pages >= MOST_PAGES) {
                return CompletableFuture.completedFuture(tooMuch(left));
            }
            pages++;
            Call call = endpoint.call("/", left, (int) (body - bytes))
                    .with("X-Amz-Target", "GraniteServiceVersion20100801.GetMetricData")
                    .with("Accept", "application/json")
                    .post(JSON.get(0), request.toString());
            return endpoint.hear(call, JSON, answer::add, CloudWatchErrors::read)
                    .thenCompose(this::heard);
        }

        private CompletableFuture<Measured> heard(Endpoint.Heard<String> heard) {
            bytes += heard.bytes();
            if (heard.none() != null) {
                Measured.None none = heard.none();
                return done(new Measured.None(none.fault(), none.reason(), none.retryAt(), latency(), bytes));
            } else if (heard.value() != null) {
                request.put("NextToken", heard.value());
                return next();
            }
            try {
                return done(endpoint.values(answer.series(), answer.warnings(), latency(), bytes));
            } catch (AnswerException e) {
                return done(new Measured.None(e.fault(), e.getMessage(), null, latency(), bytes));
            }
        }

        private Measured tooMuch(Duration left) {
            return left.toMillis() < 1
                    ? none(Fault.TIMEOUT, "The answer had more pages than could be read in the time.")
                    : bytes >= body
                            ? none(Fault.LARGE_BODY, "The pages of the answer have more than " + body + " bytes.")
                            : none(Fault.LARGE_BODY, "The answer has more than " + MOST_PAGES + " pages.");
        }

        private Measured none(Fault fault, String reason) {
            return new Measured.None(fault, reason, null, latency(), bytes);
        }

        private CompletableFuture<Measured> done(Measured measured) {
            return CompletableFuture.completedFuture(measured);
        }

        private Duration latency() {
            return Duration.ofNanos(System.nanoTime() - startedAt);
        }
    }
}
