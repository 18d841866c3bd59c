package org.polymeter.codec.dlms;

/**
 * Finds where an APDU without any link around it ends, as its bytes come in: by its own lengths, or
 * by the structure of its data.
 *
 * <pre>
 * [00 01 | source (2) | destination (2) | length (2)]   TCP wrapper, IEC 62056-47
 * [E6 E7 00]                                            LLC header
 * 0F | invoke id (4) | date-time | data
 * C2 | 00, or 01 [0C] date-time | class (2) | logical name (6) | attribute | data
 * E0 | control | number (2) | acknowledged (2) | length | block
 * DB, DC | system title | length | security control | counter (4) | ciphertext
 * DD | transaction, originator, recipient, time, other | key info | length | ciphertext
 * </pre>
 */
final class ApduExtent {

    enum State {
        /** More bytes are needed to say what it is. */
        OPEN,
        /** It is an APDU; more bytes are needed. */
        RECOGNISED,
        COMPLETE,
        /** No APDU begins here. */
        NONE
    }

    static final int WRAPPER_BYTES = 8;
    private static final int LLC_BYTES = 3;
    private static final int NOT_YET = -1;
    private static final int NEVER = -2;
    private static final int TITLE_BYTES = 8;
    private static final int HIGHEST_SUITE = 2;
    private static final int LEAST_SEALED = 6; // security control, counter, one byte
    private static final int TAGGED_TIME = 0x19;
    private static final int OCTET_STRINGS = 5; // before the key info of a general-ciphering
    private static final int HIGHEST_KEY_CHOICE = 2;

    private final DataSkip data = new DataSkip();
    private int start;
    private int apduAt;
    private int length;
    private boolean inData;
    private boolean recognised;

    /** An APDU may begin at this index. */
    void begin(int index) {
        start = index;
        apduAt = index;
        length = NOT_YET;
        inData = false;
        recognised = false;
    }

    /** The bytes were moved. */
    void move(int by) {
        start += by;
        apduAt += by;
        data.move(by);
    }

    /** Index of the APDU itself, behind wrapper and LLC header. */
    int apduAt() {
        return apduAt;
    }

    /** Whether an APDU began here, even if damage in it showed later. */
    boolean isRecognised() {
        return recognised;
    }

    /** From its first byte, header included; known when complete, or sooner if it says so. */
    int length() {
        return length;
    }

    /**
     * Goes on with what has come.
     *
     * @param end index behind the last byte that is there
     * @param all nothing will follow
     */
    State read(byte[] bytes, int end, boolean all) {
        if (length == NOT_YET && !inData) {
            int result = header(bytes, end);
            if (result == NEVER) {
                return State.NONE;
            }
            if (result == NOT_YET && !inData) {
                return State.OPEN;
            }
            length = result;
            recognised = !inData;
        }
        if (inData) {
            return skip(bytes, end, all);
        }
        return start + length <= end ? State.COMPLETE : State.RECOGNISED;
    }

    private State skip(byte[] bytes, int end, boolean all) {
        boolean complete = data.skip(bytes, end, all);
        recognised = data.isBegun();
        if (data.isDamaged()) {
            return State.NONE;
        }
        if (complete) {
            length = data.at() - start;
            inData = false;
            return State.COMPLETE;
        }
        return recognised ? State.RECOGNISED : State.OPEN;
    }

    /** Returns the length from {@code start}, if a field says so; begins to skip data otherwise. */
    private int header(byte[] bytes, int end) {
        int at = start;
        if (at >= end) {
            return NOT_YET;
        }
        if (bytes[at] == 0) {
            return wrapper(bytes, at, end);
        }
        if (bytes[at] == (byte) 0xE6) {
            if (end - at <= LLC_BYTES) {
                return isLlc(bytes, at, end) ? NOT_YET : NEVER;
            }
            if (!isLlc(bytes, at, end)) {
                return NEVER;
            }
            at += LLC_BYTES;
        }
        apduAt = at;
        return switch (bytes[at] & 0xFF) {
            case ApduTag.DATA_NOTIFICATION -> notification(bytes, at, end);
            case ApduTag.EVENT_NOTIFICATION -> event(bytes, at, end);
            case ApduTag.GENERAL_BLOCK_TRANSFER -> block(bytes, at, end);
            case ApduTag.GENERAL_GLO_CIPHERING, ApduTag.GENERAL_DED_CIPHERING -> sealed(bytes, at, end);
            case ApduTag.GENERAL_CIPHERING -> generalCiphering(bytes, at, end);
            default -> NEVER;
        };
    }

    /** As far as it is there. */
    private static boolean isLlc(byte[] bytes, int at, int end) {
        return (at + 1 >= end || bytes[at + 1] == (byte) 0xE7 || bytes[at + 1] == (byte) 0xE6)
                && (at + 2 >= end || bytes[at + 2] == 0);
    }

