package org.polymeter.gateway.homeassistant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.polymeter.gateway.profile.JsonWriter;

/** Devices as the messages of one form of discovery: topics, and payloads that are empty for what is gone. */
final class DiscoveryMessages {

    private static final byte[] NOTHING = {};

    private final DiscoverySettings settings;

    DiscoveryMessages(DiscoverySettings settings) {
        this.settings = settings;
    }

    /**
     * What tells of a device.
     *
     * @param gone platform by key of components that were announced before and are no longer there
     */
    SequencedMap<String, byte[]> of(Device device, Map<String, String> gone) {
        SequencedMap<String, byte[]> messages = new LinkedHashMap<>();
        switch (settings.form()) {
            case DEVICE -> messages.put(deviceTopic(device.id()), whole(device, gone));
            case COMPONENT -> {
                messages.put(deviceTopic(device.id()), NOTHING); // never both, whatever we were told before
                device.components()
                        .values()
                        .forEach(component -> messages.put(
                                topic(component.platform(), device.id(), component.key()), single(device, component)));
                gone.forEach((key, platform) -> messages.put(topic(platform, device.id(), key), NOTHING));
            }
        }
        return messages;
    }

    /**
     * What makes a device go away.
     *
     * @param components platform by key of its components
     */
    SequencedMap<String, byte[]> removal(String device, Map<String, String> components) {
        SequencedMap<String, byte[]> messages = new LinkedHashMap<>();
        messages.put(deviceTopic(device), NOTHING);
        if (settings.form() == DiscoverySettings.Form.COMPONENT) {
            components.forEach((key, platform) -> messages.put(topic(platform, device, key), NOTHING));
        }
        return messages;
    }

    private byte[] whole(Device device, Map<String, String> gone) {
        JsonWriter json = new JsonWriter().openObject();
        device.writeTo(json, settings.version());
        json.key("cmps").openObject();
        device.components().forEach((key, component) -> {
            json.key(key).openObject().key("p").value(component.platform());
            component.writeTo(json);
            json.closeObject();
        });
        gone.forEach((key, platform) ->
                json.key(key).openObject().key("p").value(platform).closeObject());
        return json.closeObject().closeObject().toBytes();
    }

    private byte[] single(Device device, Component component) {
        JsonWriter json = new JsonWriter().openObject();
        component.writeTo(json);
        device.writeTo(json, settings.version());
        return json.closeObject().toBytes();
    }

    private String deviceTopic(String device) {
        return settings.prefix() + "/device/" + device + "/config";
    }

    private String topic(String platform, String device, String key) {
        return settings.prefix() + "/" + platform + "/" + device + "/" + key + "/config";
    }
}
