package org.polymeter.gateway.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** MQTT 5. Topic aliases come by themselves, as many as the broker allows. */
final class Mqtt5 implements Client {

    /** Messages that wait for a slow receiver; the broker keeps the others. */
    private static final int MOST_WAITING = 100;

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;

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
            publish = publish.userProperties(Mqtt5UserProperties.of(delivery.userProperties().stream()
                    .map(pair -> Mqtt5UserProperty.of(pair.getKey(), pair.getValue()))
                    .toList()));
        }
        return client.publish(publish.build());
    }

    @Override
    public CompletableFuture<?> subscribe(List<String> filters, int qos, Received receiver) {
        List<Mqtt5Subscription> subscriptions = filters.stream()
                .map(filter -> Mqtt5Subscription.builder()
                        .topicFilter(filter)
                        .qos(Transport.qos(qos))
                        .build())
                .toList();
        return client.subscribe(
                Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build(),
                publish -> receiver.message(
                        publish.getTopic().toString(), publish.getPayloadAsBytes(), publish.isRetain()),
                Transport.RECEIVERS);
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    private static Mqtt5Connect connect(BrokerAddress broker, Opening opening) {
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .cleanStart(true)
                .keepAlive((int) opening.keepAlive().toSeconds())
                .restrictions(Mqtt5ConnectRestrictions.builder()
                        .receiveMaximum(MOST_WAITING)
                        .sendMaximum(MqttLink.MOST_IN_FLIGHT)
                        .build());
        if (broker.user().isPresent()) {
            connect = connect.simpleAuth(Mqtt5SimpleAuth.builder()
                    .username(broker.user().get())
                    .password(broker.password().orElse("").getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        if (opening.will().isPresent()) {
            Opening.Will will = opening.will().get();
            // A will waits only as long as there is a session, and is withdrawn only by who resumes it.
            connect = connect.willPublish(will(will))
                    .cleanStart(will.delay().isZero())
                    .sessionExpiryInterval(will.delay().toSeconds());
        }
        return connect.build();
    }

    private static Mqtt5Publish will(Opening.Will will) {
        return Mqtt5WillPublish.builder()
                .topic(will.topic())
                .payload(will.text().getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .contentType("text/plain")
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .delayInterval(will.delay().toSeconds())
                .build();
    }
}
