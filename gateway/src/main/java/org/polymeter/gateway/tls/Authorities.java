package org.polymeter.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The authorities whose signature under a server's certificate counts. */
public final class Authorities {

    private Authorities() {}

    /** Those of a PEM file, and no others. */
    public static TrustManagerFactory read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority " + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw unreadable(file, "it has no certificate in it", null);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (GeneralSecurityException e) {
            throw unreadable(file, "it is not a PEM file with certificates", e);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        }
    }

    private static IOException unreadable(Path file, String why, @Nullable Exception cause) {
        return new IOException("cannot read the CA file " + file + ": " + why, cause);
    }
}
