package io.jenkins.plugins.promotion.gate;

import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import java.io.IOException;
import java.util.List;

/**
 * What an agent reaches: all that its steps reach, but link-local and metadata addresses. One for each agent, made with
 * the first probe there.
 */
final class AgentNetwork {
    private static Network network;
    private static HttpExchanges http;
    private static TcpConnections tcp;

    private AgentNetwork() {}

    static synchronized HttpExchanges http() {
        if (http == null) {
            http = new HttpExchanges(network());
        }
        return http;
    }

    static synchronized TcpConnections tcp() throws IOException {
        if (tcp == null) {
            tcp = new TcpConnections(network());
        }
        return tcp;
    }

    private static synchronized Network network() {
        if (network == null) {
            network = new Network(new AddressPolicy(true, true, List.of(), List.of()));
        }
        return network;
    }
}
