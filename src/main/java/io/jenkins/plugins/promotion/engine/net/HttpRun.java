package io.jenkins.plugins.promotion.engine.net;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/** One call on its way, redirects included. */
final class HttpRun {
    private static final String LOOKING_UP = "looking the name up";
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Network network;
    private final Function<Trust, CloseableHttpAsyncClient> clients;
    private final Call call;
    private final long startedAt = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private final Set<URI> visited = new HashSet<>();
    private final CompletableFuture<Exchange> result = new CompletableFuture<>();
    private final AtomicReference<String> phase = new AtomicReference<>("waiting for a thread");
    private volatile Future<?> underway;

    HttpRun(Network network, Function<Trust, CloseableHttpAsyncClient> clients, Call call) {
        this.network = network;
        this.clients = clients;
        this.call = call;
    }

    CompletableFuture<Exchange> result() {
        return result;
    }

    void start() {
        ScheduledFuture<?> deadline =
                network.timer().schedule(this::timeIsUp, call.limits().time().toNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((exchange, failure) -> deadline.cancel(false));
        submit(call);
    }

    private void timeIsUp() {
        String time = readable(call.limits().time());
        if (end(new Exchange.Broken(
                Fault.TIMEOUT,
                "There was no complete answer within " + time + ": still " + phase.get() + ".",
                latency(),
                bytes()))) {
            cancel();
        }
    }

    static String readable(Duration time) {
        return time.toSeconds() * 1000 == time.toMillis() ? DurationText.format(time) : time.toMillis() + " ms";
    }

    /** Connections are given up as soon as nobody waits for them any more. */
    private void cancel() {
        Future<?> request = underway;
        if (request != null) {
            request.cancel(true);
        }
    }

    private void submit(Call next) {
        try {
            network.lookups().execute(() -> send(next));
        } catch (RejectedExecutionException e) {
            overloaded();
        }
    }

    private void overloaded() {
        end(new Exchange.Broken(
                Fault.OVERLOADED, "Too many probes wait for a thread on this side.", latency(), bytes()));
    }

    /** The client looks the name up in this thread before it hands over to its selectors. */
    private void send(Call next) {
        if (result.isDone()) {
            return;
        }
        visited.add(next.uri());
        phase.set(LOOKING_UP);
        try {
            underway = clients.apply(next.trust())
                    .execute(
                            new BasicRequestProducer(request(next), body(next)),
                            new BoundedConsumer(
                                    next.limits(), next.wholeBody(), bytes, () -> phase.set("reading the body")),
                            null,
                            context(next),
                            new Ended(next));
            phase.compareAndSet(LOOKING_UP, "connecting or waiting for the answer");
        } catch (RuntimeException e) {
            failed(e);
        }
        if (result.isDone()) {
            cancel();
        }
    }

    /** To cancel a request does not always end its connection; one on which nothing comes ends by itself. */
    private static HttpClientContext context(Call next) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(next.limits().time()))
                .build());
        return context;
    }

    private static HttpRequest request(Call next) {
        BasicRequestBuilder request = BasicRequestBuilder.create(next.method()).setUri(withoutFragment(next.uri()));
        request.setHeader("Accept-Encoding", next.wholeBody() ? "gzip" : "identity");
        next.headers().forEach(request::setHeader);
        if (next.credential() != null) {
            next.credential().headers(next).forEach(request::setHeader);
        }
        return request.build();
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toASCIIString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }

    private static AsyncEntityProducer body(Call next) {
        return next.body() == null
                ? null
                : new BasicAsyncEntityProducer(
                        next.body().text().getBytes(StandardCharsets.UTF_8),
                        ContentType.parse(next.body().contentType()));
    }

    private void answered(Call asked, BoundedConsumer.Received answer) {
        try {
            String location = answer.headers().get("location");
            if (REDIRECTS.contains(answer.status())
                    && location != null
                    && call.limits().redirects() > 0) {
                submit(asked.redirected(target(asked.uri(), location), isAnsweredByGet(asked, answer.status())));
                return;
            }
            String encoding = answer.headers().get("content-encoding");
            byte[] body = asked.wholeBody()
                    ? Decompression.undo(encoding, answer.body(), asked.limits().body())
                    : answer.body();
            end(new Exchange.Answered(answer.status(), answer.headers(), body, latency(), bytes()));
        } catch (BrokenException e) {
            failed(e);
        }
    }

    private static boolean isAnsweredByGet(Call asked, int status) {
        return status == 303 || "POST".equals(asked.method()) && (status == 301 || status == 302);
    }

    private URI target(URI from, String location) throws BrokenException {
        URI target;
        try {
            target = Call.url("Location", from.resolve(location.strip()).toString());
        } catch (InvalidValueException e) {
            throw new BrokenException(Fault.BAD_REDIRECT, "A redirect leads to what is no http or https URL.");
        } catch (IllegalArgumentException e) {
            throw new BrokenException(Fault.BAD_REDIRECT, "A redirect leads to what is no URL.");
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
            throw new BrokenException(Fault.BAD_REDIRECT, "A redirect leads from https to http.");
        } else if (visited.contains(target)) {
            throw new BrokenException(Fault.REDIRECT_LOOP, "The redirects lead in a circle.");
        } else if (visited.size() > call.limits().redirects()) {
            throw new BrokenException(
                    Fault.TOO_MANY_REDIRECTS,
                    "There are more than " + call.limits().redirects() + " redirects.");
        }
        return target;
    }

    private void failed(Throwable failure) {
        end(Faults.broken(failure, latency(), bytes()));
    }

    private boolean end(Exchange exchange) {
        return result.complete(exchange);
    }

    private Duration latency() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private long bytes() {
        return bytes.get();
    }

    /** Told by the client, in a thread of a selector. */
    private final class Ended implements FutureCallback<BoundedConsumer.Received> {
        private final Call asked;

        Ended(Call asked) {
            this.asked = asked;
        }

        @Override
        public void completed(BoundedConsumer.Received answer) {
            try {
                network.readers().execute(() -> answered(asked, answer));
            } catch (RejectedExecutionException e) {
                overloaded();
            }
        }

        @Override
        public void failed(Exception failure) {
            HttpRun.this.failed(failure);
        }

        @Override
        public void cancelled() {
            // Only the deadline cancels, and it has said so already.
        }
    }
}
