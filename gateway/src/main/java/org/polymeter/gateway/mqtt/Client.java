package org.polymeter.gateway.mqtt;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the two versions of MQTT have in common. A client connects once. */
interface Client {

    CompletableFuture<?> connect();

    /** Done when sent (QoS 0) or acknowledged (QoS 1); fails at once while there is no connection. */
    CompletionStage<?> publish(String topic, byte[] payload, Delivery delivery);

    CompletableFuture<?> subscribe(List<String> filters, int qos, Received receiver);

    CompletableFuture<?> disconnect();
}
