package org.polymeter.gateway.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polymeter.gateway.tls.Authorities;

/** What lies below MQTT and is the same for each of its versions: threads, TCP, TLS. */
final class Transport {

    static {
        SmallNetty.choose();
    }

    private Transport() {}

    static MqttClientBuilder client(BrokerAddress broker, Opening opening, Consumer<Throwable> lost)
            throws IOException {
        String clientId = broker.clientId().orElse(opening.clientId());
        return MqttClient.builder()
                .identifier(clientId)
                .transportConfig(config(broker, opening))
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(ownThread(clientId))
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline()) // none of its own: the same thread
                        .build())
                .addDisconnectedListener(context -> lost.accept(context.getCause()));
    }

    /** For each connection, so that a receiver that blocks holds up nobody else. */
    private static Executor ownThread(String clientId) {
        return loop -> Thread.ofPlatform().name("mqtt " + clientId).daemon().start(loop);
    }

    static MqttQos qos(int qos) {
        return qos == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE;
    }

    private static MqttClientTransportConfig config(BrokerAddress broker, Opening opening) throws IOException {
        // Looked up here, for the client would do so on the thread of all connections. Keeps the name for TLS.
        InetAddress host = InetAddress.getByName(broker.host());
        long timeoutMillis = opening.timeout().toMillis();
        var config = MqttClientTransportConfig.builder()
                .serverAddress(new InetSocketAddress(host, broker.port()))
                .socketConnectTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .mqttConnectTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
        if (broker.tls()) {
            var tls = MqttClientSslConfig.builder().handshakeTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
            if (broker.caFile().isPresent()) {
                tls = tls.trustManagerFactory(Authorities.read(broker.caFile().get()));
            }
            config = config.sslConfig(tls.build());
        }
        return config.build();
    }
}
