package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/**
 * The firmware for Kaifa meters of Netz NÖ, in its three modes: {@code <base>/raw}, the meter's message as
 * bytes; {@code <base>/<field>}, a value each; {@code <base>/json}. Its documentation says that raw is
 * decrypted; published versions send the frames as they came, so both are read.
 */
final class EvnKaifaAdapter implements Adapter {

    private static final String NAME = "evn-kaifa";
    private static final String RAW = "raw";
    private static final byte DATA_NOTIFICATION = 0x0F;

    private final MappedAdapter fields;

    private final MeterKeys keys;

    EvnKaifaAdapter(Map<String, String> units, MeterKeys keys) {
        this.keys = keys;
        fields = MappedAdapter.of(NAME, units);
    }

    @Override
    public String protocol() {
        return NAME;
    }

    /** Empty: the base is the user's. */
    @Override
    public List<String> filters() {
        return fields.filters();
    }

    /** The base. */
    @Override
    public Optional<String> device(String topic) {
        int slash = topic.lastIndexOf('/');
        return slash > 0 ? Optional.of(topic.substring(0, slash)) : Optional.empty();
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        return fields.recognises(topic, payload) || isValue(topic, payload);
    }

    @Override
    public boolean fragment(Telegram telegram) {
        return fields.fragment(telegram);
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        if (last(topic).equals(RAW) || (payload.length > 0 && payload[0] == DATA_NOTIFICATION)) {
            out.clear(protocol());
            return Wrapped.bytes(payload, keys.of(device(topic).orElse("")), out);
        }
        return fields.decode(topic, payload, out);
    }

    private boolean isValue(String topic, byte[] payload) {
        Telegram telegram = new Telegram();
        return topic.indexOf('/') > 0
                && !(JsonText.read(payload) instanceof Json.Members)
                && fields.decode(topic, payload, telegram) instanceof Outcome.Complete
                && fields.fragment(telegram);
    }

    private static String last(String topic) {
        return topic.substring(topic.lastIndexOf('/') + 1);
    }
}
