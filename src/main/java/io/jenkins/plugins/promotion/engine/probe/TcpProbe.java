package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.net.Exchange;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import java.util.concurrent.CompletableFuture;

/** Connects to a port once. */
public final class TcpProbe {
    private final TcpConnections connections;

    /** Over connections that it does not close. */
    public TcpProbe(TcpConnections connections) {
        this.connections = connections;
    }

    /** Looks once. The future is always completed, never with an exception, at the latest when the time of the check is up. */
    public CompletableFuture<Reading> look(TcpCheck check) {
        return connections
                .connect(check.host(), check.port(), check.time())
                .thenApply(exchange -> exchange instanceof Exchange.Broken broken
                        ? HttpProbe.broken(broken)
                        : new Reading.Well("The port takes connections.", exchange.latency(), 0, null, null));
    }
}
