package io.jenkins.plugins.promotion.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Connects to a port and hangs up again. No thread waits. */
public final class TcpConnections implements AutoCloseable {
    private final Network network;
    private final AsynchronousChannelGroup group;

    /** Over threads and names that it does not close. */
    public TcpConnections(Network network) throws IOException {
        this.network = network;
        this.group = AsynchronousChannelGroup.withFixedThreadPool(1, Network.daemons("promotion-tcp"));
    }

    /**
     * Tries the addresses of the host, one after the other. The future is always completed, never with an exception, at
     * the latest when the time is up; an {@link Exchange.Answered} says that one of them took the connection.
     */
    public CompletableFuture<Exchange> connect(String host, int port, Duration time) {
        Run run = new Run(host, port);
        ScheduledFuture<?> deadline =
                network.timer().schedule(() -> run.timeIsUp(time), time.toNanos(), TimeUnit.NANOSECONDS);
        run.result.whenComplete((exchange, failure) -> {
            deadline.cancel(false);
            run.hangUp();
        });
        try {
            network.lookups().execute(run::lookUp);
        } catch (RejectedExecutionException e) {
            run.result.complete(new Exchange.Broken(
                    Fault.OVERLOADED, "Too many probes wait for a thread on this side.", run.latency(), 0));
        }
        return run.result;
    }

    @Override
    public void close() throws IOException {
        group.shutdownNow();
    }

    private final class Run implements CompletionHandler<Void, Integer> {
        private final String host;
        private final int port;
        private final long startedAt = System.nanoTime();
        private final CompletableFuture<Exchange> result = new CompletableFuture<>();
        private InetAddress[] addresses;
        private volatile AsynchronousSocketChannel channel;

        Run(String host, int port) {
            this.host = host;
            this.port = port;
        }

        void lookUp() {
            try {
                addresses = network.names().lookUp(host);
                connect(0);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        private void connect(int number) throws IOException {
            hangUp();
            AsynchronousSocketChannel next = AsynchronousSocketChannel.open(group);
            channel = next;
            next.connect(new InetSocketAddress(addresses[number], port), number, this);
            if (result.isDone()) {
                hangUp();
            }
        }

        @Override
        public void completed(Void nothing, Integer number) {
            result.complete(new Exchange.Answered(0, java.util.Map.of(), new byte[0], latency(), 0));
        }

        @Override
        public void failed(Throwable failure, Integer number) {
            if (number + 1 == addresses.length || result.isDone()) {
                fail(failure);
                return;
            }
            try {
                connect(number + 1);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        }

        private void fail(Throwable failure) {
            result.complete(Faults.broken(failure, latency(), 0));
        }

        void timeIsUp(Duration time) {
            result.complete(new Exchange.Broken(
                    Fault.TIMEOUT, "There was no connection within " + HttpRun.readable(time) + ".", latency(), 0));
        }

        void hangUp() {
            AsynchronousSocketChannel open = channel;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    // It is given up either way.
                    channel = null;
                }
            }
        }

        Duration latency() {
            return Duration.ofNanos(System.nanoTime() - startedAt);
        }
    }
}
