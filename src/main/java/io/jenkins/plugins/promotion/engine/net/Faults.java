package io.jenkins.plugins.promotion.engine.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.util.TextUtils;

/** Names what an exception means. Its own text does not go on, for nobody knows what is in it. */
final class Faults {
    private record Kind(Fault fault, String sentence, Predicate<Throwable> is) {}

    /** The first that fits any of the causes. */
    private static final List<Kind> KINDS = List.of(
            kind(Fault.LARGE_HEAD, "The head of the answer is larger than allowed.", MessageConstraintException.class),
            kind(
                    Fault.TLS_EXPIRED,
                    "The certificate is expired, or not valid yet.",
                    CertificateExpiredException.class,
                    CertificateNotYetValidException.class),
            new Kind(Fault.TLS_WRONG_HOST, "The certificate is for another host.", Faults::isOfAnotherHost),
            kind(
                    Fault.TLS_UNTRUSTED,
                    "Nobody who is trusted has signed the certificate.",
                    CertPathBuilderException.class,
                    CertPathValidatorException.class,
                    CertificateException.class),
            kind(Fault.TLS, "TLS could not be agreed on.", SSLException.class),
            kind(Fault.NO_DNS, "The name has no address.", UnknownHostException.class),
            kind(Fault.TIMEOUT, "It took longer than allowed.", SocketTimeoutException.class),
            kind(Fault.UNREACHABLE, "There is no way to the address.", NoRouteToHostException.class),
            new Kind(Fault.UNREACHABLE, "There is no way to the address.", Faults::isUnreachable),
            kind(Fault.REFUSED, "Nobody listens there: the connection was refused.", ConnectException.class),
            kind(
                    Fault.RESET,
                    "The connection was cut before the answer was complete.",
                    ConnectionClosedException.class,
                    TruncatedChunkException.class,
                    SocketException.class,
                    EOFException.class),
            kind(Fault.NO_HTTP, "The answer is not HTTP.", HttpException.class, MalformedChunkCodingException.class),
            kind(Fault.RESET, "The exchange broke off.", IOException.class));

    private Faults() {}

    private static Kind kind(Fault fault, String sentence, Class<?>... types) {
        return new Kind(fault, sentence, cause -> Arrays.stream(types).anyMatch(type -> type.isInstance(cause)));
    }

    private static boolean isOfAnotherHost(Throwable cause) {
        return cause instanceof SSLPeerUnverifiedException
                || cause instanceof CertificateException && says(cause, "subject alternative");
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof SocketException && says(cause, "unreachable");
    }

    private static boolean says(Throwable cause, String words) {
        return !TextUtils.isEmpty(cause.getMessage())
                && cause.getMessage().toLowerCase(Locale.ROOT).contains(words);
    }

    /** An exchange that ended with the exception. */
    static Exchange.Broken broken(Throwable failure, java.time.Duration latency, long bytes) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof AddressPolicy.DeniedException denied) {
                return new Exchange.Broken(Fault.DENIED, denied.getMessage() + ".", latency, bytes);
            } else if (cause instanceof BrokenException broken) {
                return new Exchange.Broken(broken.fault(), broken.getMessage(), latency, bytes);
            }
        }
        return KINDS.stream()
                .filter(kind -> causes.stream().anyMatch(kind.is()))
                .findFirst()
                .map(kind -> new Exchange.Broken(kind.fault(), kind.sentence(), latency, bytes))
                .orElseGet(() -> new Exchange.Broken(
                        Fault.OTHER, "It failed with a " + failure.getClass().getSimpleName() + ".", latency, bytes));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