    private int wrapper(byte[] bytes, int at, int end) {
        if (at + 1 < end && bytes[at + 1] != 1) {
            return NEVER;
        }
        if (end - at <= WRAPPER_BYTES) {
            return NOT_YET;
        }
        apduAt = at + WRAPPER_BYTES;
        int length = u16(bytes, at + 6);
        boolean apdu = switch (bytes[apduAt] & 0xFF) {
            case ApduTag.DATA_NOTIFICATION,
                    ApduTag.EVENT_NOTIFICATION,
                    ApduTag.GENERAL_BLOCK_TRANSFER,
                    ApduTag.GENERAL_GLO_CIPHERING,
                    ApduTag.GENERAL_DED_CIPHERING,
                    ApduTag.GENERAL_CIPHERING -> true;
            default -> false;
        };
        return apdu && length > 1 ? WRAPPER_BYTES + length : NEVER;
    }

    private int notification(byte[] bytes, int at, int end) {
        int time = at + 5;
        if (time + 1 >= end) {
            return time < end && !isTime(bytes[time]) ? NEVER : NOT_YET;
        }
        int body = switch (bytes[time]) {
            case 0 -> time + 1;
            case DateTime.BYTES, TAGGED_TIME -> time + 1 + DateTime.BYTES;
            case Tag.OCTET_STRING -> bytes[time + 1] == DateTime.BYTES ? time + 2 + DateTime.BYTES : NEVER;
            default -> NEVER;
        };
        return body == NEVER ? NEVER : data(body);
    }

    private static boolean isTime(byte first) {
        return first == 0 || first == DateTime.BYTES || first == TAGGED_TIME || first == Tag.OCTET_STRING;
    }

    private int event(byte[] bytes, int at, int end) {
        if (at + 2 >= end) {
            return NOT_YET;
        }
        int flag = bytes[at + 1];
        if (flag != 0 && flag != 1) {
            return NEVER;
        }
        boolean counted = bytes[at + 2] == DateTime.BYTES;
        int classAt = at + 2 + (flag == 0 ? 0 : DateTime.BYTES + (counted ? 1 : 0));
        if (classAt >= end) {
            return NOT_YET;
        }
        return bytes[classAt] == 0 ? data(classAt + 9) : NEVER;
    }

    private int data(int at) {
        data.begin(at);
        inData = true;
        return NOT_YET;
    }

    private int block(byte[] bytes, int at, int end) {
        int size = DataSkip.lengthBytes(bytes, at + 6, end);
        if (size == 0) {
            return NOT_YET;
        }
        int block = size < 0 ? -1 : DataSkip.length(bytes, at + 6, size);
        return block <= 0 || u16(bytes, at + 2) == 0 ? NEVER : total(at + 6 + size + block);
    }

    private int sealed(byte[] bytes, int at, int end) {
        if (at + 1 >= end) {
            return NOT_YET;
        }
        int title = bytes[at + 1];
        return title == 0 || title == TITLE_BYTES ? ciphertext(bytes, at + 2 + title, end) : NEVER;
    }

    private int ciphertext(byte[] bytes, int at, int end) {
        int size = DataSkip.lengthBytes(bytes, at, end);
        if (size < 0) {
            return NEVER;
        }
        if (size == 0 || at + size >= end) {
            return NOT_YET;
        }
        int sealed = DataSkip.length(bytes, at, size);
        int suite = bytes[at + size] & 0x0F;
        return sealed < LEAST_SEALED || suite > HIGHEST_SUITE ? NEVER : total(at + size + sealed);
    }

    private int generalCiphering(byte[] bytes, int at, int end) {
        int next = at + 1;
        for (int i = 0; i < OCTET_STRINGS && next >= 0; i++) {
            next = octetString(bytes, next, end);
        }
        if (next >= 0) {
            next = keyInfo(bytes, next, end);
        }
        return next < 0 ? next : ciphertext(bytes, next, end);
    }

    private static int octetString(byte[] bytes, int at, int end) {
        if (at >= end) {
            return NOT_YET;
        }
        return bytes[at] < 0 ? NEVER : at + 1 + bytes[at];
    }

    /** {@code 00}, or {@code 01} and a choice: identified, wrapped or agreed. */
    private static int keyInfo(byte[] bytes, int at, int end) {
        if (at >= end || (bytes[at] != 0 && at + 2 >= end)) {
            return NOT_YET;
        }
        if (bytes[at] == 0) {
            return at + 1;
        }
        if (bytes[at] != 1 || bytes[at + 1] < 0 || bytes[at + 1] > HIGHEST_KEY_CHOICE) {
            return NEVER;
        }
        if (bytes[at + 1] == 0) {
            return at + 3;
        }
        int first = bytes[at + 1] == 1 ? at + 3 : octetString(bytes, at + 2, end);
        return first < 0 ? first : octetString(bytes, first, end);
    }

    private int total(int end) {
        return end - start;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
