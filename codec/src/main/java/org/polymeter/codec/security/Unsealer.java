package org.polymeter.codec.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;

/**
 * Opens sealed DLMS messages with the keys of a meter: security suites 0 to 2, with and without
 * encryption and authentication. Holds the message that was opened last; its bytes are reused.
 *
 * <p>Whether a text that no tag proves makes sense is not told here: whoever knows what it should be
 * has to look, and to say so with {@link #accept}.
 */
public final class Unsealer {

    /** How opening a message ended. */
    public enum Result {
        /** The tag matches: the text is what the meter wrote. */
        PROVEN,
        /** Decrypted; right only if it makes sense. */
        OPENED,
        /** The tag does not match. The text may tell which key is wrong, and is not to be used. */
        TAG_WRONG,
        /** {@link #fault} says why. */
        REFUSED
    }

    /** The authentication key of every meter in Luxembourg. */
    private static final byte[] LUXEMBOURG = {
        0x00,
        0x11,
        0x22,
        0x33,
        0x44,
        0x55,
        0x66,
        0x77,
        (byte) 0x88,
        (byte) 0x99,
        (byte) 0xAA,
        (byte) 0xBB,
        (byte) 0xCC,
        (byte) 0xDD,
        (byte) 0xEE,
        (byte) 0xFF
    };

    private static final int AES_128 = 16;
    private static final int AES_256 = 32;
    private static final int HIGHEST_SUITE = 2;

    private final SealedMessage message = new SealedMessage();
    private final FrameCounters counters = new FrameCounters();
    private final byte[] nonce = new byte[Gcm.NONCE_BYTES];
    private final Optional<byte[]> authentication;

    /** Security control, then the authentication key: what every tag covers. */
    private final byte[] associated;

    private final @Nullable Gcm gcm;
    private final int keyBytes;

    private byte[] text = new byte[0]; // grows as needed
    private @Nullable Fault fault;
    private boolean titleKnown; // of a message before
    private long lastTitle;

    public Unsealer(Keys keys) {
        Optional<byte[]> encryption = keys.encryption();
        gcm = encryption.map(Gcm::new).orElse(null);
        keyBytes = encryption.map(key -> key.length).orElse(0);
        authentication = keys.authentication();
        associated = associated(authentication.orElse(LUXEMBOURG));
    }

    private static byte[] associated(byte[] key) {
        byte[] bytes = new byte[1 + key.length];
        System.arraycopy(key, 0, bytes, 1, key.length);
        return bytes;
    }

    /** Whether these bytes begin like a sealed message. */
    public static boolean isSealed(byte[] bytes, int offset, int length) {
        return SealedMessage.begins(bytes, offset, length);
    }

    /** Opens a message. */
    public Result open(byte[] bytes, int offset, int length) {
        message.read(bytes, offset, length);
        fault = message.fault();
        if (fault != null || isBeyondUs()) {
            return Result.REFUSED;
        }
        nonce();
        int count = message.textLength();
        if (text.length < count) {
            text = new byte[Math.max(count, 2 * text.length)];
        }
        if (message.isAuthenticated() && authentication.isPresent()) {
            return isProven() ? Result.PROVEN : unproven(Result.TAG_WRONG);
        }
        return unproven(Result.OPENED);
    }

    /** After {@link Result#OPENED}: whether the constant authentication key of Luxembourg proves it. */
    public boolean isProvenByLuxembourg() {
        return isTagged() && gcm != null && authentication.isEmpty() && isProven();
    }

