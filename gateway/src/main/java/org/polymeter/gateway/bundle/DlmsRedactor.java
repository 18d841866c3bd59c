package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Replaces what in a DLMS notification says who the meter is: every string that is no code, no time and no name of a list
 * (A-XDR, Blue Book 4.1.5). One notification at a time.
 */
final class DlmsRedactor {

    private static final int NOTIFICATION = 0x0F;
    private static final int INVOKE_ID_BYTES = 4;
    private static final int LINK_HEADER_BYTES = 3;
    private static final int OBIS_BYTES = 6;
    private static final int TIME_BYTES = 12;
    private static final int DESCRIPTOR_BYTES = 2 + OBIS_BYTES + 1;
    private static final int DEEPEST = 16;
    private static final int MBUS_CLIENT = 72;
    private static final int MBUS_IDENTIFICATION = 6;

    /** {@code AIDON_V0001}, {@code KFM_001}: by it lists are told apart. */
    private static final Pattern LIST_NAME = Pattern.compile("[A-Za-z]+_[A-Za-z]?\\d{3,4}");

    private final Pseudonyms pseudonyms;
    private byte[] bytes = new byte[0];
    private int at;
    private int identities; // codes of what says who a meter is
    private int replaced;
    private boolean behindIdentity;
    private int number; // the last whole number of two bytes: of a class, perhaps

