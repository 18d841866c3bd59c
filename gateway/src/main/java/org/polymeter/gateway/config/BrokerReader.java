package org.polymeter.gateway.config;

import java.nio.file.Path;
import java.util.Optional;
import org.polymeter.gateway.mqtt.BrokerAddress;

/** Reads how to reach a broker: the keys of {@code broker: {…}} and of an output of type mqtt. */
final class BrokerReader {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    private BrokerReader() {}

    static BrokerAddress read(Section section) {
        String host = host(section, "the name or address of the broker, such as 192.168.1.5");
        boolean tls = section.flag("tls");
        int port = section.port("port", tls ? TLS_PORT : PLAIN_PORT);
        Optional<Path> ca = CaReader.read(section, tls, "'tls: true'");
        CredentialFile file = CredentialFile.read(section);
        Optional<String> user =
                section.text("user").filter(text -> !text.isEmpty()).or(file::user);
        Optional<String> password = SecretReader.read(section, "password").or(file::password);
        if (password.isPresent() && user.isEmpty() && !section.has("user") && !section.has("cred-file")) {
            section.problem(section.what() + " has a password but no 'user'");
        }
        int version = section.parsed("version", BrokerReader::version, "5 (MQTT 5) or 3 (MQTT 3.1.1)")
                .orElse(5);
        Optional<String> clientId = section.text("client-id").filter(text -> !text.isEmpty());
        return new BrokerAddress(host, port, version, tls, ca, user, password, clientId);
    }

    /** A host name without scheme and port, which have keys of their own. */
    static String host(Section section, String hint) {
        Optional<String> host = section.required("host", hint);
        if (host.isPresent() && host.get().matches(".*(://|/|\\s).*|[^:]+:\\d+")) {
            section.unexpected("host", host.get(), "a name or address alone; the port has a key of its own, 'port'");
        }
        return host.orElse("");
    }

    private static Optional<Integer> version(String text) {
        return switch (text) {
            case "5", "5.0" -> Optional.of(5);
            case "3", "3.1.1" -> Optional.of(3);
            default -> Optional.empty();
        };
    }
}
