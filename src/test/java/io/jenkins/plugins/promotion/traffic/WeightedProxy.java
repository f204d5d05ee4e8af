package io.jenkins.plugins.promotion.traffic;

import io.jenkins.plugins.promotion.engine.net.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real proxy in front of two versions of a service, nginx or HAProxy, and the script that gives a version its weight, as a
 * Pipeline calls it: {@code route.sh PREVIOUS VERSION WEIGHT}. The proxy says itself which weight it works by.
 */
final class WeightedProxy implements AutoCloseable {
    /** Which proxies are known, the preferred one first. */
    enum Kind {
        NGINX(
                "nginx",
                """
                pid nginx.pid;
                error_log error.log;
                worker_processes 1;
                events { worker_connections 2000; }
                http {
                  access_log off;
                  client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp; uwsgi_temp_path temp; scgi_temp_path temp;
                  upstream service {
                    $servers
                    keepalive 64;
                  }
                  server {
                    listen 127.0.0.1:%1$d backlog=500;
                    location = /weight { return 200 '$2 $3'; }
                    location / { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ''; }
                  }
                }
                """,
                """
                old="server 127.0.0.1:$(port "$1") max_fails=0"
                new="server 127.0.0.1:$(port "$2") max_fails=0"
                case $3 in
                  0) servers="$old;" ;;
                  100) servers="$new;" ;;
                  *) servers="$old weight=$((100 - $3)); $new weight=$3;" ;;
                esac
                """,
                "%1$s -p . -c proxy.conf -s reload",
                List.of("-p", ".", "-c", "proxy.conf", "-g", "daemon off;")),

        HAPROXY(
                "haproxy",
                """
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 30s
                  timeout server 30s
                frontend all
                  bind 127.0.0.1:%1$d
                  http-request return status 200 content-type text/plain string "$2 $3" if { path /weight }
                  default_backend service
                backend service
                  balance roundrobin
                  server old 127.0.0.1:$(port "$1") weight $((100 - $3))
                  server new 127.0.0.1:$(port "$2") weight $3
                """,
                "",
                "kill -USR2 $(cat proxy.pid)",
                List.of("-W", "-f", "proxy.conf", "-p", "proxy.pid"));

        private final String program;
        private final String configuration;
        private final String preparation;
        private final String reload;
        private final List<String> arguments;

        Kind(String program, String configuration, String preparation, String reload, List<String> arguments) {
            this.program = program;
            this.configuration = configuration;
            this.preparation = preparation;
            this.reload = reload;
            this.arguments = arguments;
        }

        Optional<Path> executable() {
            return Stream.of("/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/")
                    .map(directory -> Path.of(directory + program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        boolean isInstalled() {
            return executable().isPresent();
        }

        /** The one that {@code -Dproxy} names, else the first that is installed. */
        static Optional<Kind> chosen() {
            return Stream.of(values())
                    .filter(kind -> kind.program.equals(System.getProperty("proxy", kind.program)))
                    .filter(Kind::isInstalled)
                    .findFirst();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final int port;
    private final Process process;

    private WeightedProxy(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it; everything goes to the first version.
     *
     * @param directory for its files
     */
    static WeightedProxy start(Kind kind, Path directory, List<ServiceVersion> versions) throws Exception {
        Path ports = Files.createDirectories(directory.resolve("ports"));
        for (ServiceVersion version : versions) {
            Files.writeString(ports.resolve(version.name()), String.valueOf(version.port()));
        }
        int port = FreePorts.one();
        Path program = kind.executable().orElseThrow();
        Files.writeString(directory.resolve("route.sh"), """
                #!/bin/sh
                # usage: route.sh PREVIOUS VERSION WEIGHT
                set -e
                cd '%1$s'
                port() { cat "ports/$1"; }
                %2$scat > proxy.new <<END
                %3$sEND
                mv proxy.new proxy.conf
                if [ -s %4$s ]; then %5$s; fi
                """.formatted(
                        directory,
                        kind.preparation,
                        kind.configuration.formatted(port),
                        kind == Kind.NGINX ? "nginx.pid" : "proxy.pid",
                        kind.reload.formatted(program)));
        String first = versions.get(0).name();
        new ProcessBuilder("sh", directory.resolve("route.sh").toString(), first, first, "0")
                .inheritIO()
                .start()
                .waitFor();
        Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), kind.arguments.stream())
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("proxy.log").toFile())
                .start();
        WeightedProxy proxy = new WeightedProxy(directory, port, process);
        proxy.await(first + " 0");
        return proxy;
    }

    /** Where it listens. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The script that sets a weight, with its path. */
    String script() {
        return directory.resolve("route.sh").toString();
    }

    /** By what it works: a version and its weight. */
    String weight() throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(uri().resolve("/weight"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.send(question, HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    /** Waits until it works by that: those that reload finish what they have begun first. */
    void await(String weight) throws Exception {
        Instant until = Instant.now().plusSeconds(120);
        String found = "nothing";
        while (!found.equals(weight)) {
            if (Instant.now().isAfter(until) || !process.isAlive()) {
                throw new AssertionError("The proxy works by " + found + ", not by " + weight + ": "
                        + Files.readString(directory.resolve("proxy.log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
            try {
                found = weight();
            } catch (IOException e) {
                found = e.toString();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
