package org.polymeter.codec.dlms;

/** First byte of an APDU, Green Book 9.5. */
final class ApduTag {

    static final int DATA_NOTIFICATION = 0x0F;
    static final int EVENT_NOTIFICATION = 0xC2;
    static final int GENERAL_GLO_CIPHERING = 0xDB;
    static final int GENERAL_DED_CIPHERING = 0xDC;
    static final int GENERAL_CIPHERING = 0xDD;
    static final int GENERAL_BLOCK_TRANSFER = 0xE0;

    private static final int GLO_EVENT_NOTIFICATION = 0xCA;

    private ApduTag() {}

    /** What a ciphered APDU is called, empty if the tag is none of these. */
    static String ciphered(int tag) {
        return switch (tag) {
            case GENERAL_GLO_CIPHERING -> "general-glo-ciphering";
            case GENERAL_DED_CIPHERING -> "general-ded-ciphering";
            case GENERAL_CIPHERING -> "general-ciphering";
            case GLO_EVENT_NOTIFICATION -> "glo-event-notification-request";
            default -> "";
        };
    }
}
