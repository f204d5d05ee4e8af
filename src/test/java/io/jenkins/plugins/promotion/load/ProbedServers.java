package io.jenkins.plugins.promotion.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers, and one that takes connections and says nothing. They see when they are asked: how late a probe is,
 * is the time between two requests for one path, less the interval.
 */
final class ProbedServers implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;

    private final ExecutorService serving = Executors.newFixedThreadPool(5);
    private final Map<String, Long> lastAsked = new ConcurrentHashMap<>();
    private final Queue<Long> lateness = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final long intervalMillis;
    private final HttpServer answering;
    private final ServerSocket silent;
    private volatile boolean counts;

    ProbedServers(long intervalMillis) throws IOException {
        this.intervalMillis = intervalMillis;
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        answering = HttpServer.create(new InetSocketAddress(loopback, 0), MOST_WAITING);
        answering.setExecutor(serving);
        answering.createContext("/", this::answer);
        answering.start();
        silent = new ServerSocket(0, MOST_WAITING, loopback);
        serving.execute(this::takeAll);
    }

    int port() {
        return answering.getAddress().getPort();
    }

    int hangingPort() {
        return silent.getLocalPort();
    }

    /** From now on what is asked counts. */
    void begin() {
        lateness.clear();
        hanging.set(0);
        counts = true;
    }

    /** From now on nothing counts. */
    void end() {
        counts = false;
    }

    private void answer(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        Long before = lastAsked.put(exchange.getRequestURI().getPath(), now);
        if (counts && before != null) {
            lateness.add(Math.max(0, (now - before) / 1_000_000 - intervalMillis));
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void takeAll() {
        try {
            while (true) {
                unanswered.add(silent.accept());
                if (counts) {
                    hanging.incrementAndGet();
                }
            }
        } catch (IOException e) {
            unanswered.forEach(ProbedServers::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // the other side has closed it
        }
    }

    /** What was seen in so many seconds. */
    String result(int seconds) {
        long[] sorted = lateness.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(sorted).isNotEmpty();
        return sorted.length + " probes answered and " + hanging + " not, "
                + (sorted.length + hanging.get()) / seconds + " a second; late by ms: median " + at(sorted, 0.5)
                + ", 99 % " + at(sorted, 0.99) + ", most " + at(sorted, 1);
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    @Override
    public void close() throws IOException {
        answering.stop(0);
        silent.close();
        serving.shutdownNow();
    }
}
