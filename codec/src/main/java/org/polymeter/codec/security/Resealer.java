package org.polymeter.codec.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.bytes.ByteWriter;

/**
 * Takes the text of sealed messages out, and seals another one of the same length in its place, under other keys and
 * another sender: for frames that are given away.
 */
public final class Resealer {

    private static final int SHORT_KEY = 16;

    private final Optional<byte[]> theirs;
    private final byte[] key;
    private final byte[] authentication;
    private final UnaryOperator<byte[]> senders;
    private final SealedMessage message = new SealedMessage();

    /**
     * For one meter.
     *
     * @param theirs what messages are sealed with; without a key, texts become zeros
     * @param ours both keys of what comes out, 16 bytes each
     * @param senders makes another system title, of 8 bytes
     */
    public Resealer(Keys theirs, Keys ours, UnaryOperator<byte[]> senders) {
        this.theirs = theirs.encryption().filter(each -> each.length == SHORT_KEY);
        this.key = ours.encryption().orElseThrow();
        this.authentication = ours.authentication().orElseThrow();
        this.senders = senders;
    }

    /** Whether bytes begin as sealed messages do. */
    public static boolean isSealed(byte[] bytes) {
        return SealedMessage.begins(bytes, 0, bytes.length);
    }

    /** Whether texts can be read. */
    public boolean hasKey() {
        return theirs.isPresent();
    }

    /** The text of a message; empty if it is none that can be opened so. Nothing proves that the key is right. */
    public Optional<byte[]> open(byte[] bytes) {
        message.read(bytes, 0, bytes.length);
        if (!isPlain() || theirs.isEmpty()) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(bytes, message.textAt(), message.textAt() + message.textLength());
        if (message.isEncrypted()) {
            new Gcm(theirs.get()).stream(nonce(message.title()), text.clone(), 0, text.length, text);
        }
        return Optional.of(text);
    }

    /**
     * The message with another text and sender; empty if it is none that can be written so.
     *
     * @param text null: zeros in its place, and in that of the tag
     */
    public Optional<byte[]> seal(byte[] bytes, byte @Nullable [] text) {
        message.read(bytes, 0, bytes.length);
        if (!isPlain()) {
            return Optional.empty();
        }
        byte[] out = bytes.clone();
        int textAt = message.textAt();
        if (text == null) {
            Arrays.fill(out, textAt, out.length - message.trailing(), (byte) 0);
        }
        byte[] sender =
                senders.apply(Arrays.copyOfRange(bytes, titleAt(bytes), titleAt(bytes) + SealedMessage.TITLE_BYTES));
        System.arraycopy(sender, 0, out, titleAt(bytes), sender.length);
        if (text != null) {
            int control = message.control();
            byte[] names = Arrays.copyOfRange(out, message.namesAt(), message.namesAt() + message.namesLength());
            byte[] sealed = new SealedWriter(Keys.of(key).withAuthentication(authentication), sender)
                    .sealed(control, message.counter(), text, names);
            System.arraycopy(sealed, 0, out, textAt, sealed.length);
        }
        return Optional.of(out);
    }

    /** Of the forms that say who sends, and with keys that do not change. */
    private boolean isPlain() {
        return message.fault() == null && message.isTitled() && !message.isCompressed() && message.suite() == 0;
    }

    /** Behind the tag in general-glo-ciphering; in general-ciphering the first of the names, the transaction, is before. */
    private int titleAt(byte[] bytes) {
        return message.namesLength() == 0 ? 2 : 2 + (bytes[1] & 0xFF) + 1;
    }

    private byte[] nonce(long title) {
        return new ByteWriter()
                .number(title, SealedMessage.TITLE_BYTES)
                .number(message.counter(), 4)
                .toBytes();
    }
}
