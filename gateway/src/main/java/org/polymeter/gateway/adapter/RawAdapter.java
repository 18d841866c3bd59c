package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** Frames that a gateway passes on in JSON, one by one: for captures of them. */
final class RawAdapter implements Adapter {

    @Override
    public String protocol() {
        return "raw";
    }

    @Override
    public List<String> filters() {
        return List.of();
    }

    @Override
    public Optional<String> device(String topic) {
        return topic.isEmpty() ? Optional.empty() : Optional.of(RawMessage.wire(topic));
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        return JsonText.read(payload) instanceof Json.Members message
                && message.byName().get("frame") instanceof Json.Text
                && message.byName().get("encoding") instanceof Json.Text;
    }

    /** Never of several: a frame is whole. */
    @Override
    public boolean fragment(Telegram telegram) {
        return false;
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        out.clear("");
        Outcome[] outcome = {Outcome.COMPLETE};
        Optional<Fault> fault =
                RawMessage.read(payload, frame -> outcome[0] = Wrapped.stream(MeterStream.Options.auto(), frame, out));
        if (out.protocol().isEmpty()) {
            out.clear(protocol());
        }
        return fault.<Outcome>map(Outcome.Rejected::new).orElse(outcome[0]);
    }
}
