package io.jenkins.plugins.promotion.engine.net;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose signature under a certificate counts. There is no setting that trusts everybody.
 *
 * @param pem the only certificates that are trusted, each a block of PEM; empty for those of the Java platform
 */
public record Trust(String pem) {
    /** The certificates of the Java platform. */
    public static final Trust SYSTEM = new Trust("");

    private static final int LONGEST = 256 * 1024;

    /** @throws InvalidValueException when there is no certificate in the text */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Trust {
        pem = pem == null ? "" : pem.strip();
        if (pem.length() > LONGEST || !pem.isEmpty() && certificates(pem).isEmpty()) {
            throw invalid();
        }
    }

    @Override
    @JsonValue
    public String pem() {
        return pem;
    }

    private static InvalidValueException invalid() {
        return new InvalidValueException(
                "trust", "the text", "it takes certificates, each between BEGIN CERTIFICATE and END CERTIFICATE");
    }

    private static Collection<? extends Certificate> certificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw invalid();
        }
    }

    /** A context that trusts them. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, pem.isEmpty() ? null : factory().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that could be read can be trusted", e);
        }
    }

    private TrustManagerFactory factory() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
