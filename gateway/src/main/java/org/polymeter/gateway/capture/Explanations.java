package org.polymeter.gateway.capture;

import java.util.Optional;
import org.polymeter.codec.KeyDoctor;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.security.KeyNames;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.intake.Reasons;

/** Says of every trouble why it is one, and what to do. */
final class Explanations {

    static final String NOISE = Reason.NOISE.word();

    /** What the profile calls a payload that makes no sense. */
    static final String DECODE = Reason.DECODE.word();

    /** Bit of the security control. */
    private static final int AUTHENTICATED = 0x10;

    private Explanations() {}

    static Rejection of(Trouble trouble, byte[] evidence) {
        return switch (trouble) {
            case Trouble.Skipped skipped -> of(skipped, evidence);
            case Trouble.Rejected rejected -> of(rejected, evidence);
        };
    }

    private static Rejection of(Trouble.Skipped skipped, byte[] evidence) {
        String first = FirstBytes.of(evidence);
        long offset = skipped.streamOffset();
        int length = skipped.length();
        String code = Reasons.of(skipped).word();
        return switch (skipped.why()) {
            case BAD_CHECKSUM ->
                new Rejection(
                        offset,
                        length,
                        code,
                        "the checksum does not match the bytes",
                        "they changed on the wire or were edited; --ignore-checksum decodes them all the same",
                        first);
            case CUT_SHORT ->
                new Rejection(
                        offset,
                        length,
                        code,
                        "a telegram began but did not end",
                        "was the capture cut off, or did bytes get lost?",
                        first);
            case TOO_LONG ->
                new Rejection(offset, length, code, "longer than any telegram", "is this a meter's wire?", first);
            case STRAY, FILLER -> stray(offset, length, first, FirstBytes.looksLike(evidence));
        };
    }

    private static Rejection of(Trouble.Rejected rejected, byte[] evidence) {
        Fault fault = rejected.fault();
        String advice = switch (fault.problem()) {
            case NO_KEY, DECRYPT -> "'polymeter key-check' tells what is wrong with the keys";
            default -> "the frame is sound, so this is a telegram we do not understand: please report it";
        };
        return rejection(rejected, evidence, advice, Optional.empty());
    }

    /** A message that was not opened, with what the key doctor says of it. */
    static Rejection sealed(Trouble.Rejected rejected, byte[] evidence, Optional<Diagnosis> diagnosis) {
        return diagnosis
                .map(verdict -> rejection(rejected, evidence, advice(rejected, verdict), diagnosis))
                .orElseGet(() -> of(rejected, evidence));
    }

    private static String advice(Trouble.Rejected rejected, Diagnosis diagnosis) {
        return diagnosis.verdict() == KeyDoctor.Verdict.NO_KEY_GIVEN
                ? "the telegram is sound but encrypted; " + whomToAsk(rejected)
                : diagnosis.finding() + " " + String.join(" ", diagnosis.advice());
    }

    private static Rejection rejection(
            Trouble.Rejected rejected, byte[] evidence, String advice, Optional<Diagnosis> diagnosis) {
        return new Rejection(
                rejected.streamOffset(),
                rejected.length(),
                Reasons.of(rejected).word(),
                rejected.fault().toString(),
                advice,
                FirstBytes.of(evidence),
                rejected.ciphering(),
                diagnosis);
    }

    private static String whomToAsk(Trouble.Rejected rejected) {
        KeyNames names = rejected.ciphering().map(KeyNames::of).orElse(KeyNames.USUAL);
        boolean tagged = rejected.ciphering()
                .filter(header -> (header.securityControl() & AUTHENTICATED) != 0)
                .isPresent();
        return "the grid operator hands out the " + names.encryption() + ": give it with --key or --key-file"
                + (tagged ? "; and for proof the " + names.authentication() + ": --auth-key" : "");
    }

    static Rejection stray(long offset, long length, String first, String looksLike) {
        return new Rejection(
                offset,
                length,
                NOISE,
                length + (length == 1 ? " byte belongs" : " bytes belong") + " to no telegram, beginning with " + first,
                looksLike,
                first);
    }

    /** Nothing at all was found in a capture. */
    static Rejection nothing(long length, byte[] head) {
        if (length == 0) {
            return new Rejection(0, 0, NOISE, "the capture is empty", "", "");
        }
        String first = FirstBytes.of(head);
        return new Rejection(
                0,
                length,
                FirstBytes.isEncrypted(head) ? Reason.NO_KEY.word() : NOISE,
                "no telegram found: looked for P1 and readouts (/XXX…), HDLC (7E A…), M-Bus (68 L L 68…),"
                        + " SML (1B 1B 1B 1B…), TIC (02 0A…), bare DLMS (0F… or DB…) and JSON ({…);"
                        + " the capture begins with "
                        + first,
                FirstBytes.looksLike(head),
                first);
    }

    static boolean isStray(Trouble trouble) {
        return trouble instanceof Trouble.Skipped skipped && skipped.why() == Noise.STRAY;
    }

    static boolean isFiller(Trouble trouble) {
        return trouble instanceof Trouble.Skipped skipped && skipped.why() == Noise.FILLER;
    }
}
