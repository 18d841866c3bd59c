package org.polymeter.gateway.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileRendering;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.sink.ProfileSettings.Raw;
import org.polymeter.gateway.sink.Rendering;

/** Facts in the words that MQTT has for them, byte for byte. */
final class Messages {

    private static final String JSON = "application/json";

    private final ProfileSettings settings;
    private final int skipped; // of each topic

    Messages(ProfileSettings settings) {
        this.settings = inText(settings);
        this.skipped = settings.topics().root().length() + Topics.MAJOR.length() + 2;
    }

    /** The messages that publish these facts. */
    List<Message> of(Collection<? extends Fact> facts) {
        List<Message> messages = new ArrayList<>();
        ProfileRendering rendering = new ProfileRendering(settings);
        try {
            for (Fact fact : facts) {
                rendering.render(fact, into(messages, id(fact)));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("a list takes all messages", e);
        }
        return messages;
    }

    /** The message on that topic, which has no root, among those that publish the facts. */
    Optional<Message> on(String topic, Collection<? extends Fact> facts) {
        return of(facts).stream()
                .filter(message -> message.topic().equals(topic))
                .findFirst();
    }

    /** That this gateway is there. */
    List<Message> greeting() {
        List<Message> messages = new ArrayList<>();
        try {
            new ProfileRendering(settings).greet(into(messages, ""));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("a list takes all messages", e);
        }
        return messages;
    }

    private Rendering.Outlet into(List<Message> messages, String id) {
        return (topic, payload, delivery) ->
                messages.add(new Message(topic.substring(skipped), Bytes.of(payload), isJson(delivery), id));
    }

    private static boolean isJson(Delivery delivery) {
        return delivery.contentType().equals(JSON);
    }

    private static String id(Fact fact) {
        return switch (fact) {
            case Fact.Heard heard -> heard.reading().id();
            case Fact.Happened happened -> happened.event().id();
            default -> "";
        };
    }

    /** A frame goes as JSON wherever it is published: here, there is no way to send bytes. */
    private static ProfileSettings inText(ProfileSettings settings) {
        return new ProfileSettings(
                settings.topics(),
                settings.version(),
                source -> settings.raw().apply(source) == Raw.OFF ? Raw.OFF : Raw.JSON,
                settings.hashed());
    }
}
