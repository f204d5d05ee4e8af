package io.jenkins.plugins.promotion.traffic;

import io.jenkins.plugins.promotion.engine.metrics.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A service in four versions, the proxy in front of them, customers, and Prometheus: what stands outside of Jenkins, and goes
 * on when Jenkins does not.
 */
final class Stage implements AutoCloseable {
    /** Has everything at first; 1 in 100 of its requests fails. */
    static final String LIVE = "2.14.2";
    /** Fails 3 in 100. */
    static final String FAILING = "2.14.3";
    /** Takes 15 % longer. */
    static final String SLOW = "2.14.4";
    /** Is as good as the live one. */
    static final String SOUND = "2.14.5";

    private static final double MILLIS = 40;

    private final List<ServiceVersion> versions;
    private final WeightedProxy proxy;
    private final PrometheusServer prometheus;
    private final Customers customers;

    private Stage(
            List<ServiceVersion> versions, WeightedProxy proxy, PrometheusServer prometheus, Customers customers) {
        this.versions = versions;
        this.proxy = proxy;
        this.prometheus = prometheus;
        this.customers = customers;
    }

    /** What is not installed here and has to be, empty when nothing is missing. */
    static Optional<String> missing() {
        if (WeightedProxy.Kind.chosen().isEmpty()) {
            return Optional.of("neither nginx nor haproxy is installed");
        }
        return PrometheusServer.isInstalled() ? Optional.empty() : Optional.of("prometheus is not installed");
    }

    /**
     * Opens it.
     *
     * @param directory for the files of its programs
     * @param aSecond how many requests there are
     */
    static Stage open(Path directory, int aSecond) throws Exception {
        List<ServiceVersion> versions = List.of(
                new ServiceVersion(LIVE, 0.01, MILLIS),
                new ServiceVersion(FAILING, 0.03, MILLIS),
                new ServiceVersion(SLOW, 0.01, 1.15 * MILLIS),
                new ServiceVersion(SOUND, 0.01, MILLIS));
        WeightedProxy proxy = WeightedProxy.start(
                WeightedProxy.Kind.chosen().orElseThrow(),
                Files.createDirectories(directory.resolve("proxy")),
                versions);
        Customers customers = new Customers(proxy.uri(), aSecond);
        PrometheusServer prometheus = PrometheusServer.start(
                Files.createDirectories(directory.resolve("prometheus")),
                versions.stream().map(ServiceVersion::port).toList(),
                "500ms",
                "rate(http_requests_total{version=\"" + LIVE + "\",code=\"200\"}[2s]) > 0");
        return new Stage(versions, proxy, prometheus, customers);
    }

    WeightedProxy proxy() {
        return proxy;
    }

    Customers customers() {
        return customers;
    }

    /** Where Prometheus listens. */
    String prometheus() {
        return prometheus.uri().toString();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        customers.close();
        proxy.close();
        prometheus.close();
        versions.forEach(ServiceVersion::close);
    }
}
