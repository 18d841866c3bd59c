package org.polymeter.codec.tic;

import java.nio.charset.StandardCharsets;

/** The two worked examples of the fact sheet. */
public final class TicVectors {

    /** Historique. */
    public static final String V95 = "\u0002" + group("ADCO 012345678901 E")
            + group("OPTARIF HC.. <")
            + group("ISOUSC 30 9")
            + group("HCHC 001234567 \"")
            + group("HCHP 002345678 6")
            + group("PTEC HP..  ")
            + group("IINST 002 Y")
            + group("IMAX 090 H")
            + group("PAPP 00420 '")
            + group("HHPHC A ,")
            + group("MOTDETAT 000000 B")
            + "\u0003";

    /** Standard. */
    public static final String V96 = "\u0002" + group("ADSC\t012345678901\t;")
            + group("VTIC\t02\tJ")
            + group("DATE\tE250601120000\t\t/")
            + group("NGTF\t  PRODUCTEUR    \t.")
            + group("EAST\t001234567\t+")
            + group("EAIT\t000456789\t,")
            + group("IRMS1\t002\t0")
            + group("URMS1\t234\tC")
            + group("SINSTS\t00420\tL")
            + group("SINSTI\t00000\t<")
            + group("SMAXSN\tE250601073012\t03210\t+")
            + "\u0003";

    private TicVectors() {}

    static String group(String text) {
        return "\n" + text + "\r";
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
