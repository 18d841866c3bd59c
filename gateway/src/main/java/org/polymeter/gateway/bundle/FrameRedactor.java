package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.dlms.BlockAnatomy;
import org.polymeter.codec.hdlc.HdlcAnatomy;
import org.polymeter.codec.mbus.MbusAnatomy;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.Resealer;
import org.polymeter.codec.sml.SmlAnatomy;

/**
 * Replaces what in the frames of one wire says who the meter is, layer by layer: out of the link, out of the seal, and back
 * again, with new checksums.
 */
final class FrameRedactor {

    private static final int LINE = '/';
    private static final int FLAG = 0x7E;
    private static final int MBUS_START = 0x68;
    private static final int ESCAPE = 0x1B;
    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int NOTIFICATION = 0x0F;
    private static final int LINK_HEADER = 0xE6;

    /** The lower half of a long HDLC address, which meters make of their serial number: device 16. */
    private static final byte[] DEVICE = {0x00, 0x21};

    private static final int LONG_ADDRESS = 4;

    private final Resealer resealer;
    private final DlmsRedactor dlms;
    private final LineRedactor lines;
    private final TicRedactor tic;
    private final MbusRedactor mbus;
    private final SmlRedactor sml;

    /**
     * For one wire.
     *
     * @param theirs what the meter seals with, as far as it is known
     * @param ours what frames are sealed with instead
     */
    FrameRedactor(Pseudonyms pseudonyms, Keys theirs, Keys ours) {
        this.resealer = new Resealer(theirs, ours, pseudonyms::octets);
        this.dlms = new DlmsRedactor(pseudonyms);
        this.lines = new LineRedactor(pseudonyms);
        this.tic = new TicRedactor(pseudonyms);
        this.mbus = new MbusRedactor(pseudonyms);
        this.sml = new SmlRedactor(pseudonyms);
    }

    /** Returns a frame of the same length. */
    byte[] redact(String protocol, byte[] frame) throws UncertainException {
        int first = frame.length == 0 ? -1 : frame[0] & 0xFF;
        return switch (first) {
            case FLAG -> hdlc(frame.clone());
            case MBUS_START -> mbus(frame.clone());
            case ESCAPE -> sml(frame.clone());
            case STX -> protocol.equals("tic") ? tic.redact(frame) : block(lines.redact(frame));
            case LINE -> text(frame);
            default -> protocol.equals("iec62056-21") ? block(lines.redact(frame)) : apdu(frame);
        };
    }

    private byte[] text(byte[] frame) throws UncertainException {
        byte[] out = lines.redact(frame);
        String text = new String(out, StandardCharsets.ISO_8859_1);
        int bang = text.lastIndexOf('!');
        if (bang > 0 && text.substring(bang + 1).matches("[0-9A-Fa-f]{4}\\s*")) {
            String crc = HexFormat.of().withUpperCase().toHexDigits((short) Crc16.ARC.of(out, 0, bang + 1));
            boolean isLower = text.substring(bang + 1, bang + 5).matches(".*[a-f].*");
            byte[] digits = (isLower ? crc.toLowerCase(Locale.ROOT) : crc).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, out, bang + 1, digits.length);
        }
        return block(out);
    }

    /** Behind ETX, the exclusive or of all that follows STX; without ETX there is none. */
    private static byte[] block(byte[] bytes) {
        int sum = 0;
        boolean inside = false;
        for (int i = 0; i < bytes.length; i++) {
            sum = inside ? sum ^ bytes[i] : 0;
            inside |= bytes[i] == STX;
            if (inside && bytes[i] == ETX && i + 1 < bytes.length) {
                bytes[i + 1] = (byte) sum;
                return bytes;
            }
        }
        return bytes;
    }

    private byte[] hdlc(byte[] frame) throws UncertainException {
        Pieces pieces = Pieces.of(frame, new BlockAnatomy(new HdlcAnatomy()));
        pieces.putBack(apdu(pieces.joined()));
        int formatAt = 0;
        for (Pieces.Field field : pieces.fields()) {
            switch (field.label()) {
                case "format" -> formatAt = field.offset();
                case "destination", "source" -> address(frame, field);
                case "HCS", "FCS" -> lowFirst(frame, field, Crc16.X25.of(frame, formatAt, field.offset() - formatAt));
                default -> {}
            }
        }
        return frame;
    }

    private static void address(byte[] frame, Pieces.Field field) {
        if (field.length() == LONG_ADDRESS) {
            System.arraycopy(DEVICE, 0, frame, field.offset() + LONG_ADDRESS - DEVICE.length, DEVICE.length);
        }
    }

    private byte[] mbus(byte[] frame) throws UncertainException {
        Pieces pieces = Pieces.of(frame, new BlockAnatomy(new MbusAnatomy()));
        byte[] joined = pieces.joined();
        boolean isDlms =
                pieces.fields().stream().anyMatch(field -> field.label().equals("STSAP"));
        pieces.putBack(isDlms ? apdu(joined) : mbus.redact(joined));
        int from = 0;
        for (Pieces.Field field : pieces.fields()) {
            if (field.label().equals("C field")) {
                from = field.offset();
            } else if (field.label().equals("checksum")) {
                int sum = 0;
                for (int i = from; i < field.offset(); i++) {
                    sum += frame[i];
                }
                frame[field.offset()] = (byte) sum;
            }
        }
        return frame;
    }

    private byte[] sml(byte[] frame) throws UncertainException {
        Pieces pieces = Pieces.of(frame, new SmlAnatomy());
        pieces.putBack(sml.redact(pieces.joined()));
        for (Pieces.Field field : pieces.fields()) {
            if (field.label().equals("CRC")) {
                if (field.meaning().contains("KERMIT")) {
                    int crc = Crc16.KERMIT.of(frame, 0, field.offset());
                    lowFirst(frame, field, (crc & 0xFF) << 8 | crc >> 8);
                } else {
                    lowFirst(frame, field, Crc16.X25.of(frame, 0, field.offset()));
                }
            }
        }
        return frame;
    }

    private static void lowFirst(byte[] frame, Pieces.Field field, int checksum) {
        frame[field.offset()] = (byte) checksum;
        frame[field.offset() + 1] = (byte) (checksum >> 8);
    }

    private byte[] apdu(byte[] message) throws UncertainException {
        if (!Resealer.isSealed(message)) {
            return clear(message);
        }
        Optional<byte[]> text = resealer.open(message);
        byte[] other = text.isPresent() ? clear(text.get()) : null;
        if (text.isEmpty() && resealer.hasKey()) {
            throw new UncertainException("a sealed message of a form that cannot be sealed again");
        }
        return resealer.seal(message, other)
                .orElseThrow(() -> new UncertainException("a sealed message of a form that cannot be sealed again"));
    }

    private byte[] clear(byte[] text) throws UncertainException {
        int first = text.length == 0 ? -1 : text[0] & 0xFF;
        return switch (first) {
            case LINE -> text(text);
            case NOTIFICATION, LINK_HEADER -> dlms.redact(text);
            default -> throw new UncertainException("a message of a kind that is not known, or of another key");
        };
    }
}
