package org.polymeter.codec.sml;

import java.nio.charset.StandardCharsets;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.observation.Obis;

/**
 * Writes an SML file as a meter pushes it: open, one list of values in the order of the calls,
 * close. The inverse of {@link SmlFramer} and {@link SmlDecoder}, for simulated meters and tests.
 *
 * <p>Whoever calls chooses the width of every number, for meters do.
 */
public final class SmlWriter {

    private static final int ABSENT = 0x01;
    private static final int OPEN_RESPONSE = 0x0101;
    private static final int CLOSE_RESPONSE = 0x0201;
    private static final int MOST_SHORT = 0x0F;

    private final byte[] server;
    private ByteWriter entries = new ByteWriter();
    private int count;
    private int file;
    private byte[] listName = new byte[0];
    private byte[] sensorTime = {ABSENT};
    private boolean kermit;
    private byte[] entryTime = {ABSENT};
    private byte[] status = {ABSENT};

    /** {@code server}: the server id, ten bytes as in DIN 43863-5. */
    public SmlWriter(byte... server) {
        this.server = server.clone();
    }

    /** Starts the next file; its number is in the transaction ids. */
    public SmlWriter begin() {
        entries = new ByteWriter();
        count = 0;
        listName = new byte[0];
        sensorTime = new byte[] {ABSENT};
        entryTime = new byte[] {ABSENT};
        status = new byte[] {ABSENT};
        return this;
    }

    /** The name of the list; most meters send {@code 01 00 62 0A FF FF}. */
    public SmlWriter name(byte... name) {
        listName = name.clone();
        return this;
    }

    /** The list's time in seconds of operation. */
    public SmlWriter secondsOfOperation(long seconds) {
        sensorTime = choice(1, number(new ByteWriter(), Type.UNSIGNED, seconds, 4));
        return this;
    }

    /** The list's time, in seconds since 1970 in UTC. */
    public SmlWriter timestamp(long utcSecond) {
        sensorTime = choice(2, number(new ByteWriter(), Type.UNSIGNED, utcSecond, 4));
        return this;
    }

    /** The list's time with the minutes by which zone and season are ahead of UTC. */
    public SmlWriter localTimestamp(long utcSecond, int zone, int season) {
        ByteWriter local = head(new ByteWriter(), Type.LIST, 3);
        number(local, Type.UNSIGNED, utcSecond, 4);
        number(local, Type.SIGNED, zone, 2);
        sensorTime = choice(3, number(local, Type.SIGNED, season, 2));
        return this;
    }

    /** The list's time as SML elements of the caller's own, for meters that err. */
    public SmlWriter time(byte... elements) {
        sensorTime = elements.clone();
        return this;
    }

    /** Checksums as some Holley meters compute them. */
    public SmlWriter withKermit() {
        kermit = true;
        return this;
    }

    /** The status word of the next value. */
    public SmlWriter status(long word, int width) {
        status = number(new ByteWriter(), Type.UNSIGNED, word, width).toBytes();
        return this;
    }

    /** The time of the next value as SML elements. */
    public SmlWriter valueTime(byte... elements) {
        entryTime = elements.clone();
        return this;
    }

    /**
     * {@code mantissa × 10^scale} as a signed number.
     *
     * @param unit code of DLMS UA 1000-1, such as 30 for Wh
     * @param width in bytes, 1 to 8
     */
    public SmlWriter signed(Obis obis, int unit, int scale, long mantissa, int width) {
        return amount(obis, unit, scale, Type.SIGNED, mantissa, width);
    }

    /** The same as an unsigned number. */
    public SmlWriter unsigned(Obis obis, int unit, int scale, long mantissa, int width) {
        return amount(obis, unit, scale, Type.UNSIGNED, mantissa, width);
    }

    public SmlWriter text(Obis obis, String text) {
        return octets(obis, text.getBytes(StandardCharsets.UTF_8));
    }

    public SmlWriter octets(Obis obis, byte... value) {
        entry(obis).u8(ABSENT).u8(ABSENT);
        octets(entries, value).u8(ABSENT);
        return this;
    }

    /** Entries as SML elements of the caller's own, for meters that err: lists of seven. */
    public SmlWriter entries(int howMany, byte... elements) {
        count += howMany;
        entries.bytes(elements);
        return this;
    }

