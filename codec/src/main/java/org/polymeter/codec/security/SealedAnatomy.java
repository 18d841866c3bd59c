package org.polymeter.codec.security;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/**
 * Names the fields of a sealed message, as far as they are there. The system title is shown, which is
 * personal data: for tools, not for logs. Knows no key.
 */
public final class SealedAnatomy implements Anatomy {

    /** What became of the tag. */
    public enum Tag {
        VERIFIED("verified: whoever holds the keys wrote this, and nobody changed it"),
        WRONG("does not match"),
        UNVERIFIED("not verified: no authentication key is given"),
        NO_KEY("not verified: no key is given");

        private final String words;

        Tag(String words) {
            this.words = words;
        }
    }

    private static final int LLC_BYTES = 3;
    private static final int LONG_FORM = 0x80;

    private final Tag tag;
    private final String contents;
    private final SealedMessage message = new SealedMessage();

    private byte[] bytes = new byte[0];
    private int offset;
    private int end;
    private int at;

    /**
     * An anatomy.
     *
     * @param contents what became of the ciphertext: {@code decrypted below}
     */
    public SealedAnatomy(Tag tag, String contents) {
        this.tag = tag;
        this.contents = contents;
    }

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = offset + length;
        this.at = offset;
        if (length > LLC_BYTES && bytes[offset] == (byte) 0xE6) {
            part(LLC_BYTES, "LLC", "", out);
        }
        if (length == 0) {
            return;
        }
        int start = at;
        message.read(bytes, at, end - at);
        int first = bytes[at] & 0xFF;
        out.open(at - offset, name(first));
        part(1, "tag", "", out);
        switch (first) {
            case SealedMessage.GENERAL_GLO_CIPHERING, SealedMessage.GENERAL_DED_CIPHERING -> title("system title", out);
            case SealedMessage.GENERAL_CIPHERING -> names(out);
            default -> {}
        }
        if (first != SealedMessage.GENERAL_SIGNING) {
            content(out);
        }
        out.close(at - offset);
        boolean understood = at > start + 1;
        if (understood && message.fault() == null && at < end) {
            part(end - at, "bytes after the message", "", out);
        }
    }

    private static String name(int first) {
        return switch (first) {
            case SealedMessage.GENERAL_GLO_CIPHERING -> "general-glo-ciphering";
            case SealedMessage.GENERAL_DED_CIPHERING -> "general-ded-ciphering";
            case SealedMessage.GENERAL_CIPHERING -> "general-ciphering";
            case SealedMessage.GENERAL_SIGNING -> "general-signing";
            default -> "glo-event-notification-request";
        };
    }

    private void title(String label, Parts out) {
        int length = at < end ? bytes[at] & 0xFF : 0;
        String maker = length == SealedMessage.TITLE_BYTES && end - at > 3 ? maker(at + 1) : "";
        part(1 + length, label, length == 0 ? "none" : maker.isEmpty() ? "" : "of " + maker, out);
    }

    private String maker(int from) {
        StringBuilder letters = new StringBuilder();
        for (int i = from; i < from + 3; i++) {
            if (!SealedMessage.isLetter(bytes[i])) {
                return "";
            }
            letters.append((char) bytes[i]);
        }
        return letters.toString();
    }

    private void names(Parts out) {
        string("transaction-id", out);
        title("originator system title", out);
        string("recipient system title", out);
        string("date-time", out);
        string("other-information", out);
        boolean isKeyed = at < end && bytes[at] != 0;
        part(1, "key-info", isKeyed ? "" : "none", out);
        if (isKeyed) {
            part(2, "identified-key", "", out);
        }
    }

    private void string(String label, Parts out) {
        int length = at < end ? bytes[at] & 0xFF : 0;
        part(1 + length, label, length == 0 ? "none" : "", out);
    }

    private void content(Parts out) {
        if (at == end) {
            return;
        }
        int more = (bytes[at] & 0xFF) > LONG_FORM ? bytes[at] & 0x7F : 0;
        int length = more == 0 ? bytes[at] & 0xFF : 0;
        for (int i = at + 1; i <= at + more && i < end; i++) {
            length = length << 8 | (bytes[i] & 0xFF);
        }
        part(1 + more, "length", length + " bytes", out);
        part(1, "security control", control(), out);
        part(4, "frame counter", String.valueOf(message.counter()), out);
        if (message.fault() != null && at != message.textAt()) {
            return;
        }
        int text = message.textLength() > 0 ? Math.min(message.textLength(), end - at) : end - at;
        part(text, message.isEncrypted() ? "ciphertext" : "text", contents, out);
        if (message.isAuthenticated()) {
            part(SealedMessage.TAG_BYTES, "tag", tag.words, out);
        }
    }

    private String control() {
        List<String> words = new ArrayList<>();
        words.add("suite " + message.suite());
        if (message.isAuthenticated()) {
            words.add("authenticated");
        }
        if (message.isEncrypted()) {
            words.add("encrypted");
        }
        if (message.isBroadcast()) {
            words.add("broadcast key");
        }
        if (message.isCompressed()) {
            words.add("compressed");
        }
        return String.join(", ", words);
    }

    /** The next bytes, as many of them as there are. */
    private void part(int length, String label, String meaning, Parts out) {
        int count = Math.min(length, end - at);
        if (count > 0) {
            out.part(at - offset, count, label, count < length ? "cut short" : meaning);
            at += count;
        }
    }
}
