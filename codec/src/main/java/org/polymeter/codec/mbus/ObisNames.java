package org.polymeter.codec.mbus;

import java.util.Map;
import org.polymeter.codec.observation.Obis;

/** The OBIS codes behind the records of an electricity meter that pushes (Netz Oberösterreich, AMIS). */
final class ObisNames {

    /** Group C of import and export, group D. */
    private record Name(int in, int out, int d) {}

    private static final Map<String, Name> NAMES = Map.of(
            "Energy", new Name(1, 2, 8),
            "Reactive energy", new Name(3, 4, 8),
            "Power", new Name(1, 2, 7),
            "Reactive power", new Name(3, 4, 7));

    /** Energy with the manufacturer's code 4 is what the operator's customer display adds up. */
    private static final int COLLECTED = 4;

    private static final int PHASE_STEP = 20;

    private ObisNames() {}

    static Obis of(RecordHeader record) {
        Name name = NAMES.get(record.vif().label());
        if (name == null) {
            return Obis.NONE;
        }
        if (record.isQualified()) {
            boolean collected = record.manufacturerCode() == COLLECTED && name.d == 8 && name.in == 1;
            return collected ? Obis.of(1, 0, 1, 128, 0) : Obis.NONE;
        }
        int c = (record.isExport() ? name.out : name.in) + PHASE_STEP * record.phase();
        return Obis.of(1, 0, c, name.d, record.tariff());
    }
}