    /** Ends the file, from start to end sequence. */
    public byte[] end() {
        ByteWriter all = new ByteWriter();
        ByteWriter opened = head(new ByteWriter(), Type.LIST, 6).u8(ABSENT).u8(ABSENT);
        octets(opened, new byte[] {0, (byte) ++file});
        octets(opened, server).u8(ABSENT).u8(ABSENT);
        message(0, OPEN_RESPONSE, opened, all);

        ByteWriter list = head(new ByteWriter(), Type.LIST, 7).u8(ABSENT);
        octets(octets(list, server), listName).bytes(sensorTime);
        head(list, Type.LIST, count).bytes(entries.toBytes()).u8(ABSENT).u8(ABSENT);
        message(1, SmlDecoder.GET_LIST_RESPONSE, list, all);

        message(2, CLOSE_RESPONSE, head(new ByteWriter(), Type.LIST, 1).u8(ABSENT), all);
        return transport(all.toBytes());
    }

    private SmlWriter amount(Obis obis, int unit, int scale, Type type, long mantissa, int width) {
        entry(obis);
        number(entries, Type.UNSIGNED, unit, 1);
        number(entries, Type.SIGNED, scale, 1);
        number(entries, type, mantissa, width).u8(ABSENT);
        return this;
    }

    /** Everything up to the unit. */
    private ByteWriter entry(Obis obis) {
        count++;
        head(entries, Type.LIST, 7);
        octets(entries, new ByteWriter().number(obis.packed(), 6).toBytes());
        entries.bytes(status).bytes(entryTime);
        status = new byte[] {ABSENT};
        entryTime = new byte[] {ABSENT};
        return entries;
    }

    private void message(int index, int tag, ByteWriter body, ByteWriter all) {
        ByteWriter message = head(new ByteWriter(), Type.LIST, 6);
        octets(message, new byte[] {0, (byte) (file + index)});
        number(message, Type.UNSIGNED, 0, 1);
        number(message, Type.UNSIGNED, 0, 1);
        number(head(message, Type.LIST, 2), Type.UNSIGNED, tag, 2).bytes(body.toBytes());
        byte[] covered = message.toBytes();
        all.bytes(covered);
        checksum(covered, all.u8(Type.UNSIGNED.code << 4 | 3)).u8(SmlDecoder.END_OF_MESSAGE);
    }

    private ByteWriter checksum(byte[] covered, ByteWriter out) {
        return kermit
                ? out.number(Crc16.KERMIT.of(covered, 0, covered.length), 2)
                : out.checksum(Crc16.X25.of(covered, 0, covered.length));
    }

    private byte[] transport(byte[] messages) {
        ByteWriter out = new ByteWriter();
        out.number(0x1B1B_1B1BL, 4).number(0x0101_0101L, 4);
        int escapes = 0;
        for (byte b : messages) {
            escapes = b == SmlFramer.ESCAPE ? escapes + 1 : 0;
            out.u8(b);
            if (escapes == SmlFramer.ESCAPE_LENGTH) {
                out.number(0x1B1B_1B1BL, 4);
                escapes = 0;
            }
        }
        int fill = -out.length() & SmlFramer.MOST_FILL;
        out.number(0, fill).number(0x1B1B_1B1BL, 4).u8(SmlFramer.END).u8(fill);
        return checksum(out.toBytes(), out).toBytes();
    }

    private static byte[] choice(int which, ByteWriter value) {
        ByteWriter choice = head(new ByteWriter(), Type.LIST, 2);
        return number(choice, Type.UNSIGNED, which, 1).bytes(value.toBytes()).toBytes();
    }

    private static ByteWriter number(ByteWriter out, Type type, long value, int width) {
        return out.u8(type.code << 4 | width + 1).number(value, width);
    }

    /** Octets with their type-length field; none at all are an absent element. */
    private static ByteWriter octets(ByteWriter out, byte[] value) {
        int withField = value.length + 1;
        return head(out, Type.OCTETS, withField > MOST_SHORT ? value.length + 2 : withField)
                .bytes(value);
    }

    /** A type-length field of one or two bytes. */
    private static ByteWriter head(ByteWriter out, Type type, int length) {
        return length > MOST_SHORT
                ? out.u8(0x80 | type.code << 4 | length >>> 4).u8(length & MOST_SHORT)
                : out.u8(type.code << 4 | length);
    }
}
