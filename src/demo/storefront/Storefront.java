import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/** What the demo releases: a service on the loopback address that says which version it is and whether it is healthy. */
public final class Storefront {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String version;
    private final String unhealthyIn;

    private Storefront(Properties release) {
        version = release.getProperty("version");
        unhealthyIn = release.getProperty("unhealthyIn", "");
    }

    /**
     * {@code serve <environment> <port> <pid file>} serves until another process, or nobody, is named in the file.
     * {@code check <port>} waits until it is this release that serves there.
     */
    public static void main(String[] args) throws Exception {
        Properties release = new Properties();
        try (InputStream properties = Storefront.class.getResourceAsStream("release.properties")) {
            release.load(properties);
        }
        Storefront storefront = new Storefront(release);
        if (args[0].equals("serve")) {
            storefront.serve(args[1], Integer.parseInt(args[2]), Path.of(args[3]));
        } else {
            storefront.check(Integer.parseInt(args[1]));
        }
    }

    private void serve(String environment, int port, Path pidFile) throws Exception {
        String pid = String.valueOf(ProcessHandle.current().pid());
        Files.writeString(pidFile, pid);
        HttpServer server = bound(port);
        boolean healthy = !environment.equals(unhealthyIn);
        server.createContext("/", exchange -> answer(exchange, 200, "Storefront " + version + " in " + environment + "\n"));
        server.createContext("/version", exchange -> answer(exchange, 200, version + "\n"));
        server.createContext("/healthz", exchange -> answer(exchange, healthy ? 200 : 503, healthy ? "ok\n" : "no stock\n"));
        server.start();
        System.out.println("Storefront " + version + " serves " + environment + " at http://" + LOOPBACK + ":" + port);
        while (Files.exists(pidFile) && Files.readString(pidFile).equals(pid)) {
            Thread.sleep(200);
        }
        System.out.println("Storefront " + version + " leaves " + environment);
        server.stop(0);
    }

    /** The one that was here before needs a moment to see that it is not named any more. */
    private static HttpServer bound(int port) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return HttpServer.create(new InetSocketAddress(LOOPBACK, port), 0);
            } catch (BindException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private void check(int port) throws InterruptedException {
        String service = "http://" + LOOPBACK + ":" + port;
        Instant deadline = Instant.now().plus(PATIENCE);
        String seen = "nothing answers";
        while (Instant.now().isBefore(deadline)) {
            try {
                String answers = get(service + "/version").body().strip();
                if (answers.equals(version)) {
                    System.out.println(service + " answers " + version);
                    return;
                }
                seen = answers + " answers";
            } catch (IOException e) {
                seen = "nothing answers";
            }
            Thread.sleep(200);
        }
        fail(service + " does not answer " + version + " after " + PATIENCE.toSeconds() + " s: " + seen + ". Is the port taken?");
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(2)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static void fail(String reason) {
        System.err.println(reason);
        System.exit(1);
    }
}
