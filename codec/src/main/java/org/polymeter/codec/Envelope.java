package org.polymeter.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;

/** What a telegram came in: who sent it, and what is to be said of how it was sealed. */
final class Envelope {

    /** Of a telegram that came in clear. */
    static final Envelope NONE = new Envelope(Optional.empty());

    private final Optional<Ciphering> ciphering;
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

    private Envelope(Optional<Ciphering> ciphering) {
        this.ciphering = ciphering;
    }

    static Envelope of(Ciphering ciphering) {
        return new Envelope(Optional.of(ciphering));
    }

    Optional<Ciphering> ciphering() {
        return ciphering;
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

    void address(Telegram telegram) {
        ciphering
                .map(Ciphering::systemTitle)
                .filter(title -> !title.isEmpty())
                .ifPresent(title -> telegram.sender("title", title));
    }

    void remark(Telegram telegram) {
        remarks.forEach(telegram::remark);
    }
}
