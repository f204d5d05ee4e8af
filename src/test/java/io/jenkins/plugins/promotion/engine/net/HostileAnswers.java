package io.jenkins.plugins.promotion.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Answers without end, and answers that are not what they seem. */
public final class HostileAnswers {
    private HostileAnswers() {}

    /** The body comes a byte a second. */
    public static HostileServer.Behaviour slowly() {
        return (request, connection) -> {
            connection.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true) {
                connection.say("x");
                TimeUnit.SECONDS.sleep(1);
            }
        };
    }

    /** A body of digits that never ends. */
    public static HostileServer.Behaviour bodyWithoutEnd() {
        return (request, connection) -> {
            connection.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            while (true) {
                connection.say("1".repeat(100_000));
            }
        };
    }

    /** One header of 1 GB. */
    public static HostileServer.Behaviour largeHeader() {
        return (request, connection) -> {
            connection.say("HTTP/1.1 200 OK\r\nX-Large: ");
            for (int i = 0; i < 10_000; i++) {
                connection.say("x".repeat(100_000));
            }
        };
    }

    /** 500 MB of zeros, compressed to about a thousandth. */
    public static HostileServer.Behaviour bomb() throws IOException {
        byte[] bomb = zeros(500);
        return (request, connection) -> {
            assertThat(request).contains("Accept-Encoding: gzip");
            connection.say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            connection.say(bomb);
        };
    }

    private static byte[] zeros(int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < megabytes; i++) {
                out.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    /** To another place, whatever is asked for. */
    public static HostileServer.Behaviour redirectTo(String target) {
        return (request, connection) ->
                connection.say("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
    }
}
