package org.polymeter.gateway.mqtt;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.AcceptAllAuthenticator;
import io.moquette.broker.security.IAuthenticator;
import io.moquette.broker.security.PermitAllAuthorizatorPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A small broker inside this program (Moquette), for those who have none. Keeps retained messages and
 * sessions in memory only, so they are gone after a restart; the gateway publishes its state anew.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Where only this machine reaches the broker. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Moquette forgets to acknowledge what does not fit; clients of MQTT 5 are slowed down long before. */
    private static final int COMMANDS_PER_QUEUE = 16_384;

    /**
     * Unacknowledged messages of one client. Without it a burst of MQTT 5 loses acknowledgements. A
     * client of MQTT 3.1.1, which knows nothing of it, is thrown out beyond: so it is well above what
     * such clients have in flight (mosquitto and Paho 10 to 20, our own {@link
     * MqttLink#MOST_IN_FLIGHT}).
     */
    private static final int RECEIVE_MAXIMUM = 1000;

    private static final int LARGEST_MESSAGE = 1024 * 1024;

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Server server;
    private final String address;
    private final int port;

    private EmbeddedBroker(Server server, String address, int port) {
        this.server = server;
        this.address = address;
        this.port = port;
    }

    /** Who alone may use the broker. */
    public record User(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Starts a broker.
     *
     * @param address of the network interface to listen at; {@code 0.0.0.0} for all
     * @param port 0 for any that is free
     * @param user empty: everybody who reaches the address is welcome
     */
    public static EmbeddedBroker start(String address, int port, Optional<User> user) throws IOException {
        SmallNetty.choose();
        int free = probe(address, port);
        Server server = new Server();
        try {
            server.startServer(
                    config(address, free, user.isPresent()),
                    List.of(),
                    null,
                    user.<IAuthenticator>map(EmbeddedBroker::only).orElseGet(AcceptAllAuthenticator::new),
                    new PermitAllAuthorizatorPolicy());
        } catch (RuntimeException e) {
            throw new IOException("cannot start the broker at " + address + ":" + free + ": " + e.getMessage(), e);
        }
        return new EmbeddedBroker(server, address, free);
    }

    /** The port it listens at. */
    public int port() {
        return port;
    }

    @Override
    public String toString() {
        return "embedded broker at " + address + ":" + port;
    }

    /**
     * Ends all connections, and leaves the port to others. Netty then waits two seconds for tasks that might still
     * come; nobody has to wait for that.
     */
    @Override
    public void close() {
        Thread ending = Thread.ofVirtual().name("broker ends").start(server::stopServer);
        try {
            while (!ending.join(GLANCE) && isListening()) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isListening() {
        try {
            probe(address, port);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * A port that can be listened at. Moquette leaves threads behind when it cannot listen, complains
     * at length, and tells only later which free port it took.
     */
    private static int probe(String address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new IOException(
                    "the broker cannot listen at " + address + ":" + port
                            + ": the port is in use or the address is not this machine's; choose another port, or end"
                            + " the program that has it",
                    e);
        }
    }

    private static MemoryConfig config(String address, int port, boolean password) {
        Properties config = new Properties();
        config.setProperty(IConfig.HOST_PROPERTY_NAME, address);
        config.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
        config.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, Boolean.toString(!password));
        config.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        config.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        // Without it, mosquitto_sub and all others that leave their name to the broker are refused.
        config.setProperty(BrokerConstants.ALLOW_ZERO_BYTE_CLIENT_ID_PROPERTY_NAME, "true");
        config.setProperty(IConfig.RECEIVE_MAXIMUM, Integer.toString(RECEIVE_MAXIMUM));
        config.setProperty(IConfig.SESSION_QUEUE_SIZE, Integer.toString(COMMANDS_PER_QUEUE));
        config.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(LARGEST_MESSAGE));
        return new MemoryConfig(config);
    }

    private static IAuthenticator only(User user) {
        byte[] expected = user.password().getBytes(StandardCharsets.UTF_8);
        return new IAuthenticator() {
            @Override
            public boolean checkValid(
                    @Nullable String clientId, @Nullable String username, byte @Nullable [] password) {
                return user.name().equals(username) && password != null && MessageDigest.isEqual(expected, password);
            }
        };
    }
}
