package org.polymeter.codec.sml;

import org.polymeter.codec.bytes.BigEndian;
import org.polymeter.codec.observation.NumberNotation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Unit;

/** Reads an SML_ListEntry: name, status, time, unit, scaler, value, signature. */
final class ListEntry {

    /** No meter counts in 10^13 of anything; a scaler beyond is damaged. */
    private static final int LARGEST_SCALE = 12;

    private static final int ELEMENTS = 7;
    private static final int OBIS_LENGTH = 6;

    private final SmlTime time = new SmlTime();

    void read(TlvReader in, int start, ObservationSink out) {
        in.list(ELEMENTS, "entry, a list of 7");
        int at = in.position();
        int name = in.octets("OBIS code");
        boolean named = in.length() == OBIS_LENGTH;
        Obis obis = named ? obis(in.array(), name) : Obis.NONE;
        boolean stated = in.next() == Type.UNSIGNED;
        long status = stated ? in.unsigned("status") : skipped(in, "status");
        boolean timed = time.read(in, "time of the value");
        Unit unit = in.isAbsent("unit") ? Unit.NONE : unit((int) in.unsigned("unit"));
        int scale = in.isAbsent("scaler") ? 0 : (int) in.signed("scaler");
        if (!named) {
            out.warning(at - start, "an entry without an OBIS code of 6 bytes: dropped");
            in.skipElement("value");
        } else if (value(in, start, obis, scale, unit, out)) {
            if (stated) {
                out.statusWord(status);
            }
            if (timed) {
                out.capturedAt(time.localSecond(), time.deviation());
            }
        }
        in.skipElement("signature of the value");
        in.close();
    }

    /** Returns whether there is a value that could be reported. */
    private static boolean value(TlvReader in, int start, Obis obis, int scale, Unit unit, ObservationSink out) {
        int at = in.position();
        Type type = in.next();
        if (type == Type.OCTETS) {
            int text = in.octets("value");
            if (in.length() == 0 || !in.ok()) {
                return false;
            }
            out.text(obis, in.array(), text, in.length());
            return true;
        }
        if (type == Type.LIST || type == null) {
            in.skipElement("value"); // a time or a tuple, which no meter sends as a value
            return false;
        }
        long number = switch (type) {
            case SIGNED -> in.signed("value");
            case UNSIGNED -> in.unsigned("value");
            default -> in.truth("value");
        };
        if (number < 0 && type != Type.SIGNED) {
            out.warning(at - start, "a number that fills 64 bits: dropped");
            return false;
        }
        if (!in.ok()) {
            return false;
        }
        if (Math.abs((long) scale) > LARGEST_SCALE) {
            out.warning(at - start, "a number with an impossible scaler: dropped");
            return false;
        }
        out.amount(obis, number, scale, unit);
        out.wireWidth(in.length());
        if (type != Type.BOOLEAN) {
            NumberNotation notation = type == Type.SIGNED ? BigEndian.SIGNED : BigEndian.UNSIGNED;
            out.written(in.position() - in.length() - start, in.length(), notation);
        }
        return true;
    }

    private static long skipped(TlvReader in, String what) {
        in.skipElement(what);
        return 0;
    }

    /** DZG writes unit 0 on texts. */
    private static Unit unit(int code) {
        return code == 0 ? Unit.NONE : Unit.ofCode(code);
    }

    private static Obis obis(byte[] bytes, int from) {
        long packed = 0;
        for (int i = 0; i < OBIS_LENGTH; i++) {
            packed = packed << 8 | (bytes[from + i] & 0xFF);
        }
        return Obis.ofPacked(packed);
    }
}
