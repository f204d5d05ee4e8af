package io.jenkins.plugins.promotion.engine.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates made for one test run, with the {@code keytool} of the JDK: an authority, and servers that it signed. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path store;
    private final Set<String> made = new HashSet<>();

    /** Makes an authority. */
    Certificates(Path directory) throws IOException, InterruptedException {
        store = directory.resolve("certificates.p12");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Test authority", "-ext", "bc:c", "-validity", "30");
    }

    /** A server certificate signed by the authority. */
    SSLContext signed(String alias, String names, String start, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        if (made.add(alias)) {
            keytool(
                    "-genkeypair",
                    "-alias",
                    alias,
                    "-dname",
                    "CN=" + alias,
                    "-ext",
                    "san=" + names,
                    "-signer",
                    "authority",
                    "-startdate",
                    start,
                    "-validity",
                    String.valueOf(days));
        }
        return context(alias);
    }

    /** A certificate that only its owner has signed. */
    SSLContext selfSigned(String alias) throws IOException, InterruptedException, GeneralSecurityException {
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-ext", "san=dns:localhost,ip:127.0.0.1");
        return context(alias);
    }

    /** Trusts the authority alone. */
    Trust trust() throws IOException, InterruptedException {
        Path pem = Files.createTempFile(store.getParent(), "authority", ".pem");
        Files.delete(pem);
        keytool("-exportcert", "-rfc", "-alias", "authority", "-file", pem.toString());
        return new Trust(Files.readString(pem));
    }

    private SSLContext context(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        if (command.contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }
}
