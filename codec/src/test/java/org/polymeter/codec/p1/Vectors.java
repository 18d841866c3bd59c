package org.polymeter.codec.p1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** Telegrams of invented meters, one for each family of line, and what to do with them. */
final class Vectors {

    private Vectors() {}

    /** {@code nl50}, {@code nl22}, {@code be}, {@code se}: the file with CR LF at every line end. */
    static byte[] telegram(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no vector " + name);
            }
            return bytes(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace("\r", "")
                    .replace("\n", "\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
        return hear(new P1Framer(), stream);
    }

    static Heard hear(Framer framer, byte[] stream) {
        Heard heard = new Heard();
        framer.feed(stream, 0, stream.length, heard);
        framer.end(heard);
        return heard;
    }

    /** A telegram made of these lines, decoded. */
    static Telegram decodeLines(String... lines) {
        return decode(bytes("/TST5METER\r\n\r\n" + String.join("\r\n", lines) + "\r\n!"));
    }

    static Telegram decode(byte[] payload) {
        Telegram telegram = new Telegram();
        telegram.clear("dsmr");
        Outcome outcome = new P1Decoder().decode(payload, 0, payload.length, telegram);
        if (outcome instanceof Outcome.Rejected rejected) {
            throw new AssertionError(rejected.fault().toString());
        }
        return telegram;
    }

    /** What a framer found, copied. */
    static final class Heard implements FrameSink {

        final List<byte[]> payloads = new ArrayList<>();
        final List<byte[]> raws = new ArrayList<>();
        final List<Frame.Integrity> integrities = new ArrayList<>();
        final List<String> noises = new ArrayList<>();

        @Override
        public void frame(Frame frame) {
            payloads.add(frame.copyOfPayload());
            raws.add(frame.copyOfRaw());
            integrities.add(frame.integrity());
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            noises.add(why + " " + length);
        }
    }
}
