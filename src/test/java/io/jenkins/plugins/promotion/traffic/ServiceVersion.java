package io.jenkins.plugins.promotion.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * One version of a small web service, which answers over HTTP and tells Prometheus about it: how many requests, of which
 * failed, and how long they took by its own clock.
 */
final class ServiceVersion implements AutoCloseable {
    /** Says which version answered. */
    static final String HEADER = "X-Version";

    /** What takes longer is slow. */
    private static final double SLOW_SECONDS = 0.05;

    /** Of the logarithm of the time that a request takes. */
    private static final double SPREAD = 0.3;

    private final String name;
    private final double failing;
    private final double millis;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "service");
        thread.setDaemon(true);
        return thread;
    });
    private long answered;
    private long failed;
    private long quick;
    private double seconds;

    /**
     * Starts it.
     *
     * @param name the version
     * @param failing which share of its requests fails
     * @param millis how long one takes on average
     */
    ServiceVersion(String name, double failing, double millis) throws IOException {
        this.name = name;
        this.failing = failing;
        this.millis = millis;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.createContext("/metrics", this::metrics);
        server.start();
    }

    String name() {
        return name;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        long begin = System.nanoTime();
        long end = begin + (long) (millis * 1e6 * Math.exp(SPREAD * chance.nextGaussian() - SPREAD * SPREAD / 2));
        for (long now = begin; now < end; now = System.nanoTime()) {
            LockSupport.parkNanos(end - now);
        }
        boolean fails = chance.nextDouble() < failing;
        exchange.getResponseHeaders().set(HEADER, name);
        exchange.sendResponseHeaders(fails ? 500 : 200, -1);
        exchange.close();
        count(fails, (System.nanoTime() - begin) / 1e9);
    }

    private synchronized void count(boolean fails, double took) {
        answered++;
        failed += fails ? 1 : 0;
        quick += took <= SLOW_SECONDS ? 1 : 0;
        seconds += took;
    }

    private synchronized String metrics() {
        return String.format(Locale.ROOT, """
                # TYPE http_requests_total counter
                http_requests_total{version="%1$s",code="200"} %2$d
                http_requests_total{version="%1$s",code="500"} %3$d
                # TYPE http_request_seconds histogram
                http_request_seconds_bucket{version="%1$s",le="0.05"} %6$d
                http_request_seconds_bucket{version="%1$s",le="+Inf"} %5$d
                http_request_seconds_sum{version="%1$s"} %4$f
                http_request_seconds_count{version="%1$s"} %5$d
                """, name, answered - failed, failed, seconds, answered, quick);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        byte[] text = metrics().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
