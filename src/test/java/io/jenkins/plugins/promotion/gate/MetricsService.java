package io.jenkins.plugins.promotion.gate;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service that tells Prometheus how it is. */
final class MetricsService implements AutoCloseable {
    /** What part of its requests fails. */
    volatile double errors = 0.001;

    private final HttpServer server;

    MetricsService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.createContext("/metrics", exchange -> {
            byte[] body = ("# TYPE shop_errors gauge\nshop_errors " + errors
                            + "\n# TYPE shop_orders gauge\nshop_orders 7\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
