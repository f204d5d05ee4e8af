package io.jenkins.plugins.promotion.commandline.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a rehearsal deploys: an HTTP service on a free port of the loopback address, which says its version under {@code
 * /version} and whether it is healthy under {@code /healthz}.
 *
 * <p>It writes {@value #PORT} and the port to its output once it listens, and ends when its input does: so it never
 * outlives the rehearsal that started it, however that ends.
 */
@Command(name = ServiceCommand.NAME, hidden = true, description = "The service that a rehearsal deploys.")
public final class ServiceCommand implements Callable<Integer> {
    static final String NAME = "service";
    static final String PORT = "port ";
    static final String RELEASE = "--release";
    static final String BEHAVIOUR = "--behaviour";

    @Option(names = RELEASE, required = true, description = "The version that it answers.")
    private String release;

    @Option(names = BEHAVIOUR, required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Behaviour behaviour;

    @Spec
    private CommandSpec spec;

    private final InputStream input;

    /** A service that ends with the standard input. */
    public ServiceCommand() {
        this(System.in);
    }

    ServiceCommand(InputStream input) {
        this.input = input;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (behaviour == Behaviour.CRASHES) {
            out.println(release + " cannot start: this release was made to crash");
            out.flush();
            return 1;
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/version", exchange -> answer(exchange, 200, release));
        server.createContext("/healthz", exchange -> {
            boolean healthy = behaviour == Behaviour.HEALTHY;
            answer(exchange, healthy ? 200 : 503, healthy ? "ok" : "this release was made to be unhealthy");
        });
        server.start();
        out.println(PORT + server.getAddress().getPort());
        out.flush();
        while (input.read() >= 0) {
            // whatever is said, only the end counts
        }
        server.stop(0);
        return 0;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            try (OutputStream stream = exchange.getResponseBody()) {
                stream.write(body);
            }
        }
    }
}
