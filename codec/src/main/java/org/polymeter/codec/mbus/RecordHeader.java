package org.polymeter.codec.mbus;

import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.ObservationSink;

/** DIF, DIFE, VIF and VIFE of one record: where its value stands and what it is (EN 13757-3, 6.3 and 6.4). */
final class RecordHeader {

    private static final int EXTENSION = 0x80;
    private static final int MOST_EXTENSIONS = 10;
    private static final int DATA_FIELD_MASK = 0x0F;

    private static final int VIF_PLAIN_TEXT = 0x7C;
    private static final int VIF_MANUFACTURER = 0x7F;
    private static final int VIF_TABLE_FB = 0xFB;
    private static final int VIF_TABLE_FD = 0xFD;
    private static final int VIFE_IMPORT = 0x3B;
    private static final int VIFE_EXPORT = 0x3C;
    private static final int VIFE_UNCORRECTED = 0x3A;
    private static final int VIFE_FACTOR = 0x70;
    private static final int VIFE_LAST_FACTOR = 0x77;
    private static final int VIFE_TABLE = 0x7C;
    private static final int VIFE_THOUSAND = 0x7D;
    private static final int VIFE_MANUFACTURER = 0x7F;
    private static final int LAST_RECORD_ERROR = 0x1F;
    private static final int PHASES = 3;

    private static final Function[] FUNCTIONS = {
        Function.INSTANTANEOUS, Function.MAXIMUM, Function.MINIMUM, Function.ERROR
    };

    private static final String[] DIRECTIONS = {"", " (import)", " (export)"};

    private int dataField;
    private Function function = Function.INSTANTANEOUS;
    private long storage;
    private int tariff;
    private int device;

    private Vif vif = Vif.named("");
    private int correction;
    private int direction;
    private int phase;
    private int manufacturerCode;
    private boolean qualified;

    int dataField() {
        return dataField;
    }

    Function function() {
        return function;
    }

    int tariff() {
        return tariff;
    }

    Vif vif() {
        return vif;
    }

    /** Power of ten of the data, all corrections included. */
    int scale() {
        return vif.scale() + correction;
    }

    boolean isExport() {
        return direction == 2;
    }

    /** 1..3 for a value of one phase, else 0. */
    int phase() {
        return phase;
    }

    /** What the manufacturer adds to the quantity, 0 if nothing. */
    int manufacturerCode() {
        return manufacturerCode;
    }

    /** Whether the record says more of the value than its label does. */
    boolean isQualified() {
        return qualified;
    }

    /** Whether this is the present value of the meter itself. */
    boolean isCurrent() {
        return function == Function.INSTANTANEOUS && storage == 0 && tariff == 0 && device == 0 && !qualified;
    }

    /** The quantity, with direction and phase. */
    String label() {
        if (direction == 0 && phase == 0) {
            return vif.label();
        }
        return vif.label() + (phase == 0 ? "" : " (L" + phase + ")") + DIRECTIONS[direction];
    }

    void report(ObservationSink out) {
        out.label(label());
        out.slot(function, storage, tariff, device);
        if (qualified) {
            out.qualified();
        }
    }

    void read(ByteCursor in, int start, ObservationSink out) {
        correction = 0;
        direction = 0;
        phase = 0;
        manufacturerCode = 0;
        qualified = false;
        if (!readBoth(in)) {
            readDataInformation(in);
            readValueInformation(in, start, out);
        }
    }

    /** A DIF and a VIF without extensions, as most records have; false, and nothing consumed, otherwise. */
    private boolean readBoth(ByteCursor in) {
        if (in.remaining() < 2 || in.isExplained()) {
            return false;
        }
        int dif = in.array()[in.position()];
        int code = in.array()[in.position() + 1];
        if (dif < 0 || code < 0 || code == VIF_PLAIN_TEXT || code == VIF_MANUFACTURER) {
            return false;
        }
        in.skip(2, "DIF, VIF");
        data(dif);
        vif = VifTables.primary(code);
        return true;
    }