    DlmsRedactor(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** Returns the notification with other strings of the same length. */
    byte[] redact(byte[] notification) throws UncertainException {
        bytes = notification.clone();
        at = 0;
        identities = 0;
        replaced = 0;
        behindIdentity = false;
        number = 0;
        skip(isLinkHeader() ? LINK_HEADER_BYTES : 0);
        notification();
        while (at < bytes.length && (isLinkHeader() || bytes[at] == NOTIFICATION)) { // some send several at once
            skip(isLinkHeader() ? LINK_HEADER_BYTES : 0);
            notification();
        }
        if (at != bytes.length) {
            throw new UncertainException("bytes behind a DLMS notification");
        }
        if (identities > replaced) {
            throw new UncertainException("a DLMS list with a serial number that is no text");
        }
        return bytes;
    }

    private void notification() throws UncertainException {
        if (next() != NOTIFICATION) {
            throw new UncertainException("a DLMS message that is no data-notification");
        }
        skip(INVOKE_ID_BYTES);
        dateTime();
        value(0);
    }

    private boolean isLinkHeader() {
        return bytes.length - at > LINK_HEADER_BYTES && bytes[at] == (byte) 0xE6 && bytes[at + 2] == 0;
    }

    /** 00, or 0C and 12 bytes; some send the tag of a string or a time before it. */
    private void dateTime() throws UncertainException {
        int first = next();
        if (first == 0x09) {
            first = next();
        }
        if (first != 0) {
            skip(TIME_BYTES);
        }
    }

    private void value(int depth) throws UncertainException {
        if (depth > DEEPEST) {
            throw new UncertainException("DLMS data that is nested too deep");
        }
        boolean isNamed = behindIdentity; // by the code before it
        behindIdentity = false;
        int tag = next();
        switch (tag) {
            case 0x01, 0x02 -> container(depth);
            case 0x00, 0xFF -> {}
            case 0x04 -> skip((length() + 7) / 8);
            case 0x09, 0x0A, 0x0C -> string(length());
            case 0x0F -> attribute(next());
            case 0x03, 0x0D, 0x11, 0x16 -> skip(1);
            case 0x12 -> number = next() << 8 | next();
            case 0x10 -> skip(2);
            case 0x06 -> fourBytes(isNamed);
            case 0x05, 0x17, 0x1B -> skip(4);
            case 0x14, 0x15, 0x18 -> skip(8);
            case 0x19 -> skip(TIME_BYTES);
            case 0x1A -> skip(5);
            default -> throw new UncertainException("DLMS data of a type that is not known");
        }
    }

    private void container(int depth) throws UncertainException {
        int count = length();
        for (int i = 0; i < count; i++) {
            if (i == 0 && count == 2 && isDescriptor()) {
                identities += isIdentity(Arrays.copyOfRange(bytes, at + 2, at + 2 + OBIS_BYTES)) ? 1 : 0;
                skip(DESCRIPTOR_BYTES);
            } else {
                value(depth + 1);
            }
        }
    }

    /** Class, logical name and attribute without tags, as Czech meters send them before each value. */
    private boolean isDescriptor() {
        return at + DESCRIPTOR_BYTES < bytes.length
                && bytes[at] == 0
                && bytes[at + 1 + OBIS_BYTES] == (byte) 0xFF
                && bytes[at + DESCRIPTOR_BYTES - 1] > 0
                && bytes[at + DESCRIPTOR_BYTES - 1] < 10;
    }

    private void attribute(int attribute) throws UncertainException {
        if (number == MBUS_CLIENT && attribute == MBUS_IDENTIFICATION) {
            throw new UncertainException("a DLMS list with the number of a sub-meter that is no text");
        }
    }

    private void fourBytes(boolean reveals) throws UncertainException {
        int from = at;
        skip(Integer.BYTES);
        if (reveals) {
            byte[] other = pseudonyms.number(Arrays.copyOfRange(bytes, from, at));
            System.arraycopy(other, 0, bytes, from, other.length);
            replaced++;
        }
    }

    private void string(int length) throws UncertainException {
        int from = at;
        skip(length);
        byte[] string = Arrays.copyOfRange(bytes, from, at);
        if (isCode(string)) {
            behindIdentity = isIdentity(string);
            identities += behindIdentity ? 1 : 0;
        } else if (length > 2 && !isTime(string) && !isListName(string)) {
            byte[] other = pseudonyms.octets(string);
            System.arraycopy(other, 0, bytes, from, length);
            replaced++;
        }
    }

    private static boolean isCode(byte[] string) {
        return string.length == OBIS_BYTES && string[OBIS_BYTES - 1] == (byte) 0xFF;
    }

    /** 0-b:96.1.x, 0-0:42.0.0, 0.0.x: device numbers and the logical device name. */
    private static boolean isIdentity(byte[] code) {
        return (code[2] == 96 && code[3] == 1) || (code[0] == 0 && code[2] == 42) || (code[2] == 0 && code[3] == 0);
    }

    /** Year, month, day, day of the week, hour, minute: each possible, or not stated. */
    private static boolean isTime(byte[] string) {
        int year = string.length < 5 ? 0 : (string[0] & 0xFF) << 8 | (string[1] & 0xFF);
        boolean isDate = ((year >= 1990 && year < 2100) || year == 0xFFFF)
                && isAtMost(string[2], 14)
                && isAtMost(string[3], 31)
                && isAtMost(string[4], 7);
        return isDate
                && (string.length == 5
                        || (string.length == TIME_BYTES && isAtMost(string[5], 23) && isAtMost(string[6], 59)));
    }

    private static boolean isAtMost(byte field, int most) {
        int value = field & 0xFF;
        return value <= most || value >= 0xFD;
    }

    private static boolean isListName(byte[] string) {
        return Pseudonyms.isPrintable(string)
                && LIST_NAME
                        .matcher(new String(string, StandardCharsets.US_ASCII))
                        .matches();
    }

    private int length() throws UncertainException {
        int first = next();
        return switch (first) {
            case 0x81 -> next();
            case 0x82 -> next() << 8 | next();
            default -> first;
        };
    }

    private int next() throws UncertainException {
        skip(1);
        return bytes[at - 1] & 0xFF;
    }

    private void skip(int count) throws UncertainException {
        at += count;
        if (at > bytes.length) {
            throw new UncertainException("a DLMS notification that ends too early");
        }
    }
}
