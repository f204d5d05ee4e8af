package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One running {@link ServiceCommand} in a process of its own. */
final class ServiceProcess implements AutoCloseable {
    private static final int SECONDS_TO_START = 30;
    private static final int SECONDS_TO_END = 5;
    private static final int LINES_KEPT = 20;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a service and returns when it listens.
     *
     * @throws IOException when it does not come to listen; then no process is left
     */
    static ServiceProcess start(String version, Behaviour behaviour) throws IOException {
        ServiceProcess service = new ServiceProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        ServiceCommand.NAME,
                        ServiceCommand.RELEASE + "=" + version,
                        ServiceCommand.BEHAVIOUR + "=" + behaviour)
                .redirectErrorStream(true)
                .start());
        Thread reader = new Thread(service::listen, "output of the service " + version);
        reader.setDaemon(true);
        reader.start();
        boolean listens = false;
        try {
            service.port.get(SECONDS_TO_START, TimeUnit.SECONDS);
            listens = true;
            return service;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the service did not come to listen within " + SECONDS_TO_START + "s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the service started");
        } finally {
            if (!listens) {
                service.close();
            }
        }
    }

    /** Where it answers. */
    URI address(String path) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port.join() + path);
    }

    /** Ends the process and returns when it has ended. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.matches(ServiceCommand.PORT + "\\d{1,5}")) {
                    port.complete(Integer.valueOf(line.substring(ServiceCommand.PORT.length())));
                } else if (said.size() < LINES_KEPT) {
                    said.add(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            said.add(e.toString());
        }
        port.completeExceptionally(
                new IOException("the service ended before it listened, and said: " + String.join(" / ", said)));
    }
}
