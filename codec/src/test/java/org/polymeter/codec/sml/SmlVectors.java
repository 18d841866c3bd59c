package org.polymeter.codec.sml;

import java.util.HexFormat;

/** The worked example of the fact sheet, and what it is made of. */
public final class SmlVectors {

    static final String START = "1B1B1B1B01010101";
    static final String OPEN = "7603000162006200726301017601010300110B0A01504F4C0000000001010163819000";
    static final String CLOSE = "760300036200620072630201710163BDF000";

    public static final String V70 = START + OPEN
            + "76030002620062007263070177010B0A01504F4C0000000001070100620AFFFF726201650012345675"
            + "77070100603201010101010104504F4C01"
            + "77070100600100FF010101010B0A01504F4C000000000101"
            + "77070100010800FF65001C010401621E52FF6900000000075BCD1501"
            + "77070100020800FF0101621E52FF6900000000000011D701"
            + "77070100100700FF0101621B520055FFFFFA0D01"
            + "010163CA7300"
            + CLOSE + "0000001B1B1B1B1A030E50";

    private SmlVectors() {}

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
