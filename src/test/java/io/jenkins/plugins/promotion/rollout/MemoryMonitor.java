package io.jenkins.plugins.promotion.rollout;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.promotion.analysis.AnalysesConfiguration;
import io.jenkins.plugins.promotion.analysis.BoundsMetric;
import io.jenkins.plugins.promotion.analysis.CanaryAnalysis;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.PrometheusSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every query as Prometheus does, with the memory that the test sets, and {@code null} for nothing. */
final class MemoryMonitor implements AutoCloseable {
    volatile String memory = "500";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    MemoryMonitor() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            String now = String.valueOf(System.currentTimeMillis() / 1000);
            String result = memory == null ? "" : "{\"metric\":{},\"value\":[" + now + ",\"" + memory + "\"]}";
            byte[] body = ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** How often it was asked. */
    int asked() {
        return asked.get();
    }

    /** Makes it the source {@code prometheus}, and defines the analysis {@code web-slo} that looks at it every second. */
    void define() {
        HealthGatesConfiguration.get().setAllow(List.of("127.0.0.1"));
        HealthGatesConfiguration.get()
                .setSources(List.of(new PrometheusSource(
                        "prometheus", "http://127.0.0.1:" + server.getAddress().getPort())));
        BoundsMetric bounds = new BoundsMetric("memory", "prometheus", "memory");
        bounds.setAtMost("900");
        CanaryAnalysis analysis = new CanaryAnalysis(List.of(bounds));
        analysis.setName("web-slo");
        analysis.setInterval("1s");
        AnalysesConfiguration.get().setAnalyses(List.of(analysis));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
