package org.polymeter.gateway.source;

import org.polymeter.codec.dialogue.Dialogue;

/** A dialogue on an open wire, and the watch that tells it how time passes. */
final class Talk {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Dialogue dialogue;
    private final Dialogue.Line line;
    private long told;

    /** Opens the dialogue, which may send at once. */
    Talk(Dialogue dialogue, Dialogue.Line line) {
        this.dialogue = dialogue;
        this.line = line;
        this.told = System.nanoTime();
        dialogue.opened(line);
    }

    /** To be called whenever the wire has been listened to, whatever was heard. */
    void heard(byte[] bytes, int length) {
        long millis = (System.nanoTime() - told) / NANOS_PER_MILLI;
        told += millis * NANOS_PER_MILLI;
        dialogue.passed(millis, line);
        if (length > 0) {
            dialogue.heard(bytes, 0, length, line);
        }
    }
}
