package org.polymeter.gateway.crash;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears all readings that a broker hands on. It subscribes with QoS 0, so Mosquitto writes each message to it before
 * it acknowledges the message to the gateway: what the gateway may forget, the witness has, even if the broker is
 * killed the moment after.
 */
final class Witness implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
    private static final Pattern METER = Pattern.compile("\"meter\":\"([^\"]+)\"");
    private static final Pattern REGISTER = Pattern.compile("\"energy_import_t1_kwh\":([0-9.]+)");
    private static final Pattern POWER = Pattern.compile("\"power_import_w\":([0-9.]+)");

    private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();
    private @Nullable Mqtt5AsyncClient client;

    /** Subscribed by the time it returns. */
    void listenAt(int port) throws Exception {
        close();
        Mqtt5AsyncClient fresh =
                Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        fresh.publishes(MqttGlobalPublishFilter.ALL, this::hear);
        fresh.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        fresh.subscribeWith()
                .topicFilter("polymeter/1/meter/+/reading")
                .qos(MqttQos.AT_MOST_ONCE)
                .send()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        client = fresh;
    }

    /** By what was said: under which ids it came. */
    Map<String, Set<String>> heard() {
        return ids;
    }

    long messages() {
        return messages.get();
    }

    @Override
    public void close() {
        if (client != null) {
            client.disconnect();
            client = null;
        }
    }

    private void hear(Mqtt5Publish message) {
        String text = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
        Matcher id = ID.matcher(text);
        Matcher meter = METER.matcher(text);
        Matcher register = REGISTER.matcher(text);
        Matcher power = POWER.matcher(text);
        if (id.find() && meter.find() && register.find() && power.find()) {
            String claim = Telegram.claim(meter.group(1), register.group(1), power.group(1));
            ids.computeIfAbsent(claim, unused -> ConcurrentHashMap.newKeySet()).add(id.group(1));
        } else {
            ids.put("half a reading: " + text, Set.of());
        }
        messages.incrementAndGet();
    }
}
