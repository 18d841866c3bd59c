package org.polymeter.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.security.Ciphering;
import org.polymeter.codec.security.KeyNames;

/**
 * What a wire turned out to carry, and how one knows.
 *
 * @param link how its telegrams are cut out of the bytes
 * @param sevenBits the text came with its parity in the top bit: the line is 7E1 and was read as 8N1
 * @param frames sound frames so far, sealed ones included
 * @param checked whether the frames carry a checksum that holds
 * @param sealed of the frames, those that no key opened
 * @param opened of the frames, those that a key opened
 * @param verdict what is wrong with the keys that were given; empty if none were, or nothing is
 * @param identification the line with which P1 and IEC 62056-21 meters begin, without its slash; or empty
 * @param meter the kind of meter, for people; or empty
 * @param values in the fullest telegram
 * @param ciphering what the header of sealed messages says in clear
 * @param intervalMillis the shortest time between two bursts; 0 if that was not seen
 */
public record Finding(
        Link link,
        boolean sevenBits,
        int frames,
        boolean checked,
        int sealed,
        int opened,
        Optional<Diagnosis> verdict,
        String identification,
        String meter,
        int values,
        Optional<Ciphering> ciphering,
        long intervalMillis) {

    /** Whether one frame settles it, or several were seen. */
    public boolean isCertain() {
        return checked || frames > 1;
    }

    /** Whether it cannot be read with the keys that were given, if any. */
    public boolean needsKey() {
        return sealed > 0;
    }

    /** Whether its messages are encrypted, opened or not. */
    public boolean isSealed() {
        return sealed + opened > 0;
    }

    /**
     * One line for people: {@code HDLC, GCM 0x30, system title KAM…: a key is needed, …}. Serial
     * numbers are not in it.
     */
    public String summary() {
        StringBuilder text = new StringBuilder(name());
        if (!identification.isEmpty()) {
            text.append(", ").append(identification);
        }
        ciphering.ifPresent(header -> {
            text.append(
                    header.isGcm()
                            ? String.format(Locale.ROOT, ", GCM 0x%02X", header.securityControl())
                            : ", AES-CBC (M-Bus mode 5)");
            if (!header.maker().isEmpty()) {
                text.append(", system title ").append(header.maker()).append('…');
            }
        });
        if (!meter.isEmpty()) {
            text.append(", ").append(meter);
        }
        if (needsKey()) {
            text.append(verdict.map(Finding::said).orElseGet(this::needed));
        } else if (opened > 0) {
            text.append(": the key opens it, ").append(values).append(values == 1 ? " value" : " values");
        } else if (values > 0) {
            text.append(", ").append(values).append(values == 1 ? " value" : " values");
        }
        return text.toString();
    }

    private String needed() {
        return ": a key is needed, your grid operator calls it " + keyNames().encryption()
                + (hasTag() ? "; and for proof " + keyNames().authentication() : "");
    }

    /** The verdict as the end of a sentence. */
    private static String said(Diagnosis verdict) {
        String sentence = verdict.finding();
        return ": " + Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1, sentence.length() - 1);
    }

    /** How one knows, in sentences. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        String some = frames == 1 ? "one frame" : frames + " frames";
        reasons.add(
                checked
                        ? some + (frames == 1 ? ", its checksum holds" : ", their checksums hold")
                        : some + (frames == 1 ? " without" : ", all without")
                                + " a checksum, complete from beginning to end");
        if (sevenBits) {
            reasons.add("the top bit of every character is its parity: the line is 7E1");
        }
        if (intervalMillis > 0) {
            reasons.add("one every "
                    + (intervalMillis < 10_000
                            ? String.format(Locale.ROOT, "%.1f s", intervalMillis / 1000.0)
                            : intervalMillis / 1000 + " s"));
        }
        if (sealed > 0) {
            reasons.add(sealed + " of " + frames + (opened > 0 ? " not opened" : " encrypted"));
        }
        if (opened > 0) {
            reasons.add(opened + " of " + frames + " opened, and understood to the last byte");
        }
        verdict.ifPresent(diagnosis -> reasons.addAll(diagnosis.advice()));
        return reasons;
    }

    /** What the operators call the keys of this meter. */
    public KeyNames keyNames() {
        return ciphering.map(KeyNames::of).orElse(KeyNames.USUAL);
    }

    /** Whether its messages carry a tag, which only the authentication key proves. */
    public boolean hasTag() {
        return ciphering
                .filter(header -> (header.securityControl() & 0x10) != 0)
                .isPresent();
    }

    private String name() {
        return switch (link) {
            case APDU -> ciphering.isPresent() ? "sealed messages without a link" : "DLMS without a link";
            default -> link.name();
        };
    }
}
