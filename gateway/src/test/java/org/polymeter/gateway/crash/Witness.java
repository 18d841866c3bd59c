package org.polymeter.gateway.crash;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.SmallNetty;

/**
 * Hears all readings that a broker hands on. It subscribes with QoS 0, so Mosquitto writes each message to it before
 * it acknowledges the message to the gateway: what the gateway may forget, the witness has, even if the broker is
 * killed the moment after.
 */
final class Witness implements AutoCloseable {

    static {
        SmallNetty.choose(); // we come before the program
    }

    private static final int PATIENCE_SECONDS = 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
    private static final Pattern METER = Pattern.compile("\"meter\":\"([^\"]+)\"");
    private static final Pattern REGISTER = Pattern.compile("\"energy_import_t1_kwh\":([0-9.]+)");
    private static final Pattern POWER = Pattern.compile("\"power_import_w\":([0-9.]+)");

    private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();

    /** By meter: what its states have said. */
    private final Map<String, Set<String>> states = new ConcurrentHashMap<>();

    private final List<String> offline = new CopyOnWriteArrayList<>();
    private final Times times = new Times();
    private @Nullable Mqtt5AsyncClient client;

    /** Subscribed by the time it returns. */
    void listenAt(int port) throws Exception {
        close();
        Mqtt5AsyncClient fresh =
                Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        fresh.publishes(MqttGlobalPublishFilter.ALL, this::hear);
        fresh.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        fresh.subscribeWith()
                .topicFilter("polymeter/1/meter/+/+")
                .qos(MqttQos.AT_MOST_ONCE)
                .send()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        client = fresh;
    }

    /** By what was said: under how many ids it came. */
    Map<String, Integer> heard() {
        return sizes(ids);
    }

    /** By meter: how many different states came until now. */
    Map<String, Integer> states() {
        return sizes(states);
    }

    /** Meters of which it was said that they are silent. */
    List<String> offline() {
        return offline;
    }

    /** How the readings say when they were true. */
    Times times() {
        return times;
    }

    /** How many readings came until now, also again. */
    long messages() {
        return messages.get();
    }

    @Override
    public void close() {
        if (client != null) {
            client.disconnect().handle((done, dead) -> dead == null).join();
            client = null;
        }
    }

    private void hear(Mqtt5Publish message) {
        String text = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
        List<String> levels = message.getTopic().getLevels();
        switch (levels.getLast()) {
            case "reading" -> reading(text);
            case "state" ->
                claim(text)
                        .ifPresent(claim -> states.computeIfAbsent(
                                        levels.get(levels.size() - 2), unused -> ConcurrentHashMap.newKeySet())
                                .add(claim));
            case "status" -> {
                if (text.equals("offline")) {
                    offline.add(levels.get(levels.size() - 2));
                }
            }
            default -> {}
        }
    }

    private void reading(String text) {
        times.check(text);
        Matcher id = ID.matcher(text);
        Optional<String> claim = claim(text).filter(unused -> id.find());
        ids.computeIfAbsent(claim.orElse("half a reading: " + text), unused -> ConcurrentHashMap.newKeySet())
                .add(claim.isPresent() ? id.group(1) : "");
        messages.incrementAndGet();
    }

    private static Map<String, Integer> sizes(Map<String, Set<String>> sets) {
        return sets.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, set -> set.getValue().size()));
    }

    private static Optional<String> claim(String text) {
        Matcher meter = METER.matcher(text);
        Matcher register = REGISTER.matcher(text);
        Matcher power = POWER.matcher(text);
        return meter.find() && register.find() && power.find()
                ? Optional.of(Telegram.claim(meter.group(1), register.group(1), power.group(1)))
                : Optional.empty();
    }
}
