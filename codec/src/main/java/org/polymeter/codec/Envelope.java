package org.polymeter.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;
import org.polymeter.codec.security.Unsealer;

/**
 * What a telegram came in: who sent it, and what is to be said of how it was sealed. One serves message
 * after message without garbage.
 */
final class Envelope {

    /** Of a telegram that came in clear. */
    static final Envelope NONE = new Envelope(null);

    private final @Nullable Unsealer opened; // holds the message
    private final List<String> remarks = new ArrayList<>();
    private Optional<Contents> contents = Optional.empty();

    /**
     * What was sealed, for an explanation; all borrowed.
     *
     * @param sealed the frame as it came
     * @param seal describes its payload
     * @param text its payload is what was in it
     * @param link describes the text
     */
    record Contents(Frame sealed, Anatomy seal, Frame text, Anatomy link) {}

    private Envelope(@Nullable Unsealer opened) {
        this.opened = opened;
    }

    /** Of the messages that this unsealer opens. */
    static Envelope of(Unsealer opened) {
        return new Envelope(opened);
    }

    /** Another message has been opened. */
    void clear() {
        remarks.clear();
        contents = Optional.empty();
    }

    Optional<Ciphering> ciphering() {
        return Optional.ofNullable(opened).map(Unsealer::ciphering);
    }

    void hold(Contents what) {
        contents = Optional.of(what);
    }

    Optional<Contents> contents() {
        return contents;
    }

    void note(String remark) {
        remarks.add(remark);
    }

    /** Its system title; empty if it has none, or came in clear. */
    String sender() {
        return opened == null ? "" : opened.systemTitle();
    }

    void address(Telegram telegram) {
        if (!sender().isEmpty()) {
            telegram.sender("title", sender());
        }
    }

    void remark(Telegram telegram) {
        for (int i = 0; i < remarks.size(); i++) {
            telegram.remark(remarks.get(i));
        }
    }
}
