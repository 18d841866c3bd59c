package org.polymeter.codec;

import java.util.HexFormat;
import java.util.Optional;
import org.polymeter.codec.security.Ciphering;

/** Finds the header of a general-glo-ciphering in the bytes of a frame that is known to hold one. */
final class SealedHeader {

    private static final int TITLE_BYTES = 8;

    private SealedHeader() {}

    static Optional<Ciphering> in(byte[] frame) {
        for (int at = 0; at + TITLE_BYTES + 8 < frame.length; at++) {
            if (frame[at] == (byte) 0xDB && frame[at + 1] == TITLE_BYTES) {
                int length = at + 2 + TITLE_BYTES;
                int control = length + 1 + (frame[length] < 0 ? frame[length] & 0x7F : 0);
                if (control + 4 < frame.length) {
                    long counter = 0;
                    for (int i = 1; i <= 4; i++) {
                        counter = counter << 8 | (frame[control + i] & 0xFF);
                    }
                    String title = HexFormat.of().withUpperCase().formatHex(frame, at + 2, length);
                    return Optional.of(new Ciphering(title, frame[control] & 0xFF, counter));
                }
            }
        }
        return Optional.empty();
    }
}
