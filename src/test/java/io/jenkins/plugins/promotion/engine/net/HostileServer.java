package io.jenkins.plugins.promotion.engine.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback address that says to every connection whatever it was told to, byte by byte. It keeps what it
 * was asked, and says when the other side has hung up.
 */
public final class HostileServer implements AutoCloseable {
    /** What is said to a request. */
    @FunctionalInterface
    public interface Behaviour {
        /** The request was read up to the end of its head. */
        void answer(String request, Connection connection) throws IOException, InterruptedException;
    }

    /** One connection. */
    public static final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Sends text. */
        public void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Sends bytes. */
        public void say(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Sends a whole answer. */
        public void answer(String status, String contentType, String body) throws IOException {
            answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends a whole answer, with more header lines after the content type. */
        public void answer(String status, String contentType, byte[] body) throws IOException {
            say("HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n");
            say(body);
        }

        /** Cuts the connection with a reset instead of an end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the other side hangs up. */
        public void untilHungUp() throws IOException {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // What else is sent does not matter.
            }
        }
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final boolean tls;
    private final boolean listens;

    private HostileServer(ServerSocket listener, Behaviour behaviour, boolean tls, boolean listens) {
        this.listener = listener;
        this.listens = listens;
        this.behaviour = behaviour;
        this.tls = tls;
        Thread acceptor = new Thread(this::accept, "hostile-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Over plain HTTP. */
    public static HostileServer start(Behaviour behaviour) throws IOException {
        return new HostileServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), behaviour, false, true);
    }

    /** Over plain HTTP, without waiting for a request. */
    public static HostileServer startUnasked(Behaviour behaviour) throws IOException {
        return new HostileServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), behaviour, false, false);
    }

    /** Over TLS. */
    static HostileServer start(SSLContext context, Behaviour behaviour) throws IOException {
        return new HostileServer(
                context.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress()),
                behaviour,
                true,
                true);
    }

    /** A server that says the same to everybody. */
    public static HostileServer saying(String status, String contentType, String body) throws IOException {
        return start((request, connection) -> connection.answer(status, contentType, body));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> serve(socket), "hostile-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = listens ? head(socket.getInputStream()) : "";
            requests.add(request);
            behaviour.answer(request, new Connection(socket));
        } catch (SocketException e) {
            hungUp.countDown();
        } catch (IOException e) {
            // A client that does not like the certificate.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hungUp.countDown();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                var matcher = java.util.regex.Pattern.compile("(?i)content-length: *(\\d+)")
                        .matcher(text);
                length = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
                break;
            }
        }
        head.write(in.readNBytes(length));
        return head.toString(StandardCharsets.UTF_8);
    }

    /** The requests so far, with their bodies. */
    public List<String> requests() {
        return requests;
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** A URL of it. */
    public String url(String path) {
        return (tls ? "https" : "http") + "://localhost:" + port() + path;
    }

    /** Waits until a behaviour has noticed that the client is gone, or has ended by itself. */
    public boolean isHungUpSoon() throws InterruptedException {
        return hungUp.await(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
