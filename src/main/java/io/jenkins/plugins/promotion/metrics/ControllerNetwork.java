package io.jenkins.plugins.promotion.metrics;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/** What the controller reaches over the network for gates and analyses, under the lists of the administrator. */
@Extension
public final class ControllerNetwork extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(ControllerNetwork.class.getName());
    /** Longer than any probe takes, so that none is cut off by a change of the lists. */
    private static final int MINUTES_OF_GRACE = 6;

    private Open open;

    /** What one pair of lists allows. */
    private record Open(
            List<String> allow, List<String> deny, Network network, HttpExchanges http, TcpConnections tcp) {
        void close() {
            try {
                http.close();
                tcp.close();
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "A connection was not closed well", e);
            } finally {
                network.close();
            }
        }
    }

    /** The only instance. */
    public static ControllerNetwork get() {
        return ExtensionList.lookupSingleton(ControllerNetwork.class);
    }

    /** Exchanges with web servers. Not to be kept: the lists may change. */
    public HttpExchanges http() {
        return current().http();
    }

    /** Connections. Not to be kept: the lists may change. */
    public TcpConnections tcp() {
        return current().tcp();
    }

    private synchronized Open current() {
        HealthGatesConfiguration settings = HealthGatesConfiguration.get();
        List<String> allow = settings.getAllow();
        List<String> deny = settings.getDeny();
        if (open == null || !open.allow().equals(allow) || !open.deny().equals(deny)) {
            Open before = open;
            open = open(allow, deny);
            if (before != null) {
                Timer.get().schedule(before::close, MINUTES_OF_GRACE, TimeUnit.MINUTES);
            }
        }
        return open;
    }

    private static Open open(List<String> allow, List<String> deny) {
        Network network = new Network(new AddressPolicy(false, true, allow, deny));
        try {
            return new Open(allow, deny, network, new HttpExchanges(network), new TcpConnections(network));
        } catch (IOException e) {
            network.close();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void onBeforeShutdown() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
