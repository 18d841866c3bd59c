package org.polymeter.codec.tic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Unit;

/**
 * What stands behind a label of TIC (Enedis-NOI-CPT-54E, 5.3 and 6.2). The frame says neither unit
 * nor kind; this table does.
 */
final class Label {

    /** How the data of a group looks. */
    enum Shape {
        /** Digits. */
        NUMBER,
        /** A horodate, then digits. */
        TIMED,
        /** A horodate and nothing else. */
        TIME,
        /** Capitals, digits and signs. */
        TEXT,
        /** A text that may have small letters. */
        FREE,
        /** The meter's own number. */
        ADDRESS
    }

    private static final List<Label> ALL = new ArrayList<>();

    static {
        String hours = "BASE HCHC HCHP EJPHN EJPHPM BBRHCJB BBRHPJB BBRHCJW BBRHPJW BBRHCJR BBRHPJR";
        // historique
        add(Shape.ADDRESS, Unit.NONE, "ADCO");
        add(Shape.NUMBER, unit("Wh"), hours);
        add(Shape.NUMBER, unit("min"), "PEJP");
        add(Shape.NUMBER, unit("A"), "ISOUSC IINST IINST1 IINST2 IINST3 ADPS ADIR1 ADIR2 ADIR3 IMAX IMAX1 IMAX2 IMAX3");
        add(Shape.NUMBER, unit("W"), "PMAX");
        add(Shape.NUMBER, unit("VA"), "PAPP");
        add(Shape.TEXT, Unit.NONE, "OPTARIF PTEC DEMAIN HHPHC MOTDETAT PPOT");
        // standard
        add(Shape.ADDRESS, Unit.NONE, "ADSC");
        add(Shape.TIME, Unit.NONE, "DATE");
        add(Shape.NUMBER, unit("Wh"), "EAST EASF01 EASF02 EASF03 EASF04 EASF05 EASF06 EASF07 EASF08 EASF09 EASF10");
        add(Shape.NUMBER, unit("Wh"), "EASD01 EASD02 EASD03 EASD04 EAIT");
        add(Shape.NUMBER, unit("varh"), "ERQ1 ERQ2 ERQ3 ERQ4");
        add(Shape.NUMBER, unit("A"), "IRMS1 IRMS2 IRMS3");
        add(Shape.NUMBER, unit("V"), "URMS1 URMS2 URMS3");
        add(Shape.NUMBER, unit("kVA"), "PREF PCOUP");
        add(Shape.NUMBER, unit("VA"), "SINSTS SINSTS1 SINSTS2 SINSTS3 SINSTI");
        add(Shape.TIMED, unit("VA"), "SMAXSN SMAXSN1 SMAXSN2 SMAXSN3 SMAXSN-1 SMAXSN1-1 SMAXSN2-1 SMAXSN3-1");
        add(Shape.TIMED, unit("VA"), "SMAXIN SMAXIN-1");
        add(Shape.TIMED, unit("W"), "CCASN CCASN-1 CCAIN CCAIN-1");
        add(Shape.TIMED, unit("V"), "UMOY1 UMOY2 UMOY3");
        add(Shape.TIMED, Unit.NONE, "DPM1 FPM1 DPM2 FPM2 DPM3 FPM3");
        add(Shape.NUMBER, Unit.NONE, "NTARF NJOURF NJOURF+1");
        add(Shape.TEXT, Unit.NONE, "VTIC STGE PRM RELAIS PJOURF+1 PPOINTE");
        add(Shape.FREE, Unit.NONE, "NGTF LTARF MSG1 MSG2");
    }

    private static final int SLOTS = 64;

    /** Those of each slot, so that of a hundred only one or two are compared. */
    private static final Label[][] TABLE = IntStream.range(0, SLOTS)
            .mapToObj(slot -> ALL.stream()
                    .filter(label -> slot(label.bytes, 0, label.bytes.length) == slot)
                    .toArray(Label[]::new))
            .toArray(Label[][]::new);

    final String name;
    final Shape shape;
    final Unit unit;
    private final byte[] bytes;

    private Label(String name, Shape shape, Unit unit) {
        this.name = name;
        this.shape = shape;
        this.unit = unit;
        this.bytes = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The label that stands there, or null if the table has none such. */
    static @Nullable Label of(byte[] bytes, int from, int to) {
        if (from == to) {
            return null;
        }
        for (Label label : TABLE[slot(bytes, from, to)]) {
            if (Arrays.equals(bytes, from, to, label.bytes, 0, label.bytes.length)) {
                return label;
            }
        }
        return null;
    }

    private static int slot(byte[] bytes, int from, int to) {
        int mixed = 31 * (31 * bytes[from] + bytes[(from + to) / 2]) + bytes[to - 1] + to - from;
        return mixed & (SLOTS - 1);
    }

    private static void add(Shape shape, Unit unit, String names) {
        for (String name : names.split(" ", -1)) {
            ALL.add(new Label(name, shape, unit));
        }
    }

    private static Unit unit(String symbol) {
        return Unit.named(symbol);
    }
}
