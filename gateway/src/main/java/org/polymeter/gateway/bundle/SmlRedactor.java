package org.polymeter.gateway.bundle;

import java.util.Arrays;
import org.polymeter.codec.bytes.Crc16;

/**
 * Replaces the strings of an SML file that are no codes: server ids, transactions, keys, signatures; with the checksums of
 * the messages (BSI TR-03109-1, SML 1.04).
 */
final class SmlRedactor {

    private static final int OCTETS = 0;
    private static final int BOOLEAN = 4;
    private static final int INTEGER = 5;
    private static final int UNSIGNED = 6;
    private static final int LIST = 7;
    private static final int MESSAGE_ELEMENTS = 6;
    private static final int CHECKSUM_ELEMENT = 4;
    private static final int OBIS_BYTES = 6;

    /** Letters of the maker. */
    private static final int LONGEST_HARMLESS = 3;

    private static final int DEEPEST = 16;

    /** Message, body, response, list of values, entry: of the fifth the first is its code. */
    private static final int ENTRY_DEPTH = 4;

    private final Pseudonyms pseudonyms;
    private byte[] bytes = new byte[0];
    private byte[] original = new byte[0];
    private int at;
    private boolean isName; // of an entry in a list of values
    private int type;
    private int length;

    SmlRedactor(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    byte[] redact(byte[] messages) throws UncertainException {
        original = messages;
        bytes = messages.clone();
        at = 0;
        while (at < bytes.length) {
            if (bytes[at] == 0) {
                at++; // fill
            } else {
                message();
            }
        }
        return bytes;
    }

    private void message() throws UncertainException {
        int start = at;
        head();
        if (type != LIST || length != MESSAGE_ELEMENTS) {
            throw new UncertainException("an SML message that is no list of six");
        }
        for (int i = 0; i < CHECKSUM_ELEMENT; i++) {
            value(1);
        }
        int end = at;
        head();
        if (type != UNSIGNED || length != 2) {
            throw new UncertainException("an SML message whose checksum is not of two bytes");
        }
        int was = (original[at] & 0xFF) << 8 | (original[at + 1] & 0xFF);
        int now = swapped(Crc16.X25.of(bytes, start, end - start));
        if (was == Crc16.KERMIT.of(original, start, end - start)) {
            now = Crc16.KERMIT.of(bytes, start, end - start);
        }
        bytes[at] = (byte) (now >> 8);
        bytes[at + 1] = (byte) now;
        skip(2);
        skip(1); // end of message
    }

    private static int swapped(int checksum) {
        return (checksum & 0xFF) << 8 | checksum >> 8;
    }

    private void value(int depth) throws UncertainException {
        if (depth > DEEPEST) {
            throw new UncertainException("SML that is nested too deep");
        }
        head();
        switch (type) {
            case LIST -> {
                int count = length;
                for (int i = 0; i < count; i++) {
                    isName = depth == ENTRY_DEPTH && i == 0;
                    value(depth + 1);
                }
            }
            case OCTETS -> octets();
            case BOOLEAN, INTEGER, UNSIGNED -> skip(length);
            default -> throw new UncertainException("SML of a type that is not known");
        }
    }

    private void octets() throws UncertainException {
        int from = at;
        skip(length);
        boolean isCode = length == OBIS_BYTES && (isName || bytes[at - 1] == (byte) 0xFF);
        if (length > LONGEST_HARMLESS && !isCode) {
            byte[] other = pseudonyms.octets(Arrays.copyOfRange(bytes, from, at));
            System.arraycopy(other, 0, bytes, from, other.length);
        }
    }

    /** Type and length; of all but lists the length counts these bytes, too. An absent value is an empty string. */
    private void head() throws UncertainException {
        int first = next();
        int heads = 1;
        type = first >> 4 & 7;
        length = first & 0x0F;
        for (int each = first; (each & 0x80) != 0; heads++) {
            each = next();
            length = length << 4 | (each & 0x0F);
        }
        if (type != LIST) {
            length = Math.max(0, length - heads);
        }
    }

    private int next() throws UncertainException {
        skip(1);
        return bytes[at - 1] & 0xFF;
    }

    private void skip(int count) throws UncertainException {
        at += count;
        if (at > bytes.length) {
            throw new UncertainException("an SML message that ends too early");
        }
    }
}
