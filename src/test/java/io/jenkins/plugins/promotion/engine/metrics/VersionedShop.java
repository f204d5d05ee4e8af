package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.HostileServer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What Prometheus scrapes of a shop that runs in several versions at once: requests, failed ones, how long they took, and
 * memory. Requests come while time passes, by chance, the same chance each time.
 */
public final class VersionedShop implements AutoCloseable {
    private final Map<String, Version> versions = new TreeMap<>();
    private final Random chance = new Random(42);
    private final HostileServer server;
    private long before = System.nanoTime();

    private static final class Version {
        private final double perSecond;
        private final double failing;
        private final double millis;
        private double all;
        private long failed;
        private double seconds;

        Version(double perSecond, double failing, double millis) {
            this.perSecond = perSecond;
            this.failing = failing;
            this.millis = millis;
        }
    }

    /** Opens it. */
    public VersionedShop() throws IOException {
        server = HostileServer.start(
                (request, connection) -> connection.answer("200 OK", "text/plain; version=0.0.4", metrics()));
    }

    /**
     * Has a version.
     *
     * @param perSecond how many requests it has
     * @param failing which share of them fails
     * @param millis how long one takes on average
     */
    public synchronized VersionedShop version(String name, double perSecond, double failing, double millis) {
        versions.put(name, new Version(perSecond, failing, millis));
        return this;
    }

    /** Where it is scraped. */
    public int port() {
        return server.port();
    }

    private synchronized String metrics() {
        long now = System.nanoTime();
        double passed = (now - before) / 1e9;
        before = now;
        StringBuilder text = new StringBuilder("# TYPE http_requests_total counter\n");
        StringBuilder rest = new StringBuilder();
        versions.forEach((name, version) -> {
            double more = version.perSecond * passed;
            version.all += more;
            for (int i = 0; i < Math.round(more); i++) {
                version.failed += chance.nextDouble() < version.failing ? 1 : 0;
                version.seconds += version.millis / 1000 * Math.exp(chance.nextGaussian() / 2 - 0.125);
            }
            text.append(String.format(
                    Locale.ROOT,
                    "http_requests_total{version=\"%1$s\",code=\"200\"} %2$f%n"
                            + "http_requests_total{version=\"%1$s\",code=\"500\"} %3$d%n",
                    name,
                    version.all - version.failed,
                    version.failed));
            rest.append(String.format(
                    Locale.ROOT,
                    "http_request_seconds_sum{version=\"%1$s\"} %2$f%nhttp_request_seconds_count{version=\"%1$s\"} %3$f%n"
                            + "process_resident_memory_bytes{version=\"%1$s\"} 6.12e8%n",
                    name,
                    version.seconds,
                    version.all));
        });
        return text.append(rest).toString().replace("\r\n", "\n");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
