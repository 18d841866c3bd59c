package org.polymeter.codec;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;

/**
 * The plain DLMS messages of a capture. Links are taken off and ciphers opened by a few lines that
 * share nothing with the program, so that layouts can be tried on all there is.
 */
public final class Payloads {

    private static final int FLAG = 0x7E;
    private static final int MBUS_START = 0x68;
    private static final int CIPHERED = 0xDB;

    private Payloads() {}

    /** One message. */
    public static final class Payload {

        private final byte[] apdu;
        private final long link;

        Payload(byte[] apdu, long link) {
            this.apdu = apdu;
            this.link = link;
        }

        public byte[] apdu() {
            return apdu;
        }

        /** See {@code Frame.link}. */
        public long link() {
            return link;
        }

        /** Whether it stayed sealed. */
        public boolean isSealed() {
            return (apdu[apduAt(apdu)] & 0xFF) == CIPHERED;
        }
    }

    /** Those of a published capture. */
    public static List<Payload> of(Corpus.Case capture) {
        Optional<byte[]> key = capture.encryptionKey();
        byte[] wire = capture.bytes();
        return opened(
                switch (capture.family()) {
                    case "hdlc" -> hdlc(wire);
                    case "mbus-dlms" -> mbus(wire);
                    default -> List.of(new Payload(wire, 0));
                },
                key);
    }

    /** Those of a vector; the first byte tells the link. */
    public static List<Payload> of(byte[] wire, Optional<byte[]> key) {
        return opened(
                switch (wire[0] & 0xFF) {
                    case FLAG -> hdlc(wire);
                    case MBUS_START -> mbus(wire);
                    default -> List.of(new Payload(wire, 0));
                },
                key);
    }

    private static List<Payload> hdlc(byte[] wire) {
        FrameLog log = new FrameLog();
        HdlcFramer framer = new HdlcFramer();
        BlockJoiner joiner = new BlockJoiner(log);
        framer.feed(wire, 0, wire.length, joiner);
        framer.end(joiner);
        joiner.end();
        List<Payload> payloads = new ArrayList<>();
        for (int i = 0; i < log.payloads.size(); i++) {
            payloads.add(new Payload(log.payloads.get(i), log.links.get(i)));
        }
        return payloads;
    }

    /** {@code 68 L L 68 C A CI STSAP DTSAP data checksum 16}; bit 10h of CI marks the last segment. */
    private static List<Payload> mbus(byte[] wire) {
        List<Payload> payloads = new ArrayList<>();
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        int at = 0;
        while (at + 9 < wire.length && wire[at] == MBUS_START && wire[at + 3] == MBUS_START) {
            int length = length(wire, at);
            if (length < 0) {
                return payloads;
            }
            int end = at + 4 + length;
            segments.write(wire, at + 9, length - 5);
            if ((wire[at + 6] & 0x10) != 0) {
                payloads.add(new Payload(segments.toByteArray(), 0));
                segments.reset();
            }
            at = end + 2;
        }
        return payloads;
    }

    /** Sagemcom sends 257 bytes and says 1; -1 if no length leads to a right checksum. */
    private static int length(byte[] wire, int at) {
        for (int length = wire[at + 1] & 0xFF; length < 512; length += 256) {
            int end = at + 4 + length;
            if (length > 5 && end + 1 < wire.length && (byte) sum(wire, at + 4, end) == wire[end]) {
                return length;
            }
        }
        return -1;
    }

    private static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return sum;
    }

    private static List<Payload> opened(List<Payload> payloads, Optional<byte[]> key) {
        return payloads.stream()
                .map(payload -> key.isPresent() && payload.isSealed()
                        ? new Payload(open(payload.apdu, apduAt(payload.apdu), key.get()), payload.link)
                        : payload)
                .toList();
    }

    /** An LLC header may precede. */
    private static int apduAt(byte[] payload) {
        return payload[0] == (byte) 0xE6 ? 3 : 0;
    }

    /** {@code DB 08 title length control counter ciphertext [tag]}: GCM without its tag is CTR from 2. */
    private static byte[] open(byte[] apdu, int at, byte[] key) {
        int lengthAt = at + 10;
        int extra = apdu[lengthAt] < 0 ? apdu[lengthAt] & 0x7F : 0;
        int control = lengthAt + 1 + extra;
        int length = extra == 0 ? apdu[lengthAt] : 0;
        for (int i = 1; i <= extra; i++) {
            length = length << 8 | (apdu[lengthAt + i] & 0xFF);
        }
        boolean tagged = (apdu[control] & 0x10) != 0;
        byte[] counter = Arrays.copyOf(Arrays.copyOfRange(apdu, at + 2, at + 10), 16);
        System.arraycopy(apdu, control + 1, counter, 8, 4);
        counter[15] = 2;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
            return cipher.doFinal(apdu, control + 5, length - 5 - (tagged ? 12 : 0));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
