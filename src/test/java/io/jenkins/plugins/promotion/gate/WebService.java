package io.jenkins.plugins.promotion.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on this machine whose answers a test sets, path by path; it notes what it was asked. */
public final class WebService implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private record Answer(int status, String type, String body, String location) {}

    public WebService() throws IOException {
        this(0);
    }

    /** On a port that was used before, as after a restart of the service. */
    public WebService(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.getOrDefault(path, new Answer(404, "text/plain", "nothing here", null));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (answer.location() != null) {
            exchange.getResponseHeaders().set("Location", answer.location());
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** From now on the path answers with this status. */
    public WebService status(String path, int status) {
        answers.put(path, new Answer(status, "text/plain", "status " + status, null));
        return this;
    }

    /** From now on the path answers with this JSON. */
    public WebService json(String path, String body) {
        answers.put(path, new Answer(200, "application/json", body, null));
        return this;
    }

    /** From now on the path redirects. */
    public WebService redirect(String path, String location) {
        answers.put(path, new Answer(302, "text/plain", "", location));
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** What came in the header of that name, in order. */
    public List<String> authorizations() {
        return authorizations;
    }

    /** How often the path was asked for. */
    public long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
