package org.polymeter.gateway.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.profile.ProfileJson;

/** The AsyncAPI 3.1 document of the profile: topics, messages, and how they are sent. */
final class AsyncApi {

    private static final String BINDING_VERSION = "0.2.0";

    private static final Map<String, String> PARAMETERS = parameters();

    /** One sort of message. */
    private record Message(String name, String title, String schema, Delivery delivery) {}

    private AsyncApi() {}

    static ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("asyncapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Polymeter profile");
        info.put("version", ProfileJson.PROFILE + ".0");
        info.put(
                "description",
                "How meters of any make are published on MQTT. Gateways send; they take no commands."
                        + " New fields, names, topics and event types may come with any minor version.");
        info.putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0.txt");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        for (Channel channel : Channel.ALL) {
            channels.set(channel.name(), channel(channel));
            operations.set("send" + capital(channel.name()), operation(channel));
            messages(channel).forEach(message -> messages.set(message.name(), message(message)));
        }
        ObjectNode parameters = components.putObject("parameters");
        PARAMETERS.forEach((name, meaning) -> parameters.putObject(name).put("description", meaning));
        ((ObjectNode) parameters.get("root")).put("default", "polymeter");
        return document;
    }

    private static ObjectNode channel(Channel channel) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("address", channel.address());
        node.put("description", channel.meaning());
        ObjectNode parameters = node.putObject("parameters");
        PARAMETERS.keySet().stream()
                .filter(name -> channel.has(name))
                .forEach(name -> parameters.set(name, reference("#/components/parameters/" + name)));
        ObjectNode messages = node.putObject("messages");
        messages(channel)
                .forEach(message -> messages.set(message.name(), reference("#/components/messages/" + message.name())));
        return node;
    }

    private static ObjectNode operation(Channel channel) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("action", "send");
        node.set("channel", reference("#/channels/" + channel.name()));
        ArrayNode messages = node.putArray("messages");
        messages(channel)
                .forEach(message ->
                        messages.add(reference("#/channels/" + channel.name() + "/messages/" + message.name())));
        ObjectNode mqtt = node.putObject("bindings").putObject("mqtt");
        mqtt.put("qos", channel.delivery().qos());
        mqtt.put("retain", channel.delivery().retained());
        long expiry = channel.delivery().expiry().toSeconds();
        if (expiry > 0) {
            mqtt.put("messageExpiryInterval", expiry);
        }
        mqtt.put("bindingVersion", BINDING_VERSION);
        return node;
    }

    private static List<Message> messages(Channel channel) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(
                channel == Channel.RAW ? "gatewayRawJson" : channel.name(),
                channel.meaning(),
                channel.schema(),
                channel.delivery()));
        if (channel == Channel.RAW) {
            messages.add(new Message("gatewayRawBytes", "A frame as received, byte for byte", "", Channel.rawBytes()));
        }
        return messages;
    }

    private static ObjectNode message(Message message) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("title", message.title());
        node.put("contentType", message.delivery().contentType());
        List<Map.Entry<String, String>> properties = message.delivery().userProperties();
        if (!properties.isEmpty()) {
            ObjectNode headers = node.putObject("headers").put("type", "object");
            ObjectNode fields = headers.putObject("properties");
            properties.forEach(property -> fields.putObject(property.getKey()).put("type", "string"));
        }
        if (!message.schema().isEmpty()) {
            node.set("payload", reference("./" + Schemas.file(message.schema())));
        }
        ObjectNode mqtt = node.putObject("bindings").putObject("mqtt");
        mqtt.put("payloadFormatIndicator", message.delivery().text() ? 1 : 0);
        mqtt.put("contentType", message.delivery().contentType());
        mqtt.put("bindingVersion", BINDING_VERSION);
        return node;
    }

    private static ObjectNode reference(String target) {
        return JsonNodeFactory.instance.objectNode().put("$ref", target);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("root", "One or more levels, as configured");
        parameters.put("meter", "Id of the meter: a DNS label");
        parameters.put("gateway", "Id of the gateway: a DNS label");
        parameters.put("source", "Id of the source that the gateway reads: a DNS label");
        parameters.put("name", "Name of a quantity; vocabulary.csv lists them");
        return parameters;
    }
}
