package org.polymeter.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;
import org.polymeter.codec.security.KeyNames;
import org.polymeter.codec.security.Keys;

/**
 * Finds out which of the keys somebody has open a capture, and says what is wrong if none does.
 *
 * <p>It tries every key in every role, by reading the capture with it. What it says is proven by a
 * tag or by a text that makes sense to its last byte; where neither can tell, it says so. It never
 * shows a key.
 */
public final class KeyDoctor {

    /** What is the matter. */
    public enum Verdict {
        /** The keys open the capture. */
        RIGHT,
        /** The encryption key is right, the authentication key is not. */
        AUTHENTICATION_WRONG,
        /** They are right, but each was given in the other's place. */
        SWAPPED,
        /** No key given has the length that the messages need. */
        WRONG_LENGTH,
        /** None of them opens anything: mistyped, or of another meter. */
        WRONG,
        /** The capture is encrypted, and no key was given. */
        NO_KEY_GIVEN,
        /** The capture is in clear. */
        NOT_ENCRYPTED,
        /** Nothing in the capture can be read, encrypted or not. */
        NO_TELEGRAM
    }

    /**
     * What was found, for people; no key and no serial number is in it.
     *
     * @param finding what is the matter, in a sentence
     * @param advice what it rests on and what to do, a sentence each
     */
    public record Diagnosis(Verdict verdict, String finding, List<String> advice) {
        public Diagnosis {
            advice = List.copyOf(advice);
        }

        /** Whether it says what is wrong with the keys of a capture. */
        public boolean isAboutKeys() {
            return !isGood() && verdict != Verdict.NO_TELEGRAM;
        }

        /** Whether the capture can be read with the keys as they were given. */
        public boolean isGood() {
            return verdict == Verdict.RIGHT || verdict == Verdict.NOT_ENCRYPTED;
        }
    }

    private static final int AES_128 = 16;
    private static final int AES_256 = 32;
    private static final int SUITE = 0x0F;
    private static final int AUTHENTICATED = 0x10;

    /** More than any letter has; each is a reading of the whole capture. */
    private static final int MOST_KEYS = 16;

    private final MeterStream.Options options;
    private final byte[] capture;
    private final List<Candidate> candidates = new ArrayList<>();

    private KeyDoctor(MeterStream.Options options, byte[] capture) {
        this.options = options;
        this.capture = capture.clone();
    }

    /**
     * Examines keys.
     *
     * @param options how the capture is read; its keys do not matter
     * @param capture what came out of the meter's port
     * @param encryption keys that are said to be encryption keys, 16 or 32 bytes each
     * @param authentication keys that are said to be authentication keys
     */
    public static Diagnosis examine(
            MeterStream.Options options, byte[] capture, List<byte[]> encryption, List<byte[]> authentication) {
        KeyDoctor doctor = new KeyDoctor(options, capture);
        doctor.enter(encryption, false);
        doctor.enter(authentication, true);
        return doctor.diagnosis();
    }

    /**
     * Examines the keys with which a message could not be opened.
     *
     * @param options how it was read, with those keys
     * @param frame the message and its link's frame, as received
     */
    public static Diagnosis examine(MeterStream.Options options, byte[] frame) {
        return examine(
                options,
                frame,
                options.keys().encryption().stream().toList(),
                options.keys().authentication().stream().toList());
    }

    private void enter(List<byte[]> keys, boolean authentication) {
        String role = authentication ? "authentication key" : "encryption key";
        for (int i = 0; i < keys.size(); i++) {
            String name = keys.size() == 1 ? "the " + role : role + " number " + (i + 1);
            candidates.add(new Candidate(keys.get(i).clone(), authentication, name));
        }
    }

