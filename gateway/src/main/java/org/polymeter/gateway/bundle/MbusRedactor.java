package org.polymeter.gateway.bundle;

import java.util.Arrays;

/**
 * Replaces what in the records of an M-Bus answer says who the meter is (EN 13757-3): the number in its header, numbers and
 * texts of the customer and the device, and all that only its maker understands. What is encrypted becomes zeros.
 */
final class MbusRedactor {

    private static final int LONG_HEADER = 0x72;
    private static final int NUMBER_BYTES = 4;
    private static final int CONFIGURATION_AT = 11;
    private static final int RECORDS_AT = 13;
    private static final int FILLER = 0x2F;
    private static final int MAKERS_OWN = 0x0F;
    private static final int MAKERS_OWN_MORE = 0x1F;
    private static final int MORE = 0x80;
    private static final int FABRICATION_NUMBER = 0x78;
    private static final int IDENTIFICATION = 0x79;
    private static final int SECOND_TABLE = 0x7D;
    private static final int OF_THE_MAKER = 0x7F;
    private static final int SHORTEST_NUMBER_BYTES = 3;
    private static final int TEXT_UNIT = 0x7C;
    private static final int VARIABLE = 0x0D;

    /** By the low digit of the DIF. */
    private static final int[] SIZES = {0, 1, 2, 3, 4, 4, 6, 8, 0, 1, 2, 3, 4, 0, 6, 0};

    private final Pseudonyms pseudonyms;
    private byte[] bytes = new byte[0];
    private int at;

    MbusRedactor(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** {@code content}: from the CI field on. */
    byte[] redact(byte[] content) throws UncertainException {
        bytes = content.clone();
        if (bytes.length < RECORDS_AT || (bytes[0] & 0xFF) != LONG_HEADER) {
            throw new UncertainException("an M-Bus frame without a long header");
        }
        number(1, NUMBER_BYTES);
        boolean isSealed = (bytes[CONFIGURATION_AT + 1] & 0x1F) != 0;
        if (isSealed) {
            Arrays.fill(bytes, RECORDS_AT, bytes.length, (byte) 0);
        } else {
            at = RECORDS_AT;
            while (at < bytes.length) {
                entry();
            }
        }
        return bytes;
    }

    private void entry() throws UncertainException {
        int dif = next();
        if (dif == FILLER) {
            return;
        }
        if (dif == MAKERS_OWN || dif == MAKERS_OWN_MORE) {
            Arrays.fill(bytes, at, bytes.length, (byte) 0);
            at = bytes.length;
            return;
        }
        for (int each = dif; (each & MORE) != 0; ) {
            each = next();
        }
        int vif = next();
        int second = (vif & MORE) == 0 ? 0 : next();
        for (int each = second; (each & MORE) != 0; ) {
            each = next();
        }
        int kind = vif & 0x7F;
        if (kind == TEXT_UNIT) {
            skip(next());
        }
        int size = SIZES[dif & 0x0F];
        boolean isText = (dif & 0x0F) == VARIABLE;
        if (isText) {
            size = next();
            if (size >= 0xC0) {
                throw new UncertainException("an M-Bus record of variable length that is no text");
            }
        }
        int from = at;
        skip(size);
        if (isText) {
            System.arraycopy(pseudonyms.octets(Arrays.copyOfRange(bytes, from, at)), 0, bytes, from, size);
        } else if (reveals(kind, second & 0x7F, size)) {
            number(from, size);
        }
    }

    /** Numbers of devices, customers, places; passwords; what is of the maker's own kind. */
    private static boolean reveals(int kind, int second, int size) {
        return switch (kind) {
            case FABRICATION_NUMBER, IDENTIFICATION -> true;
            case OF_THE_MAKER -> size >= SHORTEST_NUMBER_BYTES;
            case SECOND_TABLE -> second >= 0x10 && second <= 0x16;
            default -> false;
        };
    }

    /** Digits, the last two first on the wire; other bytes are taken as they are. */
    private void number(int from, int size) {
        StringBuilder digits = new StringBuilder();
        for (int i = from + size - 1; i >= from; i--) {
            digits.append("%02X".formatted(bytes[i]));
        }
        String other = pseudonyms.text(digits.toString());
        boolean isDecimal = other.chars().allMatch(Character::isDigit);
        for (int i = 0; i < size; i++) {
            String pair = other.substring(2 * (size - 1 - i), 2 * (size - i));
            bytes[from + i] = (byte) (isDecimal ? Integer.parseInt(pair, 16) : pair.hashCode());
        }
    }

    private int next() throws UncertainException {
        skip(1);
        return bytes[at - 1] & 0xFF;
    }

    private void skip(int count) throws UncertainException {
        at += count;
        if (at > bytes.length) {
            throw new UncertainException("an M-Bus record that ends too early");
        }
    }
}
