package io.jenkins.plugins.promotion.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.sf.json.JSONObject;

/** What is said to one page of a {@link Browser}, and answered, over a socket. */
final class DevTools implements WebSocket.Listener {
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JSONObject>> answers = new ConcurrentHashMap<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;
    /** The documents that were loaded whole, by the names that the browser gives them. */
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    /** Goes on with the page that has this address for tools. */
    DevTools(HttpClient client, String address) throws Exception {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), this)
                .get(Browser.PATIENCE_SECONDS, TimeUnit.SECONDS);
        send("Page.enable", Map.of());
        send("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
    }

    /** The documents that were loaded whole until now. */
    Set<String> loaded() {
        return Set.copyOf(loaded);
    }

    /** What the page answers. */
    JSONObject send(String method, Map<String, ?> parameters) {
        int id = last.incrementAndGet();
        CompletableFuture<JSONObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        JSONObject message =
                new JSONObject().element("id", id).element("method", method).element("params", parameters);
        socket.sendText(message.toString(), true).join();
        JSONObject said = answer.orTimeout(2L * Browser.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        assertThat(said.has("error")).as("%s: %s", method, said).isFalse();
        return said.getJSONObject("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean end) {
        part.append(data);
        if (end) {
            JSONObject message = JSONObject.fromObject(part.toString());
            part.setLength(0);
            if (message.has("id")) {
                answers.remove(message.getInt("id")).complete(message);
            } else if (message.getString("method").equals("Page.lifecycleEvent")
                    && message.getJSONObject("params").getString("name").equals("load")) {
                loaded.add(message.getJSONObject("params").getString("loaderId"));
            }
        }
        from.request(1);
        return null;
    }

    /** Nothing is said any more. */
    void close() {
        socket.abort();
    }
}