    private Diagnosis diagnosis() {
        Heard closed = read(Keys.NONE);
        if (closed.header.isEmpty()) {
            return closed.clear > 0
                    ? new Diagnosis(
                            Verdict.NOT_ENCRYPTED,
                            "It is not encrypted: " + count(closed.clear) + " can be read without any key.",
                            candidates.isEmpty() ? List.of() : List.of("Leave the keys out of the configuration."))
                    : new Diagnosis(
                            Verdict.NO_TELEGRAM,
                            "There is no telegram in it, encrypted or not, so no key can be checked.",
                            List.of("Decode it to see what is there instead."));
        }
        Ciphering header = closed.header.get();
        if (candidates.isEmpty()) {
            return noKeyGiven(header);
        }
        int bytes = (header.securityControl() & SUITE) == 2 ? AES_256 : AES_128;
        splitPairs(bytes);
        List<Candidate> fitting = candidates.stream()
                .filter(key -> key.key.length == bytes)
                .limit(MOST_KEYS)
                .toList();
        if (fitting.isEmpty()) {
            return new Diagnosis(
                    Verdict.WRONG_LENGTH,
                    "The keys have the wrong length: messages of security suite %d need %d hex digits."
                            .formatted(header.securityControl() & SUITE, 2 * bytes),
                    List.of());
        }
        for (Candidate encryption : fitting) {
            Heard opened = read(Keys.of(encryption.key));
            if (opened.isOpened()) {
                return opening(header, encryption, opened, fitting);
            }
        }
        return wrong(header, fitting.size());
    }

    /** Two keys in a row, as some letters print them. */
    private void splitPairs(int bytes) {
        for (Candidate pair : List.copyOf(candidates)) {
            if (bytes == AES_128 && pair.key.length == AES_256) {
                candidates.add(pair.part(0, AES_128, "the first half of " + pair.name));
                candidates.add(pair.part(AES_128, AES_256, "the second half of " + pair.name));
            }
        }
    }

    private Diagnosis noKeyGiven(Ciphering header) {
        List<String> advice = new ArrayList<>();
        KeyNames names = KeyNames.of(header);
        advice.add("Ask the grid operator for it. It may be called: " + names.encryption() + ".");
        if (isTagged(header)) {
            advice.add("Ask for the second key, too, which proves that nobody changed a telegram: "
                    + names.authentication() + ".");
        } else {
            advice.add("One key is enough: these messages carry no tag that a second key could verify.");
        }
        return new Diagnosis(
                Verdict.NO_KEY_GIVEN, "It is encrypted" + maker(header) + ", and no key was given.", advice);
    }

    /** A key opens it: what is it, what is the other, and were they given in these roles? */
    private Diagnosis opening(Ciphering header, Candidate encryption, Heard opened, List<Candidate> fitting) {
        Optional<Candidate> authentication = fitting.stream()
                .filter(other -> isTagged(header) && other != encryption)
                .filter(other -> read(Keys.of(encryption.key).withAuthentication(other.key)).proven > 0)
                .findFirst();
        List<String> advice = new ArrayList<>();
        advice.add(rests(header, opened, authentication));
        if (opened.isOnlyOpened()) {
            advice.add("The telegrams in it are not understood yet, whatever the key: please report one.");
        }
        boolean swapped = encryption.authentication
                || (authentication
                                .filter(key -> !key.authentication && key != encryption)
                                .isPresent()
                        && isPair());
        if (swapped) {
            advice.add("Give " + encryption.name + " as encryption key"
                    + authentication
                            .map(key -> ", and " + key.name + " as authentication key")
                            .orElse("") + ".");
            return new Diagnosis(Verdict.SWAPPED, "The keys are swapped.", advice);
        }
        boolean given = candidates.stream().anyMatch(key -> key.authentication);
        boolean proven = opened.proven > 0 || authentication.isPresent();
        if (isTagged(header) && given && authentication.isEmpty()) {
            return authenticationWrong(header, opened, advice);
        }
        name(encryption, authentication, advice);
        if (isTagged(header) && !proven) {
            advice.add("For proof, give the authentication key as well: "
                    + KeyNames.of(header).authentication() + ".");
        }
        return new Diagnosis(
                Verdict.RIGHT, authentication.isPresent() ? "The keys are right." : "The key is right.", advice);
    }

    private Diagnosis authenticationWrong(Ciphering header, Heard opened, List<String> advice) {
        if (opened.proven > 0) {
            advice.add(
                    "Leave the authentication key out: that of Luxembourg fits, which is the same for all and known.");
        } else {
            advice.add("Look at it again: " + KeyNames.of(header).authentication()
                    + ". Without it telegrams are read all the same, and marked as not authenticated.");
        }
        return new Diagnosis(
                Verdict.AUTHENTICATION_WRONG, "The encryption key is right; the authentication key is not.", advice);
    }

