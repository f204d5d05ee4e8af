package io.jenkins.plugins.promotion.tag;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves the bare repositories in a directory over HTTP to {@code ci} with the password {@code s3cr3t}, by the program that
 * Git has for that.
 */
final class GitServer implements AutoCloseable {
    static final String USER = "ci";
    static final String PASSWORD = "s3cr3t";

    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Path root;
    /** Whether clients may ask for single commits, as they may of every server that speaks the newer protocol. */
    private volatile boolean newProtocol = true;

    private volatile CountDownLatch holdsPushes = new CountDownLatch(0);
    private volatile CountDownLatch pushHeld = new CountDownLatch(1);

    GitServer(Path root) throws IOException {
        this.root = root;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(serving);
        HttpContext context = server.createContext("/", this::answer);
        context.setAuthenticator(new BasicAuthenticator("git") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return USER.equals(user) && PASSWORD.equals(password);
            }
        });
        server.start();
    }

    String url(Path repository) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository.getFileName();
    }

    GitServer withOldProtocol() {
        newProtocol = false;
        return this;
    }

    /** Pushes are answered no more until {@link #letPushesGo}. */
    void holdPushes() {
        pushHeld = new CountDownLatch(1);
        holdsPushes = new CountDownLatch(1);
    }

    void awaitPush() throws InterruptedException {
        assertThat(pushHeld.await(1, TimeUnit.MINUTES)).as("somebody pushes").isTrue();
    }

    void letPushesGo() {
        holdsPushes.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            if (exchange.getRequestURI().getPath().endsWith("git-receive-pack")) {
                pushHeld.countDown();
                holdsPushes.await();
            }
            ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
            Map<String, String> variables = builder.environment();
            Headers asked = exchange.getRequestHeaders();
            variables.put("GIT_PROJECT_ROOT", root.toString());
            variables.put("GIT_HTTP_EXPORT_ALL", "1");
            variables.put("PATH_INFO", exchange.getRequestURI().getPath());
            variables.put("QUERY_STRING", query == null ? "" : query);
            variables.put("REQUEST_METHOD", exchange.getRequestMethod());
            variables.put("REMOTE_USER", exchange.getPrincipal().getUsername());
            put(variables, "CONTENT_TYPE", asked.getFirst("Content-Type"));
            put(variables, "HTTP_CONTENT_ENCODING", asked.getFirst("Content-Encoding"));
            put(variables, "GIT_PROTOCOL", newProtocol ? asked.getFirst("Git-Protocol") : null);
            byte[] request = exchange.getRequestBody().readAllBytes();
            variables.put("CONTENT_LENGTH", Integer.toString(request.length));
            Process process = builder.start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(request);
            }
            respond(exchange, process.getInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void put(Map<String, String> variables, String name, String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private static void respond(HttpExchange exchange, InputStream output) throws IOException {
        int status = 200;
        for (String line = line(output); !line.isEmpty(); line = line(output)) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("Status")) {
                status = Integer.parseInt(header[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
        }
        byte[] body = output.readAllBytes();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String line(InputStream output) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = output.read(); read >= 0 && read != '\n'; read = output.read()) {
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        letPushesGo();
        server.stop(0);
        serving.shutdownNow();
    }
}
