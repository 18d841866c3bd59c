package org.polymeter.codec.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A wire that notes what is sent, in words: {@code /?!}, {@code <ACK>050}, {@code 9600 baud}. */
final class Wire implements Dialogue.Line {

    private static final String[] NAMES = {"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK"};

    private final List<String> events = new ArrayList<>();
    private final Dialogue dialogue;

    Wire(Dialogue dialogue) {
        this.dialogue = dialogue;
        dialogue.opened(this);
    }

    @Override
    public void send(byte[] bytes) {
        events.add(words(bytes));
    }

    @Override
    public void speed(int baud) {
        events.add(baud + " baud");
    }

    /** The meter says something; cut into single bytes. */
    Wire hears(String text) {
        return hears(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire hears(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            dialogue.heard(bytes, i, 1, this);
        }
        return this;
    }

    /** Nothing is said for so long. */
    Wire waits(long milliseconds) {
        for (long i = 0; i < milliseconds; i += 100) {
            dialogue.passed(Math.min(100, milliseconds - i), this);
        }
        return this;
    }

    /** What happened since the last call. */
    List<String> events() {
        List<String> since = List.copyOf(events);
        events.clear();
        return since;
    }

    private static String words(byte[] bytes) {
        StringBuilder words = new StringBuilder();
        for (byte b : bytes) {
            if (b >= ' ') {
                words.append((char) b);
            } else if (b >= 0 && b < NAMES.length) {
                words.append('<').append(NAMES[b]).append('>');
            } else if (b != '\r' && b != '\n') {
                words.append("<%02X>".formatted(b & 0xFF));
            }
        }
        return words.toString();
    }
}
