package org.polymeter.codec.mbus;

import java.util.Arrays;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.ObservationSink;

/** What stands before the records: who sends, and how they are sealed (EN 13757-3, 5). */
final class Header {

    /** Identification, manufacturer, version, medium. */
    static final int ADDRESS_BYTES = 8;

    private static final int STATUS_APPLICATION_ERROR = 2;
    private static final int STATUS_LOW_POWER = 0x04;
    private static final int STATUS_PERMANENT_ERROR = 0x08;
    private static final int STATUS_TEMPORARY_ERROR = 0x10;

    /** Words of docs/profile.md by device type; empty for what is no meter. */
    private static final String[] MEDIA = media();

    private final byte[] address = new byte[ADDRESS_BYTES];
    private final byte[] recent = new byte[ADDRESS_BYTES];
    private String recentSender = "";
    private boolean addressed;
    private int accessNumber;
    private int configuration;

    /** Whether the sender's address is known: a short header has none. */
    boolean isAddressed() {
        return addressed;
    }

    /** Identification, manufacturer, version, medium as mode 1 has them. */
    byte[] address() {
        return address;
    }

    int accessNumber() {
        return accessNumber;
    }

    int encryptionMode() {
        return configuration >> 8 & 0x1F;
    }

    /** Blocks of 16 bytes that are encrypted in mode 5. */
    int encryptedBlocks() {
        return configuration >> 4 & 0x0F;
    }

    void clear() {
        addressed = false;
        accessNumber = 0;
        configuration = 0;
    }

    /** Identification, manufacturer, version, medium. */
    void readAddress(ByteCursor in, boolean highByteFirst) {
        addressed = true;
        copy(in, in.skip(4, "identification number"), 0, 4, highByteFirst);
        copy(in, in.skip(2, "manufacturer"), 4, 2, highByteFirst);
        address[6] = (byte) in.u8("version");
        address[7] = (byte) in.u8("medium");
    }

    private void copy(ByteCursor in, int from, int to, int length, boolean highByteFirst) {
        for (int i = 0; i < length && from >= 0; i++) {
            address[to + i] = in.array()[highByteFirst ? from + length - 1 - i : from + i];
        }
    }

    /** Access number, status, configuration. */
    void readRest(ByteCursor in, int start, ObservationSink out) {
        accessNumber = in.u8("access number");
        if (in.ok()) {
            out.silent(in.position() - 1 - start, 1); // it counts
        }
        int statusAt = in.position() - start;
        status(in.u8("status"), statusAt, out);
        int from = in.skip(2, "configuration");
        configuration = from < 0 ? 0 : (in.array()[from] & 0xFF) | (in.array()[from + 1] & 0xFF) << 8;
    }

    static void status(int status, int at, ObservationSink out) {
        if ((status & 3) == STATUS_APPLICATION_ERROR) {
            out.warning(at, "the meter reports an application error");
        }
        if ((status & STATUS_LOW_POWER) != 0) {
            out.warning(at, "the meter reports low power");
        }
        if ((status & STATUS_PERMANENT_ERROR) != 0) {
            out.warning(at, "the meter reports a permanent error");
        }
        if ((status & STATUS_TEMPORARY_ERROR) != 0) {
            out.warning(at, "the meter reports a temporary error");
        }
    }

    /** Says who sends; an identification of zeros, as AMIS has it, says nothing. */
    void report(ObservationSink out) {
        if (!addressed) {
            return;
        }
        if (address[0] != 0 || address[1] != 0 || address[2] != 0 || address[3] != 0) {
            out.sender("mbus", sender());
        }
        String medium = medium(address[7] & 0xFF);
        if (!medium.isEmpty()) {
            out.medium(medium);
        }
    }

    static String medium(int deviceType) {
        return MEDIA[deviceType];
    }

    /** Eight digits, the last two first on the wire. */
    static String identification(byte[] bytes, int at) {
        return "%02X%02X%02X%02X".formatted(bytes[at + 3], bytes[at + 2], bytes[at + 1], bytes[at]);
    }

    /** {@code KAM-12345678-1B-04}; the same string as long as the same meter sends. */
    private String sender() {
        if (recentSender.isEmpty() || !Arrays.equals(recent, address)) {
            System.arraycopy(address, 0, recent, 0, ADDRESS_BYTES);
            int letters = (address[4] & 0xFF) | (address[5] & 0xFF) << 8;
            recentSender = letter(letters >> 10)
                    + letter(letters >> 5)
                    + letter(letters)
                    + "-"
                    + identification(address, 0)
                    + "-%02X-%02X".formatted(address[6], address[7]);
        }
        return recentSender;
    }

    private static String letter(int bits) {
        return String.valueOf((char) (64 + (bits & 31)));
    }

    private static String[] media() {
        String[] words = new String[256];
        Arrays.fill(words, "other");
        set(words, "", 0x0E, 0x31, 0x32, 0x33, 0x36, 0x37);
        set(words, "electricity", 0x02, 0x20);
        set(words, "gas", 0x03, 0x21);
        set(words, "heat", 0x04, 0x0C, 0x0D);
        set(words, "hot_water", 0x06, 0x15);
        set(words, "water", 0x07, 0x16, 0x17);
        set(words, "cooling", 0x0A, 0x0B);
        return words;
    }

    private static void set(String[] words, String word, int... types) {
        for (int type : types) {
            words[type] = word;
        }
    }
}
