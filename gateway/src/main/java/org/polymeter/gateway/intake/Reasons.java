package org.polymeter.gateway.intake;

import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault;
import org.polymeter.gateway.flow.SourceLedger.Reason;

/** The reject reasons of the profile for what the codec could not use. */
public final class Reasons {

    private Reasons() {}

    public static Reason of(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Skipped skipped -> of(skipped.why());
            case Trouble.Rejected rejected -> of(rejected.fault());
        };
    }

    /** Where and why, for people. */
    public static String describe(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Skipped skipped ->
                switch (skipped.why()) {
                    case BAD_CHECKSUM -> "the checksum does not match: the line disturbs or bytes were lost";
                    case CUT_SHORT -> "the frame ended too early: bytes were lost";
                    case TOO_LONG -> "longer than any telegram";
                    case STRAY, FILLER -> "bytes outside any frame: wrong line settings, or another protocol?";
                };
            case Trouble.Rejected rejected -> rejected.fault().toString();
        };
    }

    private static Reason of(Noise why) {
        return switch (why) {
            case BAD_CHECKSUM -> Reason.CHECKSUM;
            case CUT_SHORT -> Reason.TRUNCATED;
            case TOO_LONG -> Reason.TOO_LONG;
            case STRAY, FILLER -> Reason.NOISE;
        };
    }

    static Reason of(Fault fault) {
        return switch (fault.problem()) {
            case NO_KEY -> Reason.NO_KEY;
            case DECRYPT -> Reason.DECRYPT;
            case TRUNCATED, UNEXPECTED, OVER_LIMIT -> Reason.DECODE;
        };
    }
}
