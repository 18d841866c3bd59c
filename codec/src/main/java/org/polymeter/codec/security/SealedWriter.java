package org.polymeter.codec.security;

import org.polymeter.codec.bytes.ByteWriter;

/**
 * Seals messages as meters do: the inverse of {@link Unsealer}, for simulated meters and for tests.
 */
public final class SealedWriter {

    private static final int AUTHENTICATED = 0x10;
    private static final int ENCRYPTED = 0x20;

    private final Gcm gcm;
    private final byte[] authentication;
    private final byte[] title;

    /**
     * A meter's writer.
     *
     * @param keys both are needed, even where no tag is sent
     * @param title system title, 8 bytes: three letters of the maker, then a number
     */
    public SealedWriter(Keys keys, byte[] title) {
        this.gcm = new Gcm(keys.encryption().orElseThrow());
        this.authentication = keys.authentication().orElseThrow();
        this.title = title.clone();
    }

    /**
     * A general-glo-ciphering.
     *
     * @param control security control: 20 encrypted, 10 with a tag, 30 both; the low digit is the suite
     * @param counter frame counter; no two messages under one key have the same
     */
    public byte[] general(int control, long counter, byte[] text) {
        ByteWriter out = new ByteWriter().u8(SealedMessage.GENERAL_GLO_CIPHERING);
        out.u8(title.length).bytes(title);
        return content(out, control, counter, text, new byte[0]);
    }

    /** A general-ciphering with an identified key; {@code names} are its five names with their lengths. */
    public byte[] generalCiphering(int control, long counter, byte[] text, byte[] names) {
        ByteWriter out = new ByteWriter().u8(SealedMessage.GENERAL_CIPHERING).bytes(names);
        return content(out.u8(1).u8(0).u8(0), control, counter, text, names);
    }

    /** A glo-event-notification-request, which does not say who sent it. */
    public byte[] event(int control, long counter, byte[] text) {
        ByteWriter out = new ByteWriter().u8(SealedMessage.GLO_EVENT_NOTIFICATION);
        return content(out, control, counter, text, new byte[0]);
    }

    private byte[] content(ByteWriter out, int control, long counter, byte[] text, byte[] names) {
        byte[] sealed = sealed(control, counter, text, names);
        length(out, SealedMessage.HEADER_BYTES + sealed.length);
        return out.u8(control).number(counter, 4).bytes(sealed).toBytes();
    }

    byte[] sealed(int control, long counter, byte[] text, byte[] names) {
        byte[] nonce = new ByteWriter().bytes(title).number(counter, 4).toBytes();
        boolean encrypted = (control & ENCRYPTED) != 0;
        if ((control & AUTHENTICATED) == 0) {
            byte[] out = text.clone();
            if (encrypted) {
                gcm.stream(nonce, text, 0, text.length, out);
            }
            return out;
        }
        ByteWriter associated =
                new ByteWriter().u8(control).bytes(authentication).bytes(names);
        if (!encrypted) {
            associated.bytes(text);
        }
        byte[] sealed = gcm.seal(nonce, associated.toBytes(), encrypted ? text : new byte[0]);
        return encrypted ? sealed : new ByteWriter().bytes(text).bytes(sealed).toBytes();
    }

    private static void length(ByteWriter out, int length) {
        if (length >= 0x100) {
            out.u8(0x82).number(length, 2);
        } else if (length >= 0x80) {
            out.u8(0x81).u8(length);
        } else {
            out.u8(length);
        }
    }
}