    private void data(int dif) {
        dataField = dif & DATA_FIELD_MASK;
        function = FUNCTIONS[dif >> 4 & 3];
        storage = dif >> 6 & 1;
        tariff = 0;
        device = 0;
    }

    private void readDataInformation(ByteCursor in) {
        int dif = in.u8("DIF");
        data(dif);
        boolean more = (dif & EXTENSION) != 0;
        for (int i = 0; more && in.ok(); i++) {
            if (i == MOST_EXTENSIONS) {
                in.fail(Problem.OVER_LIMIT, "at most ten DIFE");
                return;
            }
            int dife = in.u8("DIFE");
            storage |= (dife & 0x0FL) << (1 + 4 * i);
            tariff |= (dife >> 4 & 3) << (2 * i);
            device |= (dife >> 6 & 1) << i;
            more = (dife & EXTENSION) != 0;
        }
    }

    private void readValueInformation(ByteCursor in, int start, ObservationSink out) {
        int code = in.u8("VIF");
        boolean more = (code & EXTENSION) != 0;
        int extensions = 0;
        if (code == VIF_TABLE_FB || code == VIF_TABLE_FD) {
            int second = in.u8("VIFE");
            vif = code == VIF_TABLE_FB ? VifTables.afterFb(second) : VifTables.afterFd(second);
            more = (second & EXTENSION) != 0;
            extensions++;
        } else if ((code & ~EXTENSION) == VIF_PLAIN_TEXT) {
            vif = Vif.named(plainText(in));
        } else if ((code & ~EXTENSION) == VIF_MANUFACTURER) {
            vif = Vif.named("Manufacturer specific");
            manufacturerCode = VIF_MANUFACTURER;
            qualified = true;
        } else {
            vif = VifTables.primary(code);
        }
        boolean inTable = false;
        for (; more && in.ok(); extensions++) {
            if (extensions == MOST_EXTENSIONS) {
                in.fail(Problem.OVER_LIMIT, "at most ten VIFE");
                return;
            }
            int at = in.position() - start;
            int vife = in.u8("VIFE");
            more = (vife & EXTENSION) != 0;
            if (manufacturerCode != 0) {
                manufacturerCode = vife & ~EXTENSION;
            } else if (inTable) {
                combined(vife & ~EXTENSION);
                inTable = false;
            } else {
                inTable = (vife & ~EXTENSION) == VIFE_TABLE;
                orthogonal(vife & ~EXTENSION, at, out);
            }
        }
    }

    /** The unit as a text: its length, then its characters, last one first. */
    private static String plainText(ByteCursor in) {
        int length = in.u8("length of the unit");
        int from = in.skip(length, "unit");
        if (from < 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = from + length - 1; i >= from; i--) {
            text.append((char) (in.array()[i] & 0xFF));
        }
        return text.toString();
    }

    private void orthogonal(int vife, int at, ObservationSink out) {
        switch (vife) {
            case 0, VIFE_TABLE, VIFE_UNCORRECTED -> {}
            case VIFE_IMPORT -> direction = 1;
            case VIFE_EXPORT -> direction = 2;
            case VIFE_THOUSAND -> correction += 3;
            case VIFE_MANUFACTURER -> {
                manufacturerCode = VIFE_MANUFACTURER;
                qualified = true;
            }
            default -> {
                if (vife >= VIFE_FACTOR && vife <= VIFE_LAST_FACTOR) {
                    correction += (vife & 7) - 6;
                } else {
                    qualified = true;
                    if (vife <= LAST_RECORD_ERROR) {
                        out.warning(at, "the meter says that this value is not as it should be");
                    }
                }
            }
        }
    }

    /** The table behind FC: phases, quadrants. */
    private void combined(int vife) {
        if (vife >= 1 && vife <= PHASES) {
            phase = vife;
        } else {
            qualified = true;
        }
    }
}
