package org.polymeter.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A certificate and its key in PEM files (RFC 7468), as certbot and most authorities hand them out. */
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final long LARGEST = 1024 * 1024;

    private PemFiles() {}

    /**
     * Reads both.
     *
     * @throws IOException whose message says what is wrong with which
     */
    static ServerKey read(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = chain(certificate);
        PrivateKey secret = key(key, chain.getFirst().getPublicKey().getAlgorithm());
        if (!fit(secret, chain.getFirst())) {
            throw new IOException("the key in " + key + " is not that of the certificate in " + certificate
                    + " (its first one counts)");
        }
        return new ServerKey(secret, chain);
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        try {
            while (block.find()) {
                if (block.group(1).equals("CERTIFICATE")) {
                    chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(decoded(block.group(2)))));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw unreadable(file, "certificate " + (chain.size() + 1) + " in it is damaged", e);
        }
        if (chain.isEmpty()) {
            throw unreadable(file, "there is no certificate in it (-----BEGIN CERTIFICATE-----)", null);
        }
        return chain;
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            String type = block.group(1);
            if (type.equals("PRIVATE KEY")) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(decoded(block.group(2))));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    throw unreadable(file, "there is no " + algorithm + " key in it, as the certificate needs", e);
                }
            }
            if (type.equals("ENCRYPTED PRIVATE KEY")) {
                throw unreadable(file, "it is encrypted; 'openssl pkcs8 -in " + file + "' makes one that is not", null);
            }
            if (type.endsWith("PRIVATE KEY")) {
                throw unreadable(
                        file,
                        "it is of an old form; 'openssl pkcs8 -topk8 -nocrypt -in " + file + "' makes one of PKCS#8",
                        null);
            }
        }
        throw unreadable(file, "there is no key in it (-----BEGIN PRIVATE KEY-----)", null);
    }

    /** What the one signs, the other has to acknowledge. */
    private static boolean fit(PrivateKey key, X509Certificate certificate) throws IOException {
        byte[] text = "polymeter".getBytes(StandardCharsets.US_ASCII);
        String algorithm = certificate.getPublicKey().getAlgorithm();
        String scheme = switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
        try {
            Signature signature = Signature.getInstance(scheme);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (java.security.SignatureException | java.security.InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IOException("keys of type " + algorithm + " are not known here; take RSA or EC", e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw unreadable(file, "it is no PEM file", null);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "this user may not read it", e);
        }
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static IOException unreadable(Path file, String why, @Nullable Exception cause) {
        return new IOException("cannot use " + file + ": " + why, cause);
    }
}
