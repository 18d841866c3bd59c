package org.polymeter.gateway.mqtt;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the two versions of MQTT have in common. A client connects once. */
interface Client {

    CompletableFuture<?> connect();

    /** Done when sent (QoS 0) or acknowledged (QoS 1); fails at once while there is no connection. */
    CompletionStage<?> publish(String topic, byte[] payload, Delivery delivery);

    /**
     * Takes all messages, on the thread of the connection. Called before {@link #connect}, for a broker that
     * knows our session sends at once.
     */
    void receive(Received receiver);

    CompletableFuture<?> subscribe(List<String> filters, int qos);

    CompletableFuture<?> disconnect();

    CompletableFuture<?> unsubscribe(List<String> filters);

    /** Disconnects, and makes the broker forget our session at once (MQTT 5). */
    CompletableFuture<?> endSession();
}