    /** Which of several keys is which. */
    private void name(Candidate encryption, Optional<Candidate> authentication, List<String> advice) {
        if (candidates.size() > (authentication.isPresent() ? 2 : 1)) {
            advice.add("Of the keys given, " + encryption.name + " is the encryption key"
                    + authentication
                            .map(key -> ", and " + key.name + " is the authentication key")
                            .orElse("") + ".");
        }
    }

    private static String rests(Ciphering header, Heard opened, Optional<Candidate> authentication) {
        if (!header.isGcm()) {
            return "The two known bytes 2F 2F behind the seal prove it, in "
                    + count(opened.opened + opened.notUnderstood)
                    + ": one wrong key in 65536 would pass. There is no tag, and no need for a second key.";
        }
        if (authentication.isPresent() || opened.proven > 0) {
            return "The tag proves it, in " + count(opened.opened + opened.proven) + ".";
        }
        return "Its text proves it: " + count(opened.opened + opened.notUnderstood) + " can be read to the last byte."
                + (isTagged(header) ? "" : " There is no tag that could prove more, and no need for a second key.");
    }

    private static Diagnosis wrong(Ciphering header, int tried) {
        List<String> advice = new ArrayList<>();
        if (!header.isGcm()) {
            advice.add("Its text does not begin with 2F 2F, as that of every M-Bus message in mode 5 does.");
        }
        advice.add("Whether it is mistyped or belongs to another meter cannot be told from a telegram.");
        advice.add("Compare it digit by digit, and the meter number of the letter with that on the meter"
                + (header.maker().isEmpty() ? "" : ", which is of " + header.maker()) + ".");
        advice.add("What opens it may be called: " + KeyNames.of(header).encryption() + ".");
        return new Diagnosis(
                Verdict.WRONG,
                tried == 1 ? "The key does not open it." : "None of the keys opens it, in either role.",
                advice);
    }

    /** Exactly one key of either role was given. */
    private boolean isPair() {
        return candidates.size() == 2 && candidates.get(0).authentication != candidates.get(1).authentication;
    }

    private Heard read(Keys keys) {
        Heard heard = new Heard();
        MeterStream stream = MeterStream.of(options.withKeys(keys), heard);
        stream.feed(capture, 0, capture.length);
        stream.end();
        return heard;
    }

    private static boolean isTagged(Ciphering header) {
        return (header.securityControl() & AUTHENTICATED) != 0;
    }

    private static String maker(Ciphering header) {
        return header.maker().isEmpty() ? "" : " by a meter of " + header.maker();
    }

    private static String count(int telegrams) {
        return telegrams + (telegrams == 1 ? " telegram" : " telegrams");
    }

    /** A key, and the role in which it was given. */
    private static final class Candidate {

        final byte[] key;
        final boolean authentication;
        final String name;

        Candidate(byte[] key, boolean authentication, String name) {
            this.key = key;
            this.authentication = authentication;
            this.name = name;
        }

        Candidate part(int from, int to, String partName) {
            return new Candidate(Arrays.copyOfRange(key, from, to), authentication, partName);
        }
    }

    /** What one reading of the capture brought. */
    private static final class Heard implements MeterStream.Listener {

        int clear;
        int opened;
        int proven;
        int notUnderstood; // opened, but of a list nobody knows
        Optional<Ciphering> header = Optional.empty();

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            switch (frame.seal()) {
                case NONE -> clear++;
                case OPENED -> opened++;
                case PROVEN -> proven++;
            }
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            if (!(trouble instanceof Trouble.Rejected rejected)
                    || rejected.ciphering().isEmpty()) {
                return;
            }
            header = header.or(rejected::ciphering);
            switch (rejected.fault().problem()) {
                case NO_KEY, DECRYPT -> {}
                case TRUNCATED, UNEXPECTED, OVER_LIMIT -> notUnderstood++;
            }
        }

        boolean isOpened() {
            return opened + proven + notUnderstood > 0;
        }

        boolean isOnlyOpened() {
            return opened + proven == 0 && notUnderstood > 0;
        }
    }
}
