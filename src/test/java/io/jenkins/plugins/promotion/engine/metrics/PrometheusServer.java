package io.jenkins.plugins.promotion.engine.metrics;

import io.jenkins.plugins.promotion.engine.net.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prometheus itself, which scrapes services of this machine. Needs its binary. */
public final class PrometheusServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private PrometheusServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Whether it is installed, such as from the Debian package. */
    public static boolean isInstalled() {
        return binary().isPresent();
    }

    private static Optional<Path> binary() {
        return Stream.of("/usr/bin/prometheus", "/usr/local/bin/prometheus", "/bin/prometheus")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it, and waits until it has scraped.
     *
     * @param directory for its files
     * @param scraped the port of the service, which is scraped every second
     * @param awaited a query that has a value once it has scraped enough
     */
    public static PrometheusServer start(Path directory, int scraped, String awaited) throws Exception {
        return start(directory, List.of(scraped), "1s", awaited);
    }

    /**
     * The same with several services.
     *
     * @param scraped the ports of the services
     * @param every how often they are scraped, as Prometheus writes it
     */
    public static PrometheusServer start(Path directory, List<Integer> scraped, String every, String awaited)
            throws Exception {
        int port = FreePorts.one();
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: %s}
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: [%s]}]
                """.formatted(
                every, scraped.stream().map(each -> "'127.0.0.1:" + each + "'").collect(Collectors.joining(", "))));
        Path log = directory.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        binary().orElseThrow().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, port, log);
        server.await(awaited);
        return server;
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void await(String query) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(uri().resolve("/api/v1/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "query=" + java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8)))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant until = Instant.now().plusSeconds(180);
        while (Instant.now().isBefore(until) && process.isAlive()) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("\"value\"")) {
                    return;
                }
            } catch (IOException e) {
                // It is still starting.
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("Prometheus has scraped nothing: " + Files.readString(log));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Prometheus ended", e);
        }
    }
}
