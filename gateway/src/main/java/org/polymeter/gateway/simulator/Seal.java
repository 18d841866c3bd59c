package org.polymeter.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;

/** Encrypts for one meter. Frame counters go up with the time, so that a restart repeats none. */
final class Seal {

    private final SealedWriter writer;
    private final int control;
    private long counter;

    /**
     * A seal that has sealed nothing yet.
     *
     * @param control security control byte: 20 encrypted only, 30 with a tag
     * @param title eight characters
     */
    Seal(Keys keys, int control, String title) {
        this.writer = new SealedWriter(keys, title.getBytes(StandardCharsets.US_ASCII));
        this.control = control;
    }

    byte[] seal(Instant time, byte[] text) {
        counter = Math.max(counter + 1, time.getEpochSecond());
        return writer.general(control, counter, text);
    }
}
