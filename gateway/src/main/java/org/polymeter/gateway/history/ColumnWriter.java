package org.polymeter.gateway.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes numbers of variable length, and texts. */
final class ColumnWriter {

    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Small ones are short; a negative one takes ten bytes. */
    void number(long value) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            out.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Those near zero are short. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        bytes(bytes);
    }

    /** The different texts, then which each is. */
    void texts(List<String> texts) {
        Map<String, Integer> places = new LinkedHashMap<>();
        texts.forEach(text -> places.putIfAbsent(text, places.size()));
        number(places.size());
        places.keySet().forEach(this::text);
        if (places.size() > 1) {
            texts.forEach(text -> number(places.getOrDefault(text, 0)));
        }
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
