package org.polymeter.codec.dlms;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/** A-XDR data, tag first. */
final class DataWriter {

    private static final int NOT_SPECIFIED = 0x8000;
    private static final int OBIS_BYTES = 6;

    private final ByteWriter out = new ByteWriter();

    byte[] toBytes() {
        return out.toBytes();
    }

    DataWriter u8(int value) {
        out.u8(value);
        return this;
    }

    DataWriter raw(byte[] bytes) {
        out.bytes(bytes);
        return this;
    }

    DataWriter plain(long value, int size) {
        out.number(value, size);
        return this;
    }

    /** One byte up to 7F, else 81 or 82 and the bytes of the length. */
    DataWriter length(int length) {
        if (length > 0xFF) {
            out.u8(0x82).number(length, 2);
        } else if (length > 0x7F) {
            out.u8(0x81).u8(length);
        } else {
            out.u8(length);
        }
        return this;
    }

    /** The elements follow. */
    DataWriter container(int tag, int elements) {
        out.u8(tag);
        return length(elements);
    }

    DataWriter number(int tag, long value) {
        out.u8(tag).number(value, Tag.size(tag));
        return this;
    }

    DataWriter text(int tag, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.u8(tag);
        length(bytes.length);
        return raw(bytes);
    }

    DataWriter obis(Obis obis) {
        out.u8(Tag.OCTET_STRING).u8(OBIS_BYTES).number(obis.packed(), OBIS_BYTES);
        return this;
    }

    DataWriter scalerUnit(int scaler, int unit) {
        return container(Tag.STRUCTURE, 2).number(Tag.INTEGER, scaler).number(Tag.ENUM, unit);
    }

    /** Length and 12 bytes, without tag, as the header of a notification has it. */
    DataWriter dateTime(long localSecond, int deviation, int status) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        boolean said = Deviation.isMinutes(deviation);
        out.u8(DateTime.BYTES)
                .number(time.getYear(), 2)
                .u8(time.getMonthValue())
                .u8(time.getDayOfMonth())
                .u8(time.getDayOfWeek().getValue())
                .u8(time.getHour())
                .u8(time.getMinute())
                .u8(time.getSecond())
                .u8(said ? 0 : 0xFF)
                .number(said ? deviation : NOT_SPECIFIED, 2)
                .u8(status);
        return this;
    }
}
