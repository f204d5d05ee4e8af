package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What is deployed to: for each environment at most one running service. Closing it ends them all; after that nothing is
 * deployed any more. Safe for a close from another thread.
 */
final class Targets implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).proxy(HttpClient.Builder.NO_PROXY).build();
    private final Map<EnvironmentName, ServiceProcess> running = new HashMap<>();
    private boolean closed;

    /**
     * Replaces the service of an environment and asks the new one whether it is what it should be.
     *
     * @return where it answers
     * @throws IOException when it does not start, is not healthy or is another version; the old one is gone all the same
     * @throws CancellationException when all was closed in the meantime: then this says nothing about the service
     */
    URI deploy(EnvironmentName environment, String version, Behaviour behaviour) throws IOException {
        try {
            return replace(environment, version, behaviour);
        } catch (IOException e) {
            if (isClosed()) {
                throw new CancellationException("The rehearsal was ended while " + version + " was deployed.");
            }
            throw e;
        }
    }

    private URI replace(EnvironmentName environment, String version, Behaviour behaviour) throws IOException {
        ServiceProcess service = restart(environment, version, behaviour);
        HttpResponse<String> health = get(service.address("/healthz"));
        if (health.statusCode() != 200) {
            throw new IOException(
                    "/healthz answered " + health.statusCode() + " (" + health.body() + ") instead of 200");
        }
        URI address = service.address("/version");
        HttpResponse<String> answer = get(address);
        if (!answer.body().equals(version)) {
            throw new IOException("/version answered '" + answer.body() + "' instead of '" + version + "'");
        }
        return address;
    }

    /** The version that the service of an environment really answers; empty when nothing does. */
    Optional<String> answered(EnvironmentName environment) {
        ServiceProcess service;
        synchronized (this) {
            service = running.get(environment);
        }
        if (service == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(get(service.address("/version")).body());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.values().forEach(ServiceProcess::close);
        running.clear();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized ServiceProcess restart(EnvironmentName environment, String version, Behaviour behaviour)
            throws IOException {
        if (closed) {
            throw new CancellationException("The rehearsal was ended before " + version + " was deployed.");
        }
        ServiceProcess before = running.remove(environment);
        if (before != null) {
            before.close();
        }
        ServiceProcess service = ServiceProcess.start(version, behaviour);
        running.put(environment, service);
        return service;
    }

    private HttpResponse<String> get(URI address) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + address + " was asked", e);
        }
    }
}
