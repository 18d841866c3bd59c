package org.polymeter.codec.dlms;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.observation.Obis;

/**
 * The inverse of {@link NotificationDecoder}: collects what a meter has to say, in order, and writes
 * it the way one of the makers does.
 *
 * <pre>
 * byte[] apdu = new NotificationWriter(0x0021A433)
 *         .at(localSecond, Deviation.UNSAID, 0)
 *         .text(Obis.parse("0-0:96.1.0"), "60000001")
 *         .register(Obis.parse("1-0:1.7.0"), NumberType.U32, 371)
 *         .pushList(Obis.parse("0-8:25.9.0"));
 * </pre>
 */
public final class NotificationWriter {

    /** How wide numbers are on the wire, and whether they have a sign. */
    public enum NumberType {
        U8(Tag.UNSIGNED),
        U16(Tag.LONG_UNSIGNED),
        U32(Tag.DOUBLE_LONG_UNSIGNED),
        U64(Tag.LONG64_UNSIGNED),
        I8(Tag.INTEGER),
        I16(Tag.LONG),
        I32(Tag.DOUBLE_LONG),
        I64(Tag.LONG64);

        private final int tag;

        NumberType(int tag) {
            this.tag = tag;
        }
    }

    private static final int DATA = 1;
    private static final int REGISTER = 3;
    private static final int CLOCK = 8;
    private static final int PUSH_SETUP = 40;
    private static final int VALUE = 2;
    private static final int SCALER_UNIT = 3;
    private static final int OBIS_BYTES = 6;

    private final long invokeId;
    private byte[] time = {0};
    private final List<Entry> entries = new ArrayList<>();

    /** One object: its value is data that has been written already. */
    private record Entry(int classId, Obis name, DataWriter value, int scaler, int unit) {

        boolean hasUnit() {
            return unit >= 0;
        }
    }

    public NotificationWriter(long invokeId) {
        this.invokeId = invokeId;
    }

    /** The date-time of the header; see {@code Deviation} for the second argument. */
    public NotificationWriter at(long localSecond, int deviation, int clockStatus) {
        time = new DataWriter().dateTime(localSecond, deviation, clockStatus).toBytes();
        return this;
    }

    /** An octet-string. */
    public NotificationWriter text(Obis name, String text) {
        return add(DATA, name, new DataWriter().text(Tag.OCTET_STRING, text));
    }

    /** A visible-string. */
    public NotificationWriter visible(Obis name, String text) {
        return add(DATA, name, new DataWriter().text(Tag.VISIBLE_STRING, text));
    }

    public NotificationWriter clock(Obis name, long localSecond, int deviation, int clockStatus) {
        DataWriter value = new DataWriter().u8(Tag.OCTET_STRING).dateTime(localSecond, deviation, clockStatus);
        return add(CLOCK, name, value);
    }

    /** A number whose scale and unit only those know who know the meter. */
    public NotificationWriter register(Obis name, NumberType type, long value) {
        return add(REGISTER, name, new DataWriter().number(type.tag, value));
    }

    /** A number with scaler and unit code (Blue Book 4.3.2). */
    public NotificationWriter register(Obis name, NumberType type, long value, int scaler, int unit) {
        entries.add(new Entry(REGISTER, name, new DataWriter().number(type.tag, value), scaler, unit));
        return this;
    }

    /**
     * Object definitions, then values: Landis+Gyr and Iskraemeco in Switzerland. A register with
     * scaler and unit gets a definition of its own for them.
     *
     * @param setup the push setup, such as 0-8:25.9.0
     */
    public byte[] pushList(Obis setup) {
        DataWriter definitions = definition(new DataWriter(), PUSH_SETUP, setup, VALUE);
        definition(definitions, PUSH_SETUP, setup, 1);
        DataWriter values = new DataWriter().obis(setup);
        int count = 2;
        for (Entry entry : entries) {
            definition(definitions, entry.classId, entry.name, VALUE);
            values.raw(entry.value.toBytes());
            count++;
            if (entry.hasUnit()) {
                definition(definitions, entry.classId, entry.name, SCALER_UNIT);
                values.scalerUnit(entry.scaler, entry.unit);
                count++;
            }
        }
        return apdu(new DataWriter()
                .container(Tag.STRUCTURE, count)
                .container(Tag.ARRAY, count)
                .raw(definitions.toBytes())
                .raw(values.toBytes()));
    }

