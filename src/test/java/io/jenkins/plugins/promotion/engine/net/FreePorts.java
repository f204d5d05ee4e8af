package io.jenkins.plugins.promotion.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine at which nobody listens, for programs that are told at which to. They are below those that systems
 * give to connections by themselves, of which other tests make many: none of those takes one before it is used.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int LAST = 30_000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** One of them. */
    public static int one() throws IOException {
        return inARow(1);
    }

    /** The first of so many in a row. */
    public static int inARow(int many) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try {
                for (int i = 0; i < many; i++) {
                    new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()).close();
                }
                return first;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
