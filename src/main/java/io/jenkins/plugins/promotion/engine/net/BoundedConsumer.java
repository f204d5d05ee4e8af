package io.jenkins.plugins.promotion.engine.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Takes an answer in, up to its limit. It never holds more than that, whatever the server says or sends. */
final class BoundedConsumer implements AsyncResponseConsumer<BoundedConsumer.Received> {
    /**
     * An answer as it was sent.
     *
     * @param cut whether there would have been more
     */
    record Received(int status, Map<String, String> headers, byte[] body, boolean cut) {}

    private final Limits limits;
    private final boolean wholeBody;
    private final AtomicLong bytes;
    private final Runnable onHead;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new HashMap<>();
    private int status;
    private int interimAnswers;
    private FutureCallback<Received> whenDone;

    /**
     * @param bytes counts what comes in
     * @param onHead called when the head is there
     */
    BoundedConsumer(Limits limits, boolean wholeBody, AtomicLong bytes, Runnable onHead) {
        this.limits = limits;
        this.wholeBody = wholeBody;
        this.bytes = bytes;
        this.onHead = onHead;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) throws BrokenException {
        count(response);
        if (++interimAnswers > Limits.INTERIM_ANSWERS) {
            throw new BrokenException(
                    Fault.LARGE_HEAD,
                    "There are more than " + Limits.INTERIM_ANSWERS + " interim answers before the real one.");
        }
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<Received> callback) {
        count(response);
        status = response.getCode();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        onHead.run();
        whenDone = callback;
        if (entity == null) {
            callback.completed(received(false));
        }
    }

    private void count(HttpResponse response) {
        bytes.addAndGet("HTTP/1.1 200 \r\n\r\n".length());
        for (Header header : response.getHeaders()) {
            int value = header.getValue() == null ? 0 : header.getValue().length();
            bytes.addAndGet(header.getName().length() + value + ": \r\n".length());
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws java.io.IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer part) throws BrokenException {
        byte[] chunk = new byte[part.remaining()];
        part.get(chunk);
        bytes.addAndGet(chunk.length);
        int fits = Math.min(chunk.length, limits.body() - body.size());
        body.write(chunk, 0, fits);
        if (fits < chunk.length) {
            if (!wholeBody) {
                whenDone.completed(received(true));
            }
            throw new BrokenException(
                    Fault.LARGE_BODY, "The body has more than the " + limits.body() + " bytes that are allowed.");
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        whenDone.completed(received(false));
    }

    private Received received(boolean cut) {
        return new Received(status, headers, body.toByteArray(), cut);
    }

    @Override
    public void failed(Exception cause) {
        // Whoever asked is told by the callback of the request.
    }

    @Override
    public void releaseResources() {
        // What was taken in belongs to the answer.
    }
}
