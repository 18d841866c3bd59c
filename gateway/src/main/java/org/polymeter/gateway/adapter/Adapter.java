package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/**
 * One dialect of JSON over MQTT. Stateless, so one object serves all threads.
 *
 * <p>What an adapter says has passed through its own program and carries no checksum, so readings
 * made from it are {@code unverified} (docs/profile.md, Readings), always.
 */
public interface Adapter {

    /** {@code tasmota}, {@code scs}, …: the telegram's {@link Telegram#protocol()}. */
    String protocol();

    /** MQTT filters to subscribe where the configuration names none; empty if there is no custom. */
    List<String> filters();

    /** The part of a topic that names the adapter or meter; empty if the topic is not of this dialect. */
    Optional<String> device(String topic);

    /** Whether a message looks like this dialect; the topic may be empty. */
    boolean recognises(String topic, byte[] payload);

    /**
     * Fills the telegram anew with what a message says. Never throws: broken JSON and wrong shapes are
     * {@link Outcome.Rejected} with the byte they begin at.
     *
     * <p>Complete but with {@code out.size() == 0}: a sound message in which no meter speaks.
     */
    Outcome decode(String topic, byte[] payload, Telegram out);

    /**
     * Whether a message carries a single value only, so that the adapter's next messages belong to the
     * same reading: a matter for the {@link Coalescer}.
     */
    default boolean fragment(Telegram telegram) {
        int amounts = 0;
        for (int i = 0; i < telegram.size(); i++) {
            amounts += telegram.kind(i) == Telegram.Kind.AMOUNT ? 1 : 0;
        }
        return amounts == 1;
    }

    /**
     * Whether the adapter is there, if the message is its last will or its birth; such a message is not
     * for {@link #decode}.
     */
    default Optional<Boolean> availability(String topic, byte[] payload) {
        return Optional.empty();
    }
}
