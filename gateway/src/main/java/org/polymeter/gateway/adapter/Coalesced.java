package org.polymeter.gateway.adapter;

import java.time.Instant;
import org.polymeter.codec.observation.Telegram;

/** What several messages of one device said together. */
public final class Coalesced {

    private final String device;
    private final Telegram telegram;
    private final byte[] evidence;
    private final Instant received;

    Coalesced(String device, Telegram telegram, byte[] evidence, Instant received) {
        this.device = device;
        this.telegram = telegram;
        this.evidence = evidence;
        this.received = received;
    }

    /** What {@link Adapter#device} made of the topics; the topic itself where that is empty. */
    public String device() {
        return device;
    }

    public Telegram telegram() {
        return telegram;
    }

    /** The messages' payloads, sorted by topic and joined (docs/profile.md, Readings). */
    public byte[] evidence() {
        return evidence.clone();
    }

    /** When the last of the messages came. */
    public Instant received() {
        return received;
    }
}
