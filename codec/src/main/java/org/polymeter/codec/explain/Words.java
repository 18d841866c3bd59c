package org.polymeter.codec.explain;

import java.util.HexFormat;

/** What the bytes of single fields say that decoders report only by name: of M-Bus (EN 13757-3) and of DLMS. */
final class Words {

    private static final String[] DATA = {
        "no data", "8 bit integer", "16 bit integer", "24 bit integer", "32 bit integer", "32 bit real",
        "48 bit integer", "64 bit integer", "selection for readout", "2 digit BCD", "4 digit BCD", "6 digit BCD",
        "8 digit BCD", "variable length", "12 digit BCD", "special function"
    };
    private static final String[] FUNCTION = {"", ", maximum", ", minimum", ", in an error state"};
    private static final int MANUFACTURER_DATA = 0x0F;

    private Words() {}

    /** Empty if the field's bytes speak for themselves, or if nobody knows. */
    static String of(String label, byte[] bytes) {
        if (bytes.length == 0) {
            return "";
        }
        int first = bytes[0] & 0xFF;
        return switch (label) {
            case "CI field" -> records(first);
            case "identification number" -> reversed(bytes);
            case "manufacturer" -> bytes.length == 2 ? letters(first | (bytes[1] & 0xFF) << 8) : "";
            case "version", "access number" -> bytes.length == 1 ? String.valueOf(first) : "";
            case "configuration" -> bytes.length == 2 ? configuration(first | (bytes[1] & 0xFF) << 8) : "";
            case "medium" -> medium(first);
            case "logical name" -> Value.octets(bytes);
            case "class id" -> bytes.length == 2 ? String.valueOf(first << 8 | (bytes[1] & 0xFF)) : "";
            case "attribute" -> String.valueOf(first);
            case "DIF" -> dif(first);
            case "DIFE" ->
                "storage +%d, tariff +%d, device +%d".formatted(first & 0x0F, first >> 4 & 3, first >> 6 & 1);
            default -> "";
        };
    }

    private static String records(int ci) {
        return switch (ci) {
            case 0x72, 0x5B -> "records, long header";
            case 0x7A, 0x5A -> "records, short header";
            case 0x78 -> "records, no header";
            case 0x76 -> "records, long header, high byte first";
            case 0x73 -> "fixed data";
            case 0x77 -> "fixed data, high byte first";
            case 0x70 -> "application error";
            case 0x71 -> "alarm";
            default -> "";
        };
    }

    private static String medium(int type) {
        return switch (type) {
            case 0x02 -> "electricity";
            case 0x03 -> "gas";
            case 0x04, 0x0C, 0x0D -> "heat";
            case 0x06, 0x15 -> "hot water";
            case 0x07, 0x16 -> "water";
            case 0x0A, 0x0B -> "cooling";
            case 0x0E -> "bus, system";
            default -> "";
        };
    }

    private static String configuration(int word) {
        int mode = word >> 8 & 0x1F;
        if (mode == 0) {
            return "in clear";
        }
        int blocks = word >> 4 & 0x0F;
        return "encryption mode " + mode + (mode == 5 ? ", " + blocks + " blocks of 16 bytes" : "");
    }

    private static String dif(int dif) {
        if ((dif & 0xEF) == MANUFACTURER_DATA) {
            return "data of the manufacturer follow";
        }
        String storage = (dif & 0x40) == 0 ? "" : ", storage +1";
        return DATA[dif & 0x0F] + FUNCTION[dif >> 4 & 3] + storage;
    }

    private static String letters(int word) {
        return "" + letter(word >> 10) + letter(word >> 5) + letter(word);
    }

    private static char letter(int bits) {
        return (char) (64 + (bits & 31));
    }

    private static String reversed(byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        for (int i = bytes.length - 1; i >= 0; i--) {
            digits.append(HexFormat.of().withUpperCase().toHexDigits(bytes[i]));
        }
        return digits.toString();
    }
}