    /** An array of {@code {OBIS, value}} and {@code {OBIS, value, {scaler, unit}}}: Aidon. */
    public byte[] structures() {
        DataWriter body = new DataWriter().container(Tag.ARRAY, entries.size());
        for (Entry entry : entries) {
            body.container(Tag.STRUCTURE, entry.hasUnit() ? 3 : 2);
            body.obis(entry.name).raw(entry.value.toBytes());
            if (entry.hasUnit()) {
                body.scalerUnit(entry.scaler, entry.unit);
            }
        }
        return apdu(body);
    }

    /** A structure of the list's version, OBIS codes and values in turn: Kamstrup. */
    public byte[] pairs(String version) {
        DataWriter body = new DataWriter()
                .container(Tag.STRUCTURE, 1 + 2 * entries.size())
                .text(Tag.VISIBLE_STRING, version);
        for (Entry entry : entries) {
            body.obis(entry.name).raw(entry.value.toBytes());
        }
        return apdu(body);
    }

    /** A structure of the bare values, without codes: Kaifa in Norway, Iskraemeco in Slovenia. */
    public byte[] values() {
        DataWriter body = new DataWriter().container(Tag.STRUCTURE, entries.size());
        for (Entry entry : entries) {
            body.raw(entry.value.toBytes());
        }
        return apdu(body);
    }

    /**
     * A structure of the clock, then code, value and {@code {scaler, unit}} in turn, then the meter's
     * number without a code: Kaifa in Lower Austria.
     */
    public byte[] scaledPairs(String number) {
        DataWriter body = new DataWriter();
        int count = 1;
        for (Entry entry : entries) {
            if (entry.classId != CLOCK) {
                body.obis(entry.name);
                count++;
            }
            body.raw(entry.value.toBytes());
            count++;
            if (entry.hasUnit()) {
                body.scalerUnit(entry.scaler, entry.unit);
                count++;
            }
        }
        body.text(Tag.OCTET_STRING, number);
        return apdu(new DataWriter().container(Tag.STRUCTURE, count).raw(body.toBytes()));
    }

    /** An enumeration, then values, each behind an attribute descriptor without tags: Czechia. */
    public byte[] descriptors() {
        DataWriter body =
                new DataWriter().container(Tag.STRUCTURE, 2).number(Tag.ENUM, 1).container(Tag.ARRAY, entries.size());
        for (Entry entry : entries) {
            body.container(Tag.STRUCTURE, 2)
                    .plain(entry.classId, 2)
                    .plain(entry.name.packed(), OBIS_BYTES)
                    .u8(VALUE)
                    .raw(entry.value.toBytes());
        }
        return apdu(body);
    }

    private NotificationWriter add(int classId, Obis name, DataWriter value) {
        entries.add(new Entry(classId, name, value, 0, -1));
        return this;
    }

    private static DataWriter definition(DataWriter out, int classId, Obis name, int attribute) {
        return out.container(Tag.STRUCTURE, 4)
                .number(Tag.LONG_UNSIGNED, classId)
                .obis(name)
                .number(Tag.INTEGER, attribute)
                .number(Tag.LONG_UNSIGNED, 0);
    }

    private byte[] apdu(DataWriter body) {
        return new DataWriter()
                .u8(ApduTag.DATA_NOTIFICATION)
                .plain(invokeId, 4)
                .raw(time)
                .raw(body.toBytes())
                .toBytes();
    }
}
