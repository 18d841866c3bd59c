package org.polymeter.gateway.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;

/** The MQTT side of simulated adapters: QoS 0, not retained, as Tasmota sends its telemetry. */
final class Post implements AutoCloseable {

    private static final Delivery TELEMETRY =
            new Delivery(0, false, "application/json", true, List.of(), Duration.ZERO);

    private final BrokerAddress broker;
    private @Nullable MqttLink link;

    Post(BrokerAddress broker) {
        this.broker = broker;
    }

    /** Connects if need be. */
    void send(String topic, byte[] payload) throws IOException, InterruptedException {
        MqttLink open = link;
        if (open == null) {
            open = MqttLink.open(broker, Opening.as("polymeter-simulator"));
            link = open;
        }
        open.publish(topic, payload, TELEMETRY);
    }

    /** The connection is lost: the next message opens another one. */
    void reopen() {
        close();
        link = null;
    }

    @Override
    public void close() {
        MqttLink open = link;
        if (open != null) {
            open.close();
        }
    }
}
