package org.polymeter.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;

/** What a telegram came in: who sent it, and what is to be said of how it was sealed. */
final class Envelope {

    /** Of a telegram that came in clear. */
    static final Envelope NONE = new Envelope(Optional.empty());

    private final Optional<Ciphering> ciphering;
    private final List<String> remarks = new ArrayList<>();

    private Envelope(Optional<Ciphering> ciphering) {
        this.ciphering = ciphering;
    }

    static Envelope of(Ciphering ciphering) {
        return new Envelope(Optional.of(ciphering));
    }

    Optional<Ciphering> ciphering() {
        return ciphering;
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
