package org.polymeter.gateway.health;

import org.polymeter.codec.Symptom;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.flow.SourceState.Failure;
import org.polymeter.gateway.flow.SourceState.Rejection;
import org.polymeter.gateway.health.Trouble.Severity;
import org.polymeter.gateway.outage.Outage;

/** The troubles there are, in English; the app has them in its languages, with advice. */
final class Complaints {

    private Complaints() {}

    static Trouble of(Failure failure) {
        return bad(failure.outage().word(), text(failure.outage()), failure.sentence());
    }

    static Trouble of(Symptom symptom) {
        return symptom == Symptom.SILENT
                ? bad("no_bytes", "Nothing at all comes from the meter.", symptom.meaning())
                : bad("not_understood", "Bytes come, and make no sense as the line is set.", symptom.meaning());
    }

    /** Nothing that came since the last frame could be used. */
    static Trouble of(Rejection rejection) {
        return bad(code(rejection.reason()), text(rejection.reason()), rejection.detail());
    }

    static Trouble notUnderstood() {
        return bad("not_understood", "Bytes come, and make no sense as the line is set.", "");
    }

    static Trouble noBytes() {
        return bad("no_bytes", "Nothing at all comes from the meter.", "");
    }

    static Trouble noMessages() {
        return bad("no_messages", "The broker is there, and no message of an adapter comes.", "");
    }

    static Trouble fellSilent() {
        return bad("fell_silent", "Nothing comes any more.", "");
    }

    /** {@code rejected}, {@code frames}: of the last ten minutes. */
    static Trouble disturbed(int rejected, int frames, Rejection last) {
        return warn(
                "disturbed",
                "Part of what comes cannot be used.",
                rejected + " of " + (rejected + frames) + " in ten minutes; last: " + last.detail());
    }

    static Trouble disturbed(int rejected, int frames) {
        return warn(
                "disturbed",
                "Part of what comes cannot be used.",
                rejected + " of " + (rejected + frames) + " in ten minutes");
    }

    static Trouble clockOff(long seconds) {
        return warn("clock_off", "The meter's clock is " + (seconds < 0 ? "behind." : "ahead."), seconds + " s");
    }

    static Trouble dropped(long count) {
        return warn(
                "dropped", "Something was lost, because this output was away for too long or refused it.", "" + count);
    }

    private static Trouble bad(String code, String text, String detail) {
        return new Trouble(Severity.BAD, code, text, detail);
    }

    private static Trouble warn(String code, String text, String detail) {
        return new Trouble(Severity.WARN, code, text, detail);
    }

    private static String text(Outage outage) {
        return switch (outage) {
            case PORT_ABSENT -> "There is no such port.";
            case PORT_DENIED -> "This program may not open the port.";
            case PORT_BUSY -> "Another program uses the port.";
            case PORT_GONE -> "The port has gone.";
            case PORT_BROKEN -> "The port does not open.";
            case FILE_ABSENT -> "There is no such file.";
            case FILE_DENIED -> "This program may not read the file.";
            case HOST_UNKNOWN -> "Nobody knows a computer of that name.";
            case NO_ANSWER -> "It does not answer.";
            case REFUSED -> "The computer is there, and nothing listens at that port.";
            case CLOSED -> "The other side ended the connection.";
            case SIGN_IN -> "It does not let this gateway in.";
            case FORBIDDEN -> "This gateway may not do that there.";
            case NO_SUCH_PLACE -> "What the gateway looks for is not there.";
            case TLS -> "The secure connection fails.";
            case CLIENT_ID -> "Another client has the same client id.";
            case OVERLOADED -> "It is busy.";
            case OURS -> "A fault of this program; the log tells more.";
            case OTHER -> "It does not work.";
        };
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case NO_KEY -> "key_missing";
            case DECRYPT -> "key_wrong";
            case CHECKSUM, TRUNCATED -> "damaged";
            case DECODE -> "undecodable";
            case UNIDENTIFIED -> "unidentified";
            case TOO_LONG, NOISE -> "not_understood";
            case IMPLAUSIBLE -> "implausible";
        };
    }

    private static String text(Reason reason) {
        return switch (reason) {
            case NO_KEY -> "The meter encrypts, and its key is not known here.";
            case DECRYPT -> "The key does not fit this meter.";
            case CHECKSUM, TRUNCATED -> "All that comes is damaged on its way.";
            case DECODE -> "What comes is whole, and is not understood.";
            case UNIDENTIFIED -> "The meter does not say who it is.";
            case TOO_LONG, NOISE -> "Bytes come, and make no sense as the line is set.";
            case IMPLAUSIBLE -> "The meter says values that cannot be.";
        };
    }
}
