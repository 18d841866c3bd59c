package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/**
 * esp-smart-meter's {@code data.json}: the meter's message spelled out in JSON, number for number. It is
 * put together again and decoded like any other, {@link CosemJson} for DLMS, {@link P1Json} for P1.
 *
 * <p>The first layout names the message {@code payload0XEB85} after a checksum, or {@code payload} with a
 * list of lines; the second {@code payload}, an object.
 */
final class EspSmartMeterAdapter implements Adapter {

    private static final String NAME = "esp-smart-meter";
    private static final String PAYLOAD = "payload";

    @Override
    public String protocol() {
        return NAME;
    }

    /** Empty: the firmware itself only answers HTTP; who passes it on chooses the topic. */
    @Override
    public List<String> filters() {
        return List.of();
    }

    /** The level before the last, as by custom; the whole topic if there is only one. */
    @Override
    public Optional<String> device(String topic) {
        String[] levels = topic.split("/", -1);
        String device = levels[Math.max(0, levels.length - 2)];
        return device.isEmpty() ? Optional.empty() : Optional.of(device);
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        return JsonText.read(payload) instanceof Json.Members message
                && message.get("elapsedtime").isPresent()
                && message.get("header").isPresent();
    }

    /** The box sends whole messages only. */
    @Override
    public boolean fragment(Telegram telegram) {
        return false;
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        out.clear(protocol());
        return switch (JsonText.read(payload)) {
            case Json.Members message -> message(message, out);
            case Json.Broken broken -> new Outcome.Rejected(broken.fault());
            case Json other -> rejected(other, "a JSON object");
        };
    }

    private static Outcome message(Json.Members message, Telegram out) {
        Optional<Json> body = message.byName().entrySet().stream()
                .filter(member -> member.getKey().startsWith(PAYLOAD))
                .map(Map.Entry::getValue)
                .findFirst();
        if (body.isEmpty()) {
            // at its start, and after a message that it could not read, the box speaks of itself only
            return message.get("elapsedtime").isPresent() ? Outcome.COMPLETE : rejected(message, "a payload");
        }
        Outcome outcome = P1Json.telegram(message.get("header"), body.get())
                .map(telegram -> Wrapped.stream(MeterStream.Options.of(Link.P1).ignoringChecksums(), telegram, out))
                .orElseGet(() -> Wrapped.apdu(CosemJson.apdu(message.get("apdu"), body.get()), out));
        // places in the message put together again mean nothing to who sent this one
        return outcome instanceof Outcome.Rejected(Fault fault)
                ? new Outcome.Rejected(new Fault(body.get().offset(), fault.problem(), fault.expected()))
                : outcome;
    }

    private static Outcome rejected(Json where, String expected) {
        return new Outcome.Rejected(new Fault(where.offset(), Problem.UNEXPECTED, expected));
    }
}
