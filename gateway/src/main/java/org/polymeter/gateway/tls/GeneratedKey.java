package org.polymeter.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key and a certificate for this machine's names and addresses, made by the {@code keytool} of the running Java. */
final class GeneratedKey {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedKey.class);

    /** Some browsers and phones believe none for longer, whoever has signed it. */
    private static final int DAYS = 820;

    static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** Who may read the file has the key; this only keeps the format. */
    private static final String PASSWORD = "polymeter";

    private static final String ALIAS = "polymeter";
    private static final int PATIENCE_SECONDS = 60;

    private final Path file;
    private final String gateway;
    private final String host;

    /** {@code host}: what this machine is called; empty if nobody knows. */
    GeneratedKey(Path folder, String gateway, String host) {
        this.file = file(folder);
        this.gateway = gateway;
        this.host = host;
    }

    static Path file(Path folder) {
        return folder.resolve("tls.p12");
    }

    /** The one that is kept; another one if there is none, or it ends soon. */
    ServerKey current(Instant now) throws IOException {
        if (Files.exists(file)) {
            ServerKey kept = read();
            if (now.isBefore(kept.ends().minus(RENEWED_BEFORE))) {
                return kept;
            }
            LOG.info("http: the certificate ends at {}, so there is another; browsers will ask once more", kept.ends());
        }
        make();
        return read();
    }

    private ServerKey read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            if (store.getKey(ALIAS, PASSWORD.toCharArray()) instanceof PrivateKey key
                    && store.getCertificate(ALIAS) instanceof X509Certificate certificate) {
                return new ServerKey(key, List.of(certificate));
            }
            throw new IOException("there is no key in it");
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException(
                    "cannot use the certificate that was made, " + file + " (" + e.getMessage()
                            + "); delete the file, and another one is made",
                    e);
        }
    }

    private void make() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path workshop = Files.createTempDirectory(folder, "tls");
        Path made = workshop.resolve("tls.p12");
        try {
            run(made);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("http: made a certificate for {}, in {}", String.join(", ", names()), file);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(said(made));
            Files.deleteIfExists(workshop);
        }
    }

    private void run(Path made) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-validity",
                        "" + DAYS,
                        "-dname",
                        "CN=Polymeter " + gateway,
                        "-ext",
                        "SAN=" + String.join(",", names()),
                        "-ext",
                        "KeyUsage=digitalSignature",
                        "-ext",
                        "ExtendedKeyUsage=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        made.toString())
                .redirectErrorStream(true)
                .redirectOutput(said(made).toFile())
                .start();
        keytool.getOutputStream().close();
        try {
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool makes no certificate within " + PATIENCE_SECONDS + " s");
            }
            if (keytool.exitValue() != 0) {
                String said = new String(Files.readAllBytes(said(made)), StandardCharsets.UTF_8);
                throw new IOException("keytool cannot make a certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            keytool.destroyForcibly();
        }
    }

    /** What keytool prints: to a file, since who reads its output waits until it ends, whether it does or not. */
    private static Path said(Path made) {
        return made.resolveSibling("keytool.log");
    }

    /** By which it may be called: {@code dns:pi.local}, {@code ip:192.168.1.7}. */
    private Set<String> names() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        if (host.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
            String first = host.split("\\.", 2)[0];
            names.addAll(List.of("dns:" + host, "dns:" + first, "dns:" + first + ".local"));
        }
        names.add("dns:polymeter-" + gateway + ".local");
        names.add("dns:localhost");
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLinkLocalAddress()) {
                    names.add("ip:" + address.getHostAddress().split("%", 2)[0]);
                }
            }
        }
        return names;
    }
}
