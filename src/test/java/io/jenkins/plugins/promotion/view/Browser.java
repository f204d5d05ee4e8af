package io.jenkins.plugins.promotion.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import net.sf.json.util.JSONUtils;

/** A real browser without a window, one page of it, driven by the protocol of its developer tools. */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    static final int PATIENCE_SECONDS = 90;

    private final Process process;
    private final DevTools connection;

    private Browser(Process process, DevTools connection) {
        this.process = process;
        this.connection = connection;
    }

    /** The browser of this machine; empty when it has none. */
    public static Optional<File> executable() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param profile where it may write
     */
    public static Browser start(Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        executable().orElseThrow().getPath(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--force-color-profile=srgb",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        HttpClient client = HttpClient.newHttpClient();
        return new Browser(process, new DevTools(client, page(client, listening(process))));
    }

    /** The address of its page for tools, which it opens some time after it listens. */
    private static String page(HttpClient client, String address) throws Exception {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                .build();
        String targets = "";
        for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
            targets = client.send(list, BodyHandlers.ofString()).body();
            for (Object target : JSONArray.fromObject(targets)) {
                JSONObject page = (JSONObject) target;
                if (page.getString("type").equals("page")) {
                    return page.getString("webSocketDebuggerUrl");
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("The browser has no page: " + targets);
    }

    private static String listening(Process process) throws IOException {
        BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread drain = new Thread(() -> errors.lines().forEach(ignored -> {}), "browser");
                drain.setDaemon(true);
                drain.start();
                return listening.group(1);
            }
        }
        throw new IllegalStateException("The browser did not start: " + said);
    }

    /** Shows a page and waits until it is there. */
    public void open(String url) {
        String document = connection.send("Page.navigate", Map.of("url", url)).getString("loaderId");
        awaitLoaded(() -> connection.loaded().contains(document), url);
    }

    /** Logs in; the dummy realm takes the name as the password. */
    public void login(String root, String user) {
        open(root + "login");
        Set<String> before = connection.loaded();
        evaluate("document.querySelector('[name=j_username]').value = " + quoted(user)
                + "; document.querySelector('[name=j_password]').value = " + quoted(user)
                + "; document.querySelector('form[name=login]').requestSubmit()");
        awaitLoaded(() -> !before.containsAll(connection.loaded()), "what comes after the login");
    }

    private void awaitLoaded(BooleanSupplier isLoaded, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isLoaded.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s is loaded", what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** The value of an expression in the page. */
    public Object evaluate(String expression) {
        JSONObject answer = connection.send(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        assertThat(answer.has("exceptionDetails"))
                .as("%s: %s", expression, answer)
                .isFalse();
        return answer.getJSONObject("result").opt("value");
    }

    /** Waits in the page until a condition holds. */
    public void await(String condition) {
        Object held = evaluate("new Promise(done => { const end = Date.now() + " + PATIENCE_SECONDS
                + "000; const look = () => (" + condition
                + ") ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 50); look(); })");
        assertThat(held)
                .as("%s in%n%s", condition, evaluate("document.querySelector('.promo')?.innerText"))
                .isEqualTo(true);
    }

    /** Clicks what a selector finds, as a person does. */
    public void click(String selector) {
        await("document.querySelector(" + quoted(selector) + ") !== null");
        evaluate("document.querySelector(" + quoted(selector)
                + ").scrollIntoView({block: 'center', behavior: 'instant'})");
        JSONObject at = JSONObject.fromObject(evaluate("(() => { const box = document.querySelector(" + quoted(selector)
                + ").getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()"));
        for (String type : List.of("mousePressed", "mouseReleased")) {
            connection.send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.getDouble("x"),
                            "y",
                            at.getDouble("y"),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Types into the field that a selector finds. */
    public void type(String selector, String text) {
        click(selector);
        connection.send("Input.insertText", Map.of("text", text));
    }

    /** Presses a key that has no text, such as {@code Tab}. */
    public void press(String key) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            connection.send("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key));
        }
    }

    /** What a selector finds, as it is read. */
    public String text(String selector) {
        return String.valueOf(evaluate("document.querySelector(" + quoted(selector) + ")?.innerText"))
                .replaceAll("[\\s\u00a0]+", " ");
    }

    /** The width of the window. */
    public void width(int width) {
        connection.send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Puts the page into the dark theme, whose style sheet that is. */
    public void dark(Path styleSheet) throws IOException {
        String style = Files.readString(styleSheet) + "* { transition: none !important; }";
        evaluate("document.head.append(Object.assign(document.createElement('style'), { textContent: " + quoted(style)
                + " })); document.documentElement.dataset.theme = 'dark'");
    }

    /** Keeps a picture of what a selector finds, with a margin. */
    public void picture(String selector, Path file) throws IOException {
        evaluate("scrollTo(0, 0)");
        JSONObject box = JSONObject.fromObject(
                evaluate(
                        "(() => { const box = document.querySelector("
                                + quoted(selector) + ").getBoundingClientRect();"
                                + " return { x: Math.max(0, box.x - 16), y: box.y - 16, width: box.width + 32, height: box.height + 32 }; })()"));
        Map<String, ?> clip = Map.of(
                "x",
                box.getDouble("x"),
                "y",
                box.getDouble("y"),
                "width",
                box.getDouble("width"),
                "height",
                box.getDouble("height"),
                "scale",
                1);
        String data = connection
                .send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .getString("data");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /** A text of JavaScript. */
    public static String quoted(String text) {
        return JSONUtils.quote(text);
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        // each of them may write into the profile, which whoever started the browser deletes
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one ->
                one.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }
}
