package org.polymeter.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.http.Listener;

class ServerTlsTest {

    @TempDir
    private Path folder;

    private final Instant start = InstantSource.system().instant();
    private final AtomicReference<Instant> now = new AtomicReference<>(start);
    private final InstantSource clock = now::get;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_certificate_of_the_owner_is_shown_and_one_that_takes_its_place_is_taken_up(String algorithm)
            throws Exception {
        Identity.Own own = Keytool.make(folder, algorithm);
        ServerTls tls = ServerTls.by(own, clock);
        assertThat(tls.isSigned()).isTrue();
        try (Server server = new Server(tls)) {
            SSLSession before = server.call("TLSv1.3");
            assertThat(serial(before)).isEqualTo(own.read().chain().getFirst().getSerialNumber());
            assertThat(server.call("TLSv1.2").getProtocol()).isEqualTo("TLSv1.2");
            assertThatThrownBy(() -> server.call("TLSv1.1")).isInstanceOf(IOException.class);

            Keytool.make(folder, algorithm);
            assertThat(serial(server.call("TLSv1.3"))).as("not at once").isEqualTo(serial(before));
            now.set(start.plusSeconds(11));
            assertThat(serial(server.call("TLSv1.3")))
                    .isEqualTo(own.read().chain().getFirst().getSerialNumber())
                    .isNotEqualTo(serial(before));

            Files.writeString(own.key(), "half a");
            now.set(start.plusSeconds(22));
            assertThat(serial(server.call("TLSv1.3"))).as("the old one stays").isNotEqualTo(serial(before));
        }
    }

    @Test
    void one_is_made_once_for_the_names_of_this_machine_and_anew_before_it_ends() throws Exception {
        Identity made = new Identity.Generated(folder.resolve("data"), "cellar", "pi.fritz.box");
        ServerKey first = made.key(clock);
        assertThat(names(first))
                .contains("pi.fritz.box", "pi", "pi.local", "polymeter-cellar.local", "localhost", "127.0.0.1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/tls.p12"))))
                .isEqualTo("rw-------");
        assertThat(Duration.between(first.begins(), first.ends())).isLessThan(Duration.ofDays(825));

        now.set(start.plus(Duration.ofDays(780)));
        assertThat(made.key(clock).chain()).isEqualTo(first.chain());
        try (Server server = new Server(ServerTls.by(made, clock))) {
            assertThat(serial(server.call("TLSv1.3")))
                    .isEqualTo(first.chain().getFirst().getSerialNumber());
            now.set(start.plus(Duration.ofDays(791)));
            assertThat(serial(server.call("TLSv1.3")))
                    .as("nobody waits until there is another")
                    .isEqualTo(first.chain().getFirst().getSerialNumber());
            awaitAnother(server, first);
        }
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("tls.p12");
        }
    }

    @Test
    void one_that_cannot_be_made_is_not_tried_again_within_the_hour() throws Exception {
        Path data = folder.resolve("data");
        Identity made = new Identity.Generated(data, "cellar", "");
        ServerKey first = made.key(clock);
        try (Server server = new Server(ServerTls.by(made, clock))) {
            Path elsewhere = Files.move(data, folder.resolve("elsewhere"));
            Files.createFile(data); // in its place, so that none can be made
            Instant soon = start.plus(Duration.ofDays(800));
            now.set(soon);
            server.call("TLSv1.3");
            await().until(() -> !isMaking());

            Files.delete(data);
            Files.move(elsewhere, data);
            now.set(soon.plusSeconds(11));
            server.call("TLSv1.3");
            await().until(() -> !isMaking());
            assertThat(serial(server.call("TLSv1.3")))
                    .isEqualTo(first.chain().getFirst().getSerialNumber());
            now.set(soon.plusSeconds(3_611));
            awaitAnother(server, first);
        }
    }

    @Test
    void what_keytool_says_is_told_and_nothing_of_it_is_left() throws Exception {
        Identity none = new Identity.Generated(folder.resolve("data"), "a, no name", "");

        assertThatThrownBy(() -> none.key(clock))
                .hasMessageContaining("keytool cannot make a certificate: keytool error");

        assertThat(folder.resolve("data")).isEmptyDirectory();
    }

    @Test
    void files_that_are_no_good_are_named_with_what_to_do() throws Exception {
        Identity.Own own = Keytool.make(folder, "EC");
        Identity.Own other = Keytool.make(folder.resolve("other"), "EC");
        String key = Files.readString(own.key());

        assertThat(problem(new Identity.Own(own.certificate(), other.key())))
                .contains("is not that of the certificate in " + own.certificate());
        assertThat(problem(new Identity.Own(own.certificate(), own.certificate())))
                .contains("there is no key in it");
        assertThat(problem(new Identity.Own(own.key(), own.key()))).contains("there is no certificate in it");
        assertThat(problem(new Identity.Own(folder.resolve("no.pem"), own.key())))
                .contains("there is no such file");
        Files.writeString(own.key(), key.replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertThat(problem(own)).contains("openssl pkcs8 -topk8 -nocrypt");
        Files.writeString(own.key(), key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        assertThat(problem(own)).contains("it is encrypted");
        Files.writeString(own.key(), Keytool.pem("PRIVATE KEY", new byte[40]));
        assertThat(problem(own)).contains("there is no EC key in it");
        Files.writeString(own.certificate(), Keytool.pem("CERTIFICATE", new byte[40]));
        assertThat(problem(own)).contains("certificate 1 in it is damaged");
    }

    private static void awaitAnother(Server server, ServerKey first) {
        await().until(() ->
                !serial(server.call("TLSv1.3")).equals(first.chain().getFirst().getSerialNumber()));
    }

    private static boolean isMaking() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("certificate"));
    }

    private static String problem(Identity.Own own) {
        try {
            own.read();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Object serial(SSLSession session) throws IOException {
        return ((X509Certificate) session.getPeerCertificates()[0]).getSerialNumber();
    }

    private static List<String> names(ServerKey key) throws Exception {
        Collection<List<?>> names = key.chain().getFirst().getSubjectAlternativeNames();
        return names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.toList());
    }

    /** Says "well" to everybody. */
    private static final class Server implements AutoCloseable {

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Listener listener;

        Server(ServerTls tls) throws IOException {
            listener = new Listener(
                    InetAddress.getLoopbackAddress(),
                    0,
                    Optional.of(tls),
                    exchange -> {
                        try (exchange) {
                            exchange.sendResponseHeaders(200, 4);
                            exchange.getResponseBody().write("well".getBytes(StandardCharsets.US_ASCII));
                        }
                    },
                    threads);
            listener.bind();
            listener.start();
        }

        /** Calls as a new client, which believes everything. */
        SSLSession call(String version) throws Exception {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
                socket.setEnabledProtocols(new String[] {version});
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .endsWith("well");
                return socket.getSession();
            }
        }

        @Override
        public void close() {
            listener.close();
            threads.shutdownNow();
        }
    }

    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
