package io.jenkins.plugins.promotion.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * People who ask a service all the time, whatever becomes of Jenkins. Each request comes by chance, and none waits for
 * another; only on a machine that does not keep up, some stay away.
 */
final class Customers implements AutoCloseable {
    private static final int TICK_MILLIS = 10;
    private static final int MOST_AT_ONCE = 100;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "customers");
        thread.setDaemon(true);
        return thread;
    });
    private final Random chance = new Random(7);
    private final HttpRequest request;
    private final double aTick;
    private final Map<String, Long> answered = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private final Semaphore patience = new Semaphore(MOST_AT_ONCE);
    private long unanswered;

    /** Begins to ask, so many times a second on average. */
    Customers(URI service, int aSecond) {
        request = HttpRequest.newBuilder(service).build();
        aTick = aSecond * TICK_MILLIS / 1000.0;
        clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        // As many as come in that time when each comes independently of the others.
        double left = Math.exp(-aTick);
        for (double product = chance.nextDouble(); product > left; product *= chance.nextDouble()) {
            if (patience.tryAcquire()) {
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .whenComplete(this::count);
            }
        }
    }

    private synchronized void count(HttpResponse<Void> response, Throwable failure) {
        patience.release();
        if (failure != null) {
            unanswered++;
            return;
        }
        String version = response.headers().firstValue(ServiceVersion.HEADER).orElse("none");
        answered.merge(version, 1L, Long::sum);
        if (response.statusCode() >= 500) {
            failed.merge(version, 1L, Long::sum);
        }
    }

    /** How many were answered by a version. */
    synchronized long answeredBy(String version) {
        return answered.getOrDefault(version, 0L);
    }

    /** How many of them were answered with a failure. */
    synchronized long failedBy(String version) {
        return failed.getOrDefault(version, 0L);
    }

    /** How many had an answer. */
    synchronized long answered() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many had none, because a connection was refused or broke. */
    synchronized long unanswered() {
        return unanswered;
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdownNow();
        clock.awaitTermination(10, TimeUnit.SECONDS);
    }
}
