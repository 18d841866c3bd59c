package org.polymeter.gateway.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscribe;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.Mqtt3Subscription;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** MQTT 3.1.1. */
final class Mqtt3 implements Client {

    private final Mqtt3AsyncClient client;
    private final Mqtt3Connect connect;

    Mqtt3(BrokerAddress broker, Opening opening, Consumer<Throwable> lost) throws IOException {
        client = Transport.client(broker, opening, lost).useMqttVersion3().buildAsync();
        connect = connect(broker, opening);
    }

    @Override
    public CompletableFuture<?> connect() {
        return client.connect(connect);
    }

    @Override
    public CompletionStage<?> publish(String topic, byte[] payload, Delivery delivery) {
        return client.publish(Mqtt3Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(Transport.qos(delivery.qos()))
                .retain(delivery.retained())
                .build());
    }

    @Override
    public void receive(Received receiver) {
        client.publishes(
                MqttGlobalPublishFilter.ALL,
                publish -> receiver.message(
                        publish.getTopic().toString(),
                        publish.getPayloadAsBytes(),
                        publish.isRetain(),
                        publish::acknowledge),
                true);
    }

    @Override
    public CompletableFuture<?> subscribe(List<String> filters, int qos) {
        List<Mqtt3Subscription> subscriptions = filters.stream()
                .map(filter -> Mqtt3Subscription.builder()
                        .topicFilter(filter)
                        .qos(Transport.qos(qos))
                        .build())
                .toList();
        return client.subscribe(
                Mqtt3Subscribe.builder().addSubscriptions(subscriptions).build());
    }

    @Override
    public CompletableFuture<?> unsubscribe(List<String> filters) {
        return client.unsubscribe(Mqtt3Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                .build());
    }

    @Override
    public CompletableFuture<?> endSession() {
        return client.disconnect(); // a clean session ends with its connection
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    private static Mqtt3Connect connect(BrokerAddress broker, Opening opening) {
        Mqtt3ConnectBuilder connect = Mqtt3Connect.builder().cleanSession(true).keepAlive((int)
                opening.keepAlive().toSeconds());
        if (broker.user().isPresent()) {
            connect = connect.simpleAuth(Mqtt3SimpleAuth.builder()
                    .username(broker.user().get())
                    .password(broker.password().orElse("").getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        if (opening.will().isPresent()) {
            Opening.Will will = opening.will().get();
            connect = connect.willPublish(Mqtt3Publish.builder()
                    .topic(will.topic())
                    .payload(will.text().getBytes(StandardCharsets.UTF_8))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(will.retained())
                    .build());
        }
        return connect.build();
    }
}
