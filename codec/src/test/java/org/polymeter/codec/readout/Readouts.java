package org.polymeter.codec.readout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** Readouts for tests, and what a framer makes of them. */
final class Readouts {

    /** The answer of a meter at 9600 baud: six lines, and the checksum 54. */
    static final byte[] EXAMPLE = HexFormat.of()
            .parseHex("02462E46283030290D0A302E302E30283132333435363738290D0A302E392E312831323A30303A3030290D0A302E392E"
                    + "322832352D30362D3031290D0A312E382E30283030313233342E3536372A6B5768290D0A312E372E302830302E333231"
                    + "2A6B57290D0A210D0A0354");

    private Readouts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static Heard hear(byte[] stream) {
        return hear(new ReadoutFramer(), stream);
    }

    static Heard hear(Framer framer, byte[] stream) {
        Heard heard = new Heard();
        framer.feed(stream, 0, stream.length, heard);
        framer.end(heard);
        return heard;
    }

    /** A payload, decoded; fails if it is rejected. */
    static Telegram decode(byte[] payload) {
        Telegram telegram = new Telegram();
        telegram.clear("iec62056-21");
        Outcome outcome = new ReadoutDecoder().decode(payload, 0, payload.length, telegram);
        if (outcome instanceof Outcome.Rejected rejected) {
            throw new IllegalArgumentException(rejected.fault().toString());
        }
        return telegram;
    }

    static Telegram decodeLines(String... lines) {
        return decode(bytes(String.join("\r\n", lines) + "\r\n!"));
    }

    /** What came out of a framer. */
    static final class Heard implements FrameSink {

        final List<String> payloads = new ArrayList<>();
        final List<Integrity> integrities = new ArrayList<>();
        final List<String> noises = new ArrayList<>();

        @Override
        public void frame(Frame frame) {
            payloads.add(text(frame.copyOfPayload()));
            integrities.add(frame.integrity());
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            noises.add(why + " " + length);
        }

        /** Whether nothing but line ends, echoes and the like stood between the frames. */
        boolean isClean() {
            return noises.stream().allMatch(noise -> noise.startsWith("FILLER"));
        }
    }
}
