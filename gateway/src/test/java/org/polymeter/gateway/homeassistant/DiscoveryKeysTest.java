package org.polymeter.gateway.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.consumers.PlayedMeters;
import org.polymeter.gateway.consumers.Said;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.sink.Fact;

/**
 * The messages for every simulated meter on a wire, and for the gateway, against what Home Assistant
 * documents of discovery: topics, and the keys in {@code discovery-keys.txt}.
 */
class DiscoveryKeysTest {

    /** TOPIC_MATCHER of core, homeassistant/components/mqtt/discovery.py, commit 00b08a43, behind the prefix. */
    private static final Pattern TOPIC =
            Pattern.compile("ha/x/(?<component>\\w+)/(?:(?<node>[a-zA-Z0-9_-]+)/)?(?<object>[a-zA-Z0-9_-]+)/config");

    private static final Set<String> WITHOUT_ABBREVIATION = Set.of("via_device");

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> uniqueIds = new HashSet<>();

    @ParameterizedTest
    @EnumSource(DiscoverySettings.Form.class)
    void topics_and_keys_are_those_that_home_assistant_documents(DiscoverySettings.Form form) throws Exception {
        Map<String, String> kept = announce(form);

        assertThat(kept).hasSizeGreaterThan(15);
        for (Map.Entry<String, String> message : kept.entrySet()) {
            Matcher topic = TOPIC.matcher(message.getKey());
            assertThat(topic.matches()).as(message.getKey()).isTrue();
            JsonNode payload = json.readTree(message.getValue());
            checkHead(payload);
            if (form == DiscoverySettings.Form.DEVICE) {
                assertThat(topic.group("component")).isEqualTo("device");
                payload.get("cmps").properties().forEach(entry -> checkComponent(entry.getValue(), Set.of()));
            } else {
                checkComponent(payload, Set.of(topic.group("component")));
            }
        }
    }

    private static Map<String, String> announce(DiscoverySettings.Form form) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.GatewayDescribed(Instant.EPOCH, Map.of(), List.of()));
        for (Family family : Family.values()) {
            if (!family.isMessage()) {
                facts.addAll(PlayedMeters.facts(family, MeterLabel.NONE));
            }
        }
        return Said.by(
                        new DiscoveryRendering(new DiscoverySettings(
                                new Topics("polymeter", "cellar"),
                                "1.0.0",
                                form,
                                "ha/x",
                                Duration.ofMinutes(5),
                                false)),
                        facts)
                .kept;
    }

    private void checkHead(JsonNode payload) {
        JsonNode device = payload.get("dev");
        assertKeys(device, "device");
        assertThat(device.get("ids")).as("required: it makes the device").isNotEmpty();
        JsonNode origin = payload.get("o");
        assertKeys(origin, "origin");
        assertThat(origin.get("name").asText()).as("required").isEqualTo("Polymeter");
        payload.path("avty").forEach(availability -> assertKeys(availability, "availability"));
        assertThat(payload.path("avty_mode").asText("all")).isIn("all", "any", "latest");
        assertThat(payload.get("qos").asInt()).isBetween(0, 2);
    }

    /** {@code platforms}: the one of the topic, where it is not in the payload. */
    private void checkComponent(JsonNode component, Set<String> platforms) {
        String platform = platforms.isEmpty()
                ? component.get("p").asText()
                : platforms.iterator().next();
        assertThat(platform).isIn("sensor", "binary_sensor", "event");
        if (platforms.isEmpty()) {
            assertKeys(component, "component", "shared", platform);
        } else {
            assertKeys(component, "component", "shared", platform, "root");
        }
        component.path("availability").forEach(availability -> assertKeys(availability, "availability"));
        assertThat(component.path("state_topic").asText()).as("required").startsWith("polymeter/1/");
        assertThat(uniqueIds.add(component.path("unique_id").asText("")))
                .as("required, and no other has it: " + component.path("unique_id"))
                .isTrue();
        if (platform.equals("event")) {
            assertThat(component.get("event_types")).as("required").isNotEmpty();
        }
    }

    private static void assertKeys(JsonNode object, String... parts) {
        Set<String> known = new HashSet<>(WITHOUT_ABBREVIATION);
        for (String part : parts) {
            known.addAll(Rules.keys(part).keySet());
        }
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        assertThat(known).as(object.toString()).containsAll(keys);
    }
}
