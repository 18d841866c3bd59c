package org.polymeter.gateway.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what {@link ColumnWriter} has written. Beyond the end there is an {@link IndexOutOfBoundsException}. */
final class ColumnReader {

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final byte[] bytes;
    private int at;

    ColumnReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            value |= (long) (next & SEVEN_BITS) << shift;
            shift += 7;
        } while ((next & MORE) != 0);
        return value;
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    byte oneByte() {
        return bytes[at++];
    }

    String text() {
        int length = (int) number();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    List<String> texts(int count) {
        int different = (int) number();
        List<String> places = new ArrayList<>(different);
        for (int i = 0; i < different; i++) {
            places.add(text());
        }
        if (different == 1) {
            return Collections.nCopies(count, places.getFirst());
        }
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count && different > 0; i++) {
            texts.add(places.get((int) number()));
        }
        return texts;
    }

    void skip(int length) {
        at += length;
    }
}
