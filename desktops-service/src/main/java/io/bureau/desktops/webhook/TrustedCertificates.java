package io.bureau.desktops.webhook;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities that everybody trusts, and those that an operator adds. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /** @throws IllegalStateException if the file does not hold certificates; the message tells the operator what to do */
    static TrustOptions with(Path file) {
        try {
            var trusted = new ArrayList<Certificate>(List.of(manager(null).getAcceptedIssuers()));
            trusted.addAll(read(file));
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry("trusted-" + i, trusted.get(i));
            }
            return TrustOptions.wrap(manager(store));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(
                    file + " must hold certificates in PEM (bureau.webhooks.trusted-certificates)", unreadable);
        }
    }

    private static List<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (var content = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(content));
        }
    }

    /** @param store {@code null} for the JDK's own */
    private static X509TrustManager manager(KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }
}
