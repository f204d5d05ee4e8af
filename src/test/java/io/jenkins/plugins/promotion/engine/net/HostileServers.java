package io.jenkins.plugins.promotion.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** Servers over TLS, names and ports, for tests of other packages. */
public final class HostileServers {
    private HostileServers() {}

    /** Servers over TLS with certificates of one authority, made for this run. */
    public static final class Tls {
        private final Certificates certificates;

        /** Makes the authority. */
        public Tls(Path directory) throws Exception {
            certificates = new Certificates(directory);
        }

        /** The authority, and nobody else. */
        public Trust trust() throws Exception {
            return certificates.trust();
        }

        /** A server with a certificate that is well. */
        public HostileServer good(HostileServer.Behaviour behaviour) throws Exception {
            return serve(certificates.signed("good", "dns:localhost", "-1d", 20), behaviour);
        }

        /** A server whose certificate is expired. */
        public HostileServer expired(HostileServer.Behaviour behaviour) throws Exception {
            return serve(certificates.signed("expired", "dns:localhost", "-10d", 5), behaviour);
        }

        /** A server with the certificate of another. */
        public HostileServer otherHost(HostileServer.Behaviour behaviour) throws Exception {
            return serve(certificates.signed("other", "dns:shop.example", "-1d", 20), behaviour);
        }

        /** A server that has signed its certificate itself. */
        public HostileServer selfSigned(HostileServer.Behaviour behaviour) throws Exception {
            return serve(certificates.selfSigned("self"), behaviour);
        }

        private static HostileServer serve(SSLContext context, HostileServer.Behaviour behaviour) throws IOException {
            return HostileServer.start(context, behaviour);
        }
    }

    /** A name server that knows {@code metadata.example}, at a metadata address, and no name that ends in {@code .invalid}. */
    public static InetAddress[] lookUp(String host) throws UnknownHostException {
        if (host.equals("metadata.example")) {
            return new InetAddress[] {
                InetAddress.getByAddress(host, new byte[] {(byte) 169, (byte) 254, (byte) 169, (byte) 254})
            };
        } else if (host.endsWith(".invalid")) {
            throw new UnknownHostException(host);
        }
        return Names.SYSTEM.lookUp(host);
    }

    /** A port of this machine at which nobody listens. */
    public static int closedPort() throws IOException {
        return FreePorts.one();
    }
}
