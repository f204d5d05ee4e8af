package io.jenkins.plugins.promotion.engine.net;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.reactor.IOSession;

/**
 * Makes a failure of a connection that ends before its first byte. The client (5.3.1 with core 5.3.3, as Jenkins has them)
 * takes such an end for a pause, and would wait for the deadline.
 */
final class EarlyEnd {
    private final IOSession session;
    /** Only the selector of the session reads. */
    private boolean begun;

    private EarlyEnd(IOSession session) {
        this.session = session;
    }

    /** The same session, but for its end. */
    static IOSession watch(IOSession session) {
        EarlyEnd end = new EarlyEnd(session);
        return (IOSession) Proxy.newProxyInstance(
                IOSession.class.getClassLoader(),
                new Class<?>[] {IOSession.class},
                (proxy, method, arguments) -> end.call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("read")) {
            int read = (Integer) result;
            if (read < 0 && !begun) {
                throw new ConnectionClosedException("closed before the first byte");
            }
            begun |= read > 0;
        }
        return result;
    }
}