    /** Why a message was refused. */
    public Fault fault() {
        Fault why = fault;
        if (why == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return why;
    }

    /** Upper-case hex of the system title, empty if the message has none. */
    public String systemTitle() {
        return message.systemTitle();
    }

    /** What the message says in clear, as far as it could be read. */
    public Ciphering ciphering() {
        return message.ciphering();
    }

    /** The text of the message, in the first {@link #textLength} bytes; borrowed. */
    public byte[] text() {
        return text;
    }

    public int textLength() {
        return message.textLength();
    }

    /** Where the text begins in what was handed in, or how far its header could be read. */
    public int textOffset() {
        Fault broken = message.fault();
        return broken == null ? message.textAt() - message.start() : broken.offset();
    }

    /** Whether the message carries a tag. */
    public boolean isTagged() {
        return message.isAuthenticated();
    }

    /** Whether the message is enciphered, and not merely authenticated. */
    public boolean isEncrypted() {
        return message.isEncrypted();
    }

    /** Whether it says that it is under the broadcast key, which customers do not get. */
    public boolean isBroadcast() {
        return message.isBroadcast();
    }

    /** Bytes that follow the message in what was handed in. */
    public int trailing() {
        return message.trailing();
    }

    /**
     * A message without proof of a sender that has proven others is not to be trusted: somebody may
     * have taken the tag off.
     */
    public boolean isDowngraded() {
        return authentication.isPresent() && counters.hasProven(lastTitle);
    }

    /**
     * The text made sense and is used.
     *
     * @param proof whether a tag proved it
     * @return whether the frame counter rose, as it does unless a message is sent again
     */
    public boolean accept(boolean proof) {
        return counters.accept(lastTitle, message.counter(), proof);
    }

    /** Says why a message cannot be opened before a key is even tried. */
    private boolean isBeyondUs() {
        if (message.isCompressed()) {
            refuse(Problem.UNEXPECTED, "a message that is not compressed (V.44); ask the operator to switch it off");
        } else if (message.suite() > HIGHEST_SUITE) {
            refuse(Problem.UNEXPECTED, "security suite 0, 1 or 2, not " + message.suite());
        } else if (!message.isTitled() && !titleKnown && (message.isEncrypted() || message.isAuthenticated())) {
            refuse(Problem.DECRYPT, "a system title; neither this message nor one before it carries any");
        } else if (gcm == null && message.isEncrypted()) {
            refuse(Problem.NO_KEY, "a key: this is " + kind() + maker());
        } else if (gcm == null && message.isAuthenticated() && authentication.isPresent()) {
            refuse(Problem.NO_KEY, "the encryption key, too, which the tag is made with" + maker());
        } else if (gcm != null && keyBytes != (message.suite() == HIGHEST_SUITE ? AES_256 : AES_128)) {
            refuse(
                    Problem.DECRYPT,
                    "a key of %d bytes, as security suite %d has; the one given has %d"
                            .formatted(
                                    message.suite() == HIGHEST_SUITE ? AES_256 : AES_128, message.suite(), keyBytes));
        }
        return fault != null;
    }

    private String kind() {
        return switch (message.bytes()[message.start()] & 0xFF) {
            case SealedMessage.GENERAL_GLO_CIPHERING -> "general-glo-ciphering";
            case SealedMessage.GENERAL_CIPHERING -> "general-ciphering";
            default -> "glo-event-notification-request";
        };
    }

    private String maker() {
        String maker = message.ciphering().maker();
        return maker.isEmpty() ? "" : " of a meter of " + maker;
    }

    private void refuse(Problem problem, String expected) {
        fault = new Fault(0, problem, expected);
    }

    /** System title and frame counter. */
    private void nonce() {
        if (message.isTitled()) {
            lastTitle = message.title();
            titleKnown = true;
        }
        for (int i = 0; i < SealedMessage.TITLE_BYTES; i++) {
            nonce[i] = (byte) (lastTitle >>> (56 - 8 * i));
        }
        for (int i = 0; i < 4; i++) {
            nonce[SealedMessage.TITLE_BYTES + i] = (byte) (message.counter() >>> (24 - 8 * i));
        }
    }

    private boolean isProven() {
        Gcm cipher = gcm;
        if (cipher == null) {
            return false;
        }
        byte[] bytes = message.bytes();
        int at = message.textAt();
        int count = message.textLength();
        associated[0] = (byte) message.control();
        cipher.begin(nonce);
        cipher.associate(associated, 0, associated.length);
        cipher.associate(bytes, message.namesAt(), message.namesLength()); // of general-ciphering
        if (message.isEncrypted()) {
            return cipher.open(bytes, at, count, text);
        }
        cipher.associate(bytes, at, count);
        boolean proven = cipher.open(bytes, at + count, 0, text);
        System.arraycopy(bytes, at, text, 0, count);
        return proven;
    }

    private Result unproven(Result result) {
        Gcm cipher = gcm;
        if (message.isEncrypted() && cipher != null) {
            cipher.stream(nonce, message.bytes(), message.textAt(), message.textLength(), text);
        } else {
            System.arraycopy(message.bytes(), message.textAt(), text, 0, message.textLength());
        }
        return result;
    }
}
