package org.polymeter.gateway.spec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.mqtt.Delivery;

/** Holds what is published against the specification: topic, retain, QoS, content type, expiry, payload. */
final class Contract {

    /** Whoever publishes below such levels promises the profile, under whatever root. */
    private static final Pattern OURS = Pattern.compile(".+/1/(meter|gateway)/.*");

    private static final Pattern TIME = Pattern.compile(Definitions.TIME);
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    /** Words that others may add to, but that we have to explain in docs/profile.md before we say them. */
    private static final Map<String, List<String>> EXPLAINED = Map.of(
            "event_type", EventShapes.types(),
            "reason", Words.REASONS,
            "quality", Words.QUALITY,
            "scheme", Words.SCHEMES);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Schema> schemas = new HashMap<>();

    Contract() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schemas.all().forEach((name, schema) -> schemas.put(name, registry.getSchema(schema)));
    }

    /** Whether the message claims to be one of the profile. */
    static boolean concerns(Published message) {
        return OURS.matcher(message.topic()).matches();
    }

    /** All that is wrong with a message that the contract concerns; empty: nothing. */
    List<String> complaints(Published message) {
        Optional<Channel> channel = Channel.of(message.topic());
        if (channel.isEmpty()) {
            return List.of("no topic of the profile");
        }
        List<String> complaints = new ArrayList<>();
        delivery(message, channel.get(), complaints);
        if (message.text().isEmpty()) {
            if (!channel.get().delivery().retained()) {
                complaints.add("empty, but no state that could be cleared");
            }
        } else if (channel.get() == Channel.RAW && !isJson(message)) {
            bytes(message, complaints);
        } else if (channel.get().delivery().contentType().equals(JSON)) {
            document(message, channel.get(), complaints);
        } else {
            text(message, channel.get(), complaints);
        }
        return complaints;
    }

    private static void delivery(Published message, Channel channel, List<String> complaints) {
        Delivery delivery = channel.delivery();
        if (message.retained() != delivery.retained()) {
            complaints.add(delivery.retained() ? "state, but not retained" : "a fact, but retained");
        }
        if (message.qos() != delivery.qos()) {
            complaints.add("QoS " + message.qos() + " and not " + delivery.qos());
        }
        if (message.contentType().isEmpty() || message.text().isEmpty()) {
            return; // MQTT 3.1.1, or nothing that could have a type
        }
        String type = message.contentType().get();
        if (!type.equals(delivery.contentType()) && !(channel == Channel.RAW && type.equals(BYTES))) {
            complaints.add("content type " + type);
        }
        if (type.equals(JSON)
                && !message.properties().getOrDefault("profile", "").matches("1\\.\\d+")) {
            complaints.add("lacks the user property profile");
        }
        long expiry = message.expiry().orElse(0);
        if (expiry > delivery.expiry().toSeconds() || (expiry == 0 && !delivery.retained())) {
            complaints.add("expires after " + expiry + " s");
        }
    }

    private static boolean isJson(Published message) {
        return message.contentType().map(JSON::equals).orElse(message.text().startsWith("{\"gateway\":"));
    }

    private static void bytes(Published message, List<String> complaints) {
        Set<String> properties = message.properties().keySet();
        if (message.contentType().isPresent() && !properties.containsAll(Set.of("protocol", "received", "encrypted"))) {
            complaints.add("lacks user properties, and has only " + properties);
        }
    }

    private void document(Published message, Channel channel, List<String> complaints) {
        JsonRules.broken(message.payload()).ifPresent(complaints::add);
        try {
            JsonNode document = json.readTree(message.payload());
            schema(channel).validate(document).forEach(error -> complaints.add(error.toString()));
            sameAsInTopic(message, document, channel, complaints);
            EXPLAINED.forEach((field, words) -> explained(document.findValues(field), words, complaints));
        } catch (JsonProcessingException e) {
            complaints.add("is no JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema schema(Channel channel) {
        return requireNonNull(schemas.get(channel.schema()));
    }

    private static void sameAsInTopic(Published message, JsonNode document, Channel channel, List<String> complaints) {
        for (String id : List.of("meter", "gateway", "source")) {
            Optional<String> inTopic = channel.id(message.topic(), id);
            if (inTopic.isPresent() && !inTopic.get().equals(document.path(id).asText())) {
                complaints.add("tells of another " + id + " than its topic: " + document.path(id));
            }
        }
    }

    private static void explained(List<JsonNode> said, List<String> words, List<String> complaints) {
        for (JsonNode word : said) {
            if (word.isArray()) {
                word.forEach(each -> explained(List.of(each), words, complaints));
            } else if (!words.contains(word.asText())) {
                complaints.add("a word that docs/profile.md does not explain: " + word);
            }
        }
    }

    private void text(Published message, Channel channel, List<String> complaints) {
        String text = new String(message.payload(), StandardCharsets.UTF_8);
        schema(channel)
                .validate(json.getNodeFactory().textNode(text))
                .forEach(error -> complaints.add(error.toString()));
        if (channel == Channel.VALUE) {
            String name = message.topic().substring(message.topic().lastIndexOf('/') + 1);
            value(text, Vocabulary.standard().named(name), complaints);
        }
    }

    private static void value(String text, @Nullable Quantity quantity, List<String> complaints) {
        if (quantity == null) {
            return; // x_…: as the meter sent it
        }
        if (quantity.kind().isNumber() && !JsonRules.isNumber(text)) {
            complaints.add("no number of the profile");
        }
        if (quantity.kind() == Quantity.Kind.TIME && !TIME.matcher(text).matches()) {
            complaints.add("no time of the profile");
        }
    }
}
