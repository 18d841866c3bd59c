package org.polymeter.codec.security;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;

/**
 * Where the fields of a sealed APDU are (Green Book 9.2.7.2, 9.3). Refilled for every message.
 *
 * <pre>
 * DB | 08 | system title (8) | length | content                                general-glo-ciphering
 * DD | transaction | originator | recipient | date-time | other | key-info | length | content
 * CA | length | content                                                        glo-event-notification
 *
 * content: security control (1) | frame counter (4) | text, enciphered or not | tag (12) if authenticated
 * </pre>
 */
final class SealedMessage {

    static final int GENERAL_GLO_CIPHERING = 0xDB;
    static final int GENERAL_DED_CIPHERING = 0xDC;
    static final int GENERAL_CIPHERING = 0xDD;
    static final int GENERAL_SIGNING = 0xDF;
    static final int GLO_EVENT_NOTIFICATION = 0xCA;

    static final int TITLE_BYTES = 8;
    static final int TAG_BYTES = 12;
    static final int HEADER_BYTES = 5; // security control and frame counter

    private static final int AUTHENTICATED = 0x10;
    private static final int ENCRYPTED = 0x20;
    private static final int BROADCAST = 0x40;
    private static final int COMPRESSED = 0x80;
    private static final int SUITE = 0x0F;

    private static final int LONG_FORM = 0x80;
    private static final int IDENTIFIED_KEY = 0;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private byte[] bytes = new byte[0];
    private int start;
    private int at;
    private int limit;
    private @Nullable Fault fault;

    private boolean titled;
    private long title;
    private long recent;
    private String recentTitle = "";
    private int namesAt; // what general-ciphering authenticates beside the text
    private int namesLength;
    private int control;
    private long counter;
    private int textAt;
    private int textLength;

    /** Whether these bytes begin like a sealed message; says nothing of whether it can be read. */
    static boolean begins(byte[] bytes, int offset, int length) {
        return length > 0
                && switch (bytes[offset] & 0xFF) {
                    case GENERAL_GLO_CIPHERING,
                            GENERAL_DED_CIPHERING,
                            GENERAL_CIPHERING,
                            GENERAL_SIGNING,
                            GLO_EVENT_NOTIFICATION -> true;
                    default -> false;
                };
    }

    static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** Reads the header; {@link #fault} tells whether it made sense. */
    void read(byte[] message, int offset, int length) {
        bytes = message;
        start = offset;
        at = offset;
        limit = offset + length;
        fault = null;
        titled = false;
        title = 0;
        namesLength = 0;
        control = 0;
        counter = 0;
        textLength = 0;
        int tag = next("a sealed message");
        switch (tag) {
            case GENERAL_GLO_CIPHERING, GENERAL_DED_CIPHERING -> sender();
            case GENERAL_CIPHERING -> names();
            case GLO_EVENT_NOTIFICATION -> {}
            default -> fail(Problem.UNEXPECTED, "a message that is encrypted; this one is signed (general-signing)");
        }
        content();
        if (tag == GENERAL_DED_CIPHERING) {
            fail(
                    start,
                    Problem.DECRYPT,
                    "a global key: this is general-ded-ciphering, whose key only the client knows that agreed it");
        }
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** Whether the message says who sent it. */
    boolean isTitled() {
        return titled;
    }

    /** The eight bytes of the system title, big-endian. */
    long title() {
        return title;
    }

    int control() {
        return control;
    }

    int suite() {
        return control & SUITE;
    }

    boolean isAuthenticated() {
        return (control & AUTHENTICATED) != 0;
    }

    boolean isEncrypted() {
        return (control & ENCRYPTED) != 0;
    }

    boolean isBroadcast() {
        return (control & BROADCAST) != 0;
    }

    boolean isCompressed() {
        return (control & COMPRESSED) != 0;
    }

    long counter() {
        return counter;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int namesAt() {
        return namesAt;
    }

    int namesLength() {
        return namesLength;
    }

    int textAt() {
        return textAt;
    }

    /** Without the tag. */
    int textLength() {
        return textLength;
    }

    /** Bytes that follow the message. */
    int trailing() {
        return limit - at;
    }

    /** As far as the header could be read. */
    Ciphering ciphering() {
        return new Ciphering(systemTitle(), control, counter);
    }

    /** Upper-case hex; empty if none is sent. The same string as long as the same meter sends. */
    String systemTitle() {
        if (!titled) {
            return "";
        }
        if (recentTitle.isEmpty() || title != recent) {
            recent = title;
            recentTitle = HEX.toHexDigits(title);
        }
        return recentTitle;
    }

    private void sender() {
        int length = next("length of the system title");
        if (length == TITLE_BYTES) {
            title = number(TITLE_BYTES, "system title");
            titled = fault == null;
        } else if (length != 0) {
            fail(Problem.UNEXPECTED, "a system title of 8 bytes");
        }
    }

    /** General-ciphering authenticates its five names, each with its length. */
    private void names() {
        namesAt = at;
        skipString("transaction id");
        sender();
        skipString("recipient");
        skipString("date-time");
        skipString("other information");
        namesLength = at - namesAt;
        if (next("key information") != 0) {
            if (next("choice of key information") != IDENTIFIED_KEY) {
                fail(Problem.DECRYPT, "a key that both sides know; this message brings a wrapped or agreed one");
            }
            next("identified key");
        }
    }

    private void skipString(String what) {
        int length = length(what);
        if (fault == null && length > limit - at) {
            fail(Problem.TRUNCATED, what);
        } else if (fault == null) {
            at += length;
        }
    }

    private void content() {
        int length = length("length of the sealed content");
        if (fault == null && length > limit - at) {
            fail(Problem.TRUNCATED, length + " bytes of sealed content");
        }
        int end = at + length;
        control = next("security control");
        counter = number(4, "frame counter");
        textAt = at;
        textLength = end - at - (isAuthenticated() ? TAG_BYTES : 0);
        if (fault == null && textLength < 0) {
            fail(Problem.TRUNCATED, "a text and its tag");
        } else if (fault == null) {
            at = end;
        }
    }

    /** A length as BER writes it: one byte, or 81 and one, or 82 and two. */
    private int length(String what) {
        int first = next(what);
        return switch (first) {
            case 0x81 -> next(what);
            case 0x82 -> (int) number(2, what);
            default -> {
                if (first >= LONG_FORM) {
                    fail(Problem.OVER_LIMIT, what + " of at most 65535");
                }
                yield first;
            }
        };
    }

    private int next(String what) {
        return (int) number(1, what);
    }

    private long number(int size, String what) {
        if (fault != null || size > limit - at) {
            fail(Problem.TRUNCATED, what);
            return 0;
        }
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | (bytes[at++] & 0xFF);
        }
        return number;
    }

    private void fail(Problem problem, String expected) {
        fail(at, problem, expected);
    }

    private void fail(int where, Problem problem, String expected) {
        if (fault == null) {
            fault = new Fault(where - start, problem, expected);
        }
    }
}
