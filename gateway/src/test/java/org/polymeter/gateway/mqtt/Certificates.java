package org.polymeter.gateway.mqtt;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority of its own and a server certificate signed by it, made anew by openssl for each test. */
public record Certificates(Path authority, Path serverCertificate, Path serverKey) {

    /**
     * Asks openssl, which takes a moment.
     *
     * @param name what the certificate is for: {@code IP:127.0.0.1} or {@code DNS:localhost}
     */
    public static Certificates make(Path parent, String name) throws IOException {
        String openssl = Mosquitto.find("openssl");
        assumeFalse(openssl.isEmpty(), "openssl is not installed");
        Path folder = Files.createTempDirectory(parent, "certificates");
        Files.writeString(folder.resolve("names"), "subjectAltName=" + name + "\n");
        String[] newKey = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"};
        run(folder, openssl, newKey, "req", "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA");
        run(folder, openssl, newKey, "req", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=broker");
        run(folder, openssl, new String[0], sign());
        return new Certificates(folder.resolve("ca.pem"), folder.resolve("server.pem"), folder.resolve("server.key"));
    }

    private static String[] sign() {
        return "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -extfile names"
                .split(" ", -1);
    }

    private static void run(Path folder, String openssl, String[] more, String... arguments) throws IOException {
        String[] command = new String[1 + arguments.length + more.length];
        command[0] = openssl;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        System.arraycopy(more, 0, command, 1 + arguments.length, more.length);
        Mosquitto.run(folder, command);
    }
}
