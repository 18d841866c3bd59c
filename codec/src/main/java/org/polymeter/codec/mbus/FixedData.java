package org.polymeter.codec.mbus;

import java.util.List;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Unit;

/** The fixed data structure (EN 1434-3; CI 73 and 77): two counters and no header to speak of. */
final class FixedData {

    private static final int UNIT_MASK = 0x3F;
    private static final int SAME_UNIT_HISTORIC = 0x3E;
    private static final int STATUS_BINARY = 0x01;
    private static final int STATUS_STORED = 0x02;

    private record Row(String label, Unit unit, int scale) {}

    /** Code of the first, how many follow each other, unit, power of ten of the first, name. */
    private static final String ROWS = """
            02 3 Wh   0 Energy
            05 3 kWh  0 Energy
            08 3 MWh  0 Energy
            0B 3 kJ   0 Energy
            0E 3 MJ   0 Energy
            11 3 GJ   0 Energy
            14 3 W    0 Power
            17 3 kW   0 Power
            1A 3 MW   0 Power
            1D 3 J/h  3 Power
            20 3 J/h  6 Power
            23 3 J/h  9 Power
            26 3 m3  -6 Volume
            29 3 l    0 Volume
            2C 3 m3   0 Volume
            2F 3 m3/h -6 Volume flow
            32 3 m3/h -3 Volume flow
            35 3 m3/h 0 Volume flow
            38 1 °C  -3 Temperature
            39 1 -    0 H.C.A.
            """;

    private static final Row[] UNITS = read();

    private FixedData() {}

    /** Reads what follows the CI field. */
    static void read(ByteCursor in, int start, boolean highByteFirst, ObservationSink out) {
        int identification = in.skip(4, "identification number");
        in.u8("access number");
        int statusAt = in.position() - start;
        int status = in.u8("status");
        int first = in.u8("medium and unit");
        int second = in.u8("medium and unit");
        int medium = (second >> 6) * 4 + (first >> 6);
        if (identification >= 0) {
            Header.status(status & ~3, statusAt, out);
            out.medium(Header.medium(medium));
            out.sender("mbus", Header.identification(in.array(), identification) + "-%02X".formatted(medium));
        }
        boolean historic = (second & UNIT_MASK) == SAME_UNIT_HISTORIC;
        counter(in, status, UNITS[first & UNIT_MASK], 0, highByteFirst, out);
        counter(in, status, UNITS[(historic ? first : second) & UNIT_MASK], historic ? 1 : 0, highByteFirst, out);
    }

    private static void counter(
            ByteCursor in, int status, Row unit, int storage, boolean highByteFirst, ObservationSink out) {
        int at = in.skip(4, "counter");
        if (at < 0) {
            return;
        }
        long value = (status & STATUS_BINARY) != 0
                ? Numbers.binary(in.array(), at, 4, highByteFirst) & 0xFFFF_FFFFL
                : Numbers.bcd(in.array(), at, 4, highByteFirst);
        out.amount(Obis.NONE, value, unit.scale, unit.unit);
        out.label(unit.label);
        out.slot((status & STATUS_STORED) != 0 ? Function.STORED : Function.ACTUAL, storage, 0, 0);
    }

    private static Row[] read() {
        Row[] table = new Row[UNIT_MASK + 1];
        java.util.Arrays.fill(table, new Row("Reserved", Unit.NONE, 0));
        ROWS.lines().forEach(line -> {
            List<String> row = List.of(line.split(" +", 5));
            int first = Integer.parseInt(row.get(0), 16);
            for (int i = 0; i < Integer.parseInt(row.get(1)); i++) {
                Unit unit = row.get(2).equals("-") ? Unit.NONE : Unit.named(row.get(2));
                table[first + i] = new Row(row.get(4), unit, Integer.parseInt(row.get(3)) + i);
            }
        });
        return table;
    }
}
