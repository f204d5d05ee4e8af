package io.jenkins.plugins.promotion.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Exchanges over HTTP/1.1, each on a connection of its own, so that every one looks the name up, is checked by the policy
 * and sees the server as a new visitor does.
 *
 * <p>Nothing waits in a thread. Redirects are followed here, each a new request under the same deadline.
 */
public final class HttpExchanges implements AutoCloseable {
    /** The most sets of trusted certificates in use at once; the one that was not used for longest makes room. */
    static final int TRUSTS = 16;

    private static final int CONNECTIONS = 100_000;
    private static final Timeout BACKSTOP = Timeout.ofMinutes(5);

    private final Network network;
    private final Map<Trust, CloseableHttpAsyncClient> clients = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    /** Over threads and names that it does not close. */
    public HttpExchanges(Network network) {
        this.network = network;
    }

    /**
     * Makes a request. The future is always completed, with an {@link Exchange} and never with an exception, at the latest
     * when the time of the call is up. It is completed in a thread in which an answer of the permitted size may be read.
     */
    public CompletableFuture<Exchange> send(Call call) {
        HttpRun run = new HttpRun(network, this::client, call);
        run.start();
        return run.result();
    }

    private synchronized CloseableHttpAsyncClient client(Trust trust) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        CloseableHttpAsyncClient client = clients.get(trust);
        if (client == null) {
            client = create(trust);
            client.start();
            clients.put(trust, client);
            if (clients.size() > TRUSTS) {
                Trust oldest = clients.keySet().iterator().next();
                CloseableHttpAsyncClient unused = clients.remove(oldest);
                network.timer().schedule(() -> unused.close(CloseMode.GRACEFUL), 5, TimeUnit.MINUTES);
            }
        }
        return client;
    }

    private CloseableHttpAsyncClient create(Trust trust) {
        return HttpAsyncClients.custom()
                .setThreadFactory(Network.daemons("promotion-http"))
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(trust.equals(Trust.SYSTEM) ? 2 : 1)
                        .setSoTimeout(BACKSTOP)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(Limits.HEAD_LINE)
                        .setMaxHeaderCount(Limits.HEAD_LINES)
                        .build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Resolver(network.names()))
                        .setTlsStrategy(ClientTlsStrategyBuilder.create()
                                .setSslContext(trust.context())
                                .build())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .setHandshakeTimeout(BACKSTOP)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(BACKSTOP)
                                .build())
                        // So many that none waits for another: what waited would be connected in a thread of the
                        // selector.
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setIoSessionDecorator(EarlyEnd::watch)
                .setUserAgent("Environment-Promotion")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (CloseableHttpAsyncClient client : clients.values()) {
            client.close(CloseMode.IMMEDIATE);
        }
        clients.clear();
    }

    /** Gives the client the addresses that passed the policy; it connects to these and looks nothing up itself. */
    private record Resolver(Names names) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return names.lookUp(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
