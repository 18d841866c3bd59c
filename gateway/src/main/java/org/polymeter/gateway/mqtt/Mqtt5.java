package org.polymeter.gateway.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5WillPublish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** MQTT 5. Topic aliases come by themselves, as many as the broker allows. */
final class Mqtt5 implements Client {

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;

    /** Mostly the next message is sent as the one before. */
    private @Nullable Delivery latest;

    private Mqtt5UserProperties latestProperties = Mqtt5UserProperties.of();

    Mqtt5(BrokerAddress broker, Opening opening, Consumer<Throwable> lost) throws IOException {
        client = Transport.client(broker, opening, lost).useMqttVersion5().buildAsync();
        connect = connect(broker, opening);
    }

    @Override
    public CompletableFuture<?> connect() {
        return client.connect(connect);
    }

    @Override
    public CompletionStage<?> publish(String topic, byte[] payload, Delivery delivery) {
        Mqtt5PublishBuilder.Complete publish = Mqtt5Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(Transport.qos(delivery.qos()))
                .retain(delivery.retained())
                .contentType(delivery.contentType())
                .payloadFormatIndicator(
                        delivery.text() ? Mqtt5PayloadFormatIndicator.UTF_8 : Mqtt5PayloadFormatIndicator.UNSPECIFIED);
        if (!delivery.expiry().isZero()) {
            publish = publish.messageExpiryInterval(delivery.expiry().toSeconds());
        }
        if (!delivery.userProperties().isEmpty()) {
            publish = publish.userProperties(properties(delivery));
        }
        return client.publish(publish.build());
    }

    private Mqtt5UserProperties properties(Delivery delivery) {
        if (!delivery.equals(latest)) {
            latest = delivery;
            latestProperties = Mqtt5UserProperties.of(delivery.userProperties().stream()
                    .map(pair -> Mqtt5UserProperty.of(pair.getKey(), pair.getValue()))
                    .toList());
        }
        return latestProperties;
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
        List<Mqtt5Subscription> subscriptions = filters.stream()
                .map(filter -> Mqtt5Subscription.builder()
                        .topicFilter(filter)
                        .qos(Transport.qos(qos))
                        .build())
                .toList();
        return client.subscribe(
                Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build());
    }

    @Override
    public CompletableFuture<?> unsubscribe(List<String> filters) {
        return client.unsubscribe(Mqtt5Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                .build());
    }

    @Override
    public CompletableFuture<?> endSession() {
        return client.disconnectWith().sessionExpiryInterval(0).send();
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    private static Mqtt5Connect connect(BrokerAddress broker, Opening opening) {
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .cleanStart(opening.session().isZero())
                .sessionExpiryInterval(opening.session().toSeconds())
                .keepAlive((int) opening.keepAlive().toSeconds())
                // No receive maximum: Mosquitto 2.0.11 sends more than that, and a client has to hang up then.
                .restrictions(Mqtt5ConnectRestrictions.builder()
                        .sendMaximum(MqttLink.MOST_IN_FLIGHT)
                        .build());
        if (broker.user().isPresent()) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder()
                    .username(broker.user().get())
                    .password(broker.password().orElse("").getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        if (opening.will().isPresent()) {
            connect = connect.willPublish(will(opening.will().get()));
        }
        return connect.build();
    }

    private static Mqtt5Publish will(Opening.Will will) {
        return Mqtt5WillPublish.builder()
                .topic(will.topic())
                .payload(will.text().getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(will.retained())
                .contentType("text/plain")
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .delayInterval(will.delay().toSeconds())
                .build();
    }
}
