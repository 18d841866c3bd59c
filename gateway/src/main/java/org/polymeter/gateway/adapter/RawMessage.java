package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;

/** A frame that a gateway passes on as received, bare or in JSON (docs/profile.md, Gateway). */
public final class RawMessage {

    private static final String MARK = "raw";

    private RawMessage() {}

    /**
     * Hands over the bytes of the frame. Whatever is not the JSON of the profile is the frame itself.
     *
     * @return what is wrong with the JSON, if anything
     */
    public static Optional<Fault> read(byte[] payload, Consumer<byte[]> frame) {
        if (payload.length == 0 || payload[0] != '{') {
            frame.accept(payload);
            return Optional.empty();
        }
        return switch (JsonText.read(payload)) {
            case Json.Members message -> message(message, frame);
            case Json.Broken broken -> Optional.of(broken.fault());
            case Json other -> fault(other, "a JSON object");
        };
    }

    /** {@code cellar/p1} of {@code polymeter/1/gateway/cellar/raw/p1}; other topics name the wire themselves. */
    public static String wire(String topic) {
        String[] levels = topic.split("/", -1);
        int last = levels.length - 1;
        return last >= 2 && levels[last - 1].equals(MARK) ? levels[last - 2] + "/" + levels[last] : topic;
    }

    private static Optional<Fault> message(Json.Members message, Consumer<byte[]> frame) {
        if (!(message.byName().get("frame") instanceof Json.Text text)) {
            return fault(message, "a text named frame");
        }
        String encoding = message.byName().get("encoding") instanceof Json.Text word ? word.text() : "";
        switch (encoding) {
            case "text" -> frame.accept(text.text().getBytes(StandardCharsets.ISO_8859_1));
            case "base64" -> {
                try {
                    frame.accept(Base64.getDecoder().decode(text.text()));
                } catch (IllegalArgumentException e) {
                    return fault(text, "base64");
                }
            }
            default -> {
                return fault(message, "an encoding: text or base64");
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(Json where, String expected) {
        return Optional.of(new Fault(where.offset(), Problem.UNEXPECTED, expected));
    }
}
