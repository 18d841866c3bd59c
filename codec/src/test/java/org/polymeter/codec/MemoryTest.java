package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.mbus.MbusDecoder;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.readout.ReadoutDecoder;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.tic.TicDecoder;

/**
 * A telegram that is recalled, because it differs from one before in numbers only, is the one that
 * decoding it would have given: for all captures there are, and for each with many bytes changed.
 */
class MemoryTest {

    private static final int CHANGED = 150;

    private static final List<String> FAMILIES =
            List.of("p1", "hdlc", "dlms", "mbus-dlms", "sml", "mbus", "iec62056-21");

    /** By protocol. */
    private static final Map<String, Integer> RECALLED = new TreeMap<>();

    /** One payload, as its decoder gets it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Payload(String name, String protocol, byte[] bytes, long link) {

        @Override
        public String toString() {
            return name;
        }
    }

    @AfterAll
    static void most_protocols_are_recalled() {
        System.out.println("recalled: " + RECALLED);
        assertThat(RECALLED).containsKeys("dsmr", "dlms", "sml", "iec62056-21");
    }

    static Stream<Payload> payloads() {
        List<Payload> all = new ArrayList<>();
        for (Corpus.Case capture : FAMILIES.stream()
                .flatMap(family -> Corpus.cases(family).stream())
                .toList()) {
            Keys keys = capture.encryptionKey().map(Keys::of).orElse(Keys.NONE);
            all.addAll(heard(
                    capture.id(),
                    capture.bytes(),
                    capture.authenticationKey().map(keys::withAuthentication).orElse(keys)));
        }
        for (MeterVectors.Vector vector : MeterVectors.all()) {
            Keys keys = vector.key().map(HexFormat.of()::parseHex).map(Keys::of).orElse(Keys.NONE);
            all.addAll(heard(vector.toString(), HexFormat.of().parseHex(vector.wire()), keys));
        }
        for (String name : List.of("nl50", "nl22", "be", "se")) {
            all.addAll(heard(name, telegram(name), Keys.NONE));
        }
        all.addAll(heard("V70", SmlVectors.bytes(SmlVectors.V70), Keys.NONE));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void what_is_recalled_is_what_decoding_gives(Payload payload) {
        Random random = new Random(payload.name().hashCode());
        Reader reader = new Reader(payload);
        reader.read(payload.bytes(), random);
        for (int i = 0; i < CHANGED; i++) {
            byte[] other = changed(payload.bytes(), random);
            String recalled = reader.read(other, random);
            String decoded = new Reader(payload).read(other, random);
            assertThat(recalled).isEqualTo(decoded);
            assertThat(reader.read(other, random)).as("again").isEqualTo(decoded);
        }
        RECALLED.merge(payload.protocol(), reader.recalled, Integer::sum);
    }

    private static Decoder decoder(String protocol) {
        return switch (protocol) {
            case "dsmr" -> new P1Decoder();
            case "dlms" -> new NotificationDecoder(MeterKinds.lists());
            case "sml" -> new SmlDecoder(false);
            case "mbus" -> new MbusDecoder(Keys.NONE);
            case "iec62056-21" -> new ReadoutDecoder();
            case "tic" -> new TicDecoder();
            default -> throw new IllegalArgumentException(protocol);
        };
    }

    /** A number of SML may change only if the checksum of its message changes with it. */
    @Test
    void a_recalled_message_is_checked_as_well() {
        Payload file = heard("V70", SmlVectors.bytes(SmlVectors.V70), Keys.NONE).getFirst();
        Random random = new Random(1);
        Reader reader = new Reader(file, new SmlDecoder());
        reader.read(file.bytes(), random);
        for (int i = 0; i < file.bytes().length; i++) {
            byte[] other = file.bytes().clone();
            other[i] ^= 1;
            assertThat(reader.read(other, random)).isEqualTo(new Reader(file, new SmlDecoder()).read(other, random));
        }
        reader.read(file.bytes(), random);
        assertThat(reader.recalled).isPositive();
    }

    /** One to four places are changed, in text mostly digits of values: most other changes only break it. */
    private static byte[] changed(byte[] bytes, Random random) {
        byte[] other = bytes.clone();
        boolean text = bytes[0] == '/' || bytes[0] == 2;
        for (int i = random.nextInt(3) > 0 ? 0 : random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(other.length);
            for (int more = 20; text && more > 0 && !isDigitOfValue(other, at); more--) {
                at = random.nextInt(other.length);
            }
            other[at] = (byte) (text && random.nextInt(8) > 0 ? '0' + random.nextInt(10) : random.nextInt(256));
        }
        return other;
    }

    private static boolean isDigitOfValue(byte[] bytes, int at) {
        int i = at;
        while (i > 0 && (bytes[i] == '.' || isDigit(bytes[i]))) {
            i--;
        }
        return isDigit(bytes[at]) && bytes[i] == '(';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static List<Payload> heard(String name, byte[] wire, Keys keys) {
        List<Payload> payloads = new ArrayList<>();
        MeterStream stream = MeterStream.of(Options.auto().withKeys(keys), new MeterStream.Listener() {

            @Override
            public void telegram(Telegram telegram, Frame frame) {
                payloads.add(new Payload(
                        name + " " + payloads.size(), telegram.protocol(), frame.copyOfPayload(), frame.link()));
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}
        });
        stream.feed(wire, 0, wire.length);
        stream.end();
        return payloads;
    }

    private static byte[] telegram(String name) {
        try {
            return Files.readAllBytes(
                    Repository.file("codec/src/test/resources/org/polymeter/codec/p1/" + name + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one payload after the other, as a wire does, and tells all there is to tell. */
    private static final class Reader implements MeterStream.Listener {

        private final long link;
        private final TelegramReader reader;
        private String told = "";
        private Telegram last = new Telegram();
        private long revision;
        private int recalled;

        Reader(Payload payload) {
            this(payload, MemoryTest.decoder(payload.protocol()));
        }

        Reader(Payload payload, Decoder decoder) {
            link = payload.link();
            reader = new TelegramReader(
                    payload.protocol(),
                    decoder,
                    Optional.empty(),
                    Optional.empty(),
                    new Skipping(new Tape(), this),
                    this);
        }

        /** Somewhere in a larger array, as framers hold it. */
        String read(byte[] bytes, Random random) {
            int at = random.nextInt(20);
            byte[] array = new byte[at + bytes.length + random.nextInt(20)];
            System.arraycopy(bytes, 0, array, at, bytes.length);
            reader.frame(new Frame()
                    .raw(array, at, bytes.length)
                    .payload(array, at, bytes.length)
                    .link(link));
            return told;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            recalled += telegram == last && telegram.revision() == revision ? 1 : 0;
            last = telegram;
            revision = telegram.revision();
            told = Contents.of(telegram);
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            told = trouble.toString();
        }
    }
}
