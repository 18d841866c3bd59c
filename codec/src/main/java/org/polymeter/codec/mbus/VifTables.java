package org.polymeter.codec.mbus;

import java.util.List;
import org.polymeter.codec.observation.Unit;

/** The tables of value information fields (EN 13757-3, 6.4.2 to 6.4.6). */
final class VifTables {

    private static final int SIZE = 128;

    /**
     * Code of the first, how many follow each other, unit, power of ten of the first, name. Each next
     * one is ten times as much; durations ({@code s}: second, minute, hour, day) go their own way;
     * {@code @} stands for a point in time.
     */
    private static final String PRIMARY_ROWS = """
            00 8 Wh      -3 Energy
            08 8 J        0 Energy
            10 8 m3      -6 Volume
            18 8 kg      -3 Mass
            20 4 s        0 On time
            24 4 s        0 Operating time
            28 8 W       -3 Power
            30 8 J/h      0 Power
            38 8 m3/h    -6 Volume flow
            40 8 m3/min  -7 Volume flow
            48 8 m3/s    -9 Volume flow
            50 8 kg/h    -3 Mass flow
            58 4 °C      -3 Flow temperature
            5C 4 °C      -3 Return temperature
            60 4 K       -3 Temperature difference
            64 4 °C      -3 External temperature
            68 4 bar     -3 Pressure
            6C 1 @        0 Time point (date)
            6D 1 @        0 Time point (date & time)
            6E 1 -        0 H.C.A.
            70 4 s        0 Averaging Duration
            74 4 s        0 Actuality Duration
            78 1 -        0 Fabrication No
            79 1 -        0 Enhanced identification
            7A 1 -        0 Bus Address
            7E 1 -        0 Any VIF
            """;

    private static final String FD_ROWS = """
            00 4 -       -3 Credit
            04 4 -       -3 Debit
            08 1 -        0 Access Number
            09 1 -        0 Medium
            0A 1 -        0 Manufacturer
            0B 1 -        0 Parameter set identification
            0C 1 -        0 Model / Version
            0D 1 -        0 Hardware version
            0E 1 -        0 Firmware version
            0F 1 -        0 Software version
            10 1 -        0 Customer location
            11 1 -        0 Customer
            12 1 -        0 Access Code User
            13 1 -        0 Access Code Operator
            14 1 -        0 Access Code System Operator
            15 1 -        0 Access Code Developer
            16 1 -        0 Password
            17 1 -        0 Error flags
            18 1 -        0 Error mask
            1A 1 -        0 Digital Output
            1B 1 -        0 Digital Input
            1C 1 Bd       0 Baud rate
            1D 1 -        0 Response delay
            1E 1 -        0 Retry
            20 1 -        0 First storage number
            21 1 -        0 Last storage number
            22 1 -        0 Size of storage block
            24 4 s        0 Storage interval
            28 1 month    0 Storage interval
            29 1 year     0 Storage interval
            2C 4 s        0 Duration since last readout
            30 1 @        0 Start of tariff
            31 3 min      0 Duration of tariff
            34 4 s        0 Period of tariff
            38 1 month    0 Period of tariff
            39 1 year     0 Period of tariff
            3A 1 -        0 Dimensionless
            40 16 V      -9 Voltage
            50 16 A     -12 Current
            60 1 -        0 Reset counter
            61 1 -        0 Cumulation counter
            62 1 -        0 Control signal
            63 1 -        0 Day of week
            64 1 -        0 Week number
            65 1 -        0 Time point of day change
            66 1 -        0 State of parameter activation
            67 1 -        0 Special supplier information
            68 2 h        0 Duration since last cumulation
            6A 1 month    0 Duration since last cumulation
            6B 1 year     0 Duration since last cumulation
            6C 2 h        0 Operating time battery
            6E 1 month    0 Operating time battery
            6F 1 year     0 Operating time battery
            70 1 @        0 Date and time of battery change
            71 1 dBm      0 RF level
            74 1 d        0 Remaining battery life
            """;

    private static final String FB_ROWS = """
            00 2 Wh       5 Energy
            02 2 varh     3 Reactive energy
            04 2 VAh      3 Apparent energy
            08 2 J        8 Energy
            0C 4 cal      5 Energy
            10 2 m3       2 Volume
            14 4 var      0 Reactive power
            18 2 kg       5 Mass
            1A 2 %       -1 Relative humidity
            21 1 ft3     -1 Volume
            22 1 gal     -1 Volume
            23 1 gal      0 Volume
            24 1 gal/min -3 Volume flow
            25 1 gal/min  0 Volume flow
            26 1 gal/h    0 Volume flow
            28 2 W        5 Power
            2A 1 °       -1 Phase angle U-U
            2B 1 °       -1 Phase angle U-I
            2C 4 Hz      -3 Frequency
            30 2 J/h      8 Power
            34 4 VA       0 Apparent power
            58 4 °F      -3 Flow temperature
            5C 4 °F      -3 Return temperature
            60 4 °F      -3 Temperature difference
            64 4 °F      -3 External temperature
            70 4 °F      -3 Temperature limit
            74 4 °C      -3 Temperature limit
            78 8 W       -3 Cumulative maximum power
            """;

    private static final int[] SECONDS = {1, 60, 3_600, 86_400};

    private static final Vif[] PRIMARY = read(PRIMARY_ROWS);
    private static final Vif[] FD = read(FD_ROWS);
    private static final Vif[] FB = read(FB_ROWS);

    private VifTables() {}

    /** Of the first byte; bit 7 is ignored. */
    static Vif primary(int code) {
        return PRIMARY[code & 0x7F];
    }

    /** Of the byte after FD. */
    static Vif afterFd(int code) {
        return FD[code & 0x7F];
    }

    /** Of the byte after FB. */
    static Vif afterFb(int code) {
        return FB[code & 0x7F];
    }

    private static Vif[] read(String rows) {
        Vif[] table = new Vif[SIZE];
        java.util.Arrays.fill(table, Vif.named("Reserved"));
        rows.lines().forEach(row -> read(List.of(row.split(" +", 5)), table));
        return table;
    }

    private static void read(List<String> row, Vif[] table) {
        int first = Integer.parseInt(row.get(0), 16);
        int count = Integer.parseInt(row.get(1));
        String unit = row.get(2);
        int scale = Integer.parseInt(row.get(3));
        for (int i = 0; i < count; i++) {
            table[first + i] = switch (unit) {
                case "@" -> new Vif(row.get(4), Unit.NONE, 0, 1, Vif.Type.TIME_POINT);
                case "s", "min", "h", "d" -> duration(row.get(4), unit, i);
                default ->
                    new Vif(row.get(4), unit.equals("-") ? Unit.NONE : Unit.named(unit), scale + i, 1, Vif.Type.NUMBER);
            };
        }
    }

    private static Vif duration(String label, String unit, int step) {
        int first = List.of("s", "min", "h", "d").indexOf(unit);
        return new Vif(label, Unit.named("s"), 0, SECONDS[first + step], Vif.Type.NUMBER);
    }
}
