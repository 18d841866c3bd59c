package org.polymeter.codec.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmuc.jsml.structures.EMessageBody;
import org.openmuc.jsml.structures.OctetString;
import org.openmuc.jsml.structures.SmlFile;
import org.openmuc.jsml.structures.SmlListEntry;
import org.openmuc.jsml.structures.SmlMessage;
import org.openmuc.jsml.structures.responses.SmlGetListRes;
import org.openmuc.jsml.transport.Transport;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.sml.SmlWriter;

/** SML against jSML: sender, and code, digits, scaler, unit and status word of every value. */
class JsmlTest {

    /** Where jSML and we disagree, and why we are right. */
    private static final Map<String, String> DISAGREEMENTS = Map.of(
            "sml-dzg-dvs7412-unsigned-bug",
                    "jSML has no corrections; this meter writes positive power as a negative"
                            + " number, and its source states 356.24 W",
            "sml-holley-dtz541-kermit-30-values",
                    "jSML knows no Kermit checksum, which some Holley firmware computes"
                            + " for its messages; the file's own checksum holds",
            "sml-holley-dtz541-zdba-21-values",
                    "jSML refuses a time without its choice, 65 xxxxxxxx, as Holley writes"
                            + " seconds of operation; both checksums hold");

    private static final int FILES = 300;
    private static final int MOST_WIDTH = 8;
    private static final int[] UNITS = {27, 30, 33, 35, 44, 8};

    static Stream<Case> captures() {
        return Corpus.cases("sml").stream().filter(Case::isValid);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void captures_read_the_same(Case capture) {
        List<String> ours = ours(capture.bytes());
        List<String> theirs = theirs(capture.bytes());
        String reason = DISAGREEMENTS.get(capture.id());
        if (reason == null) {
            assertThat(ours).isNotEmpty().isEqualTo(theirs);
        } else {
            assertThat(ours).as("no longer true: %s", reason).isNotEqualTo(theirs);
        }
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, FILES).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void random_files_read_the_same(int seed) {
        byte[] file = file(new Random(seed));
        assertThat(ours(file)).hasSize(1).isEqualTo(theirs(file));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {5, 6, 7})
    void jsml_drops_the_first_four_of_five_to_seven_signed_bytes(int width) {
        long digits = -3_733_683_039_735_122L >> (8 * (7 - width));
        byte[] file = new SmlWriter(new byte[10])
                .begin()
                .signed(Obis.parse("1-0:16.7.0"), 27, -4, digits, width)
                .end();
        String prefix = "0".repeat(20) + "\n0100100700ff ";
        assertThat(ours(file)).containsExactly(prefix + digits + " e-4 W"); // a number has 1 to 8 bytes, any
        int rest = 8 * (MOST_WIDTH - (width - 4));
        assertThat(theirs(file)).containsExactly(prefix + (digits << rest >> rest) + " e-4 W");
    }

    private static byte[] file(Random random) {
        byte[] server = new byte[10];
        random.nextBytes(server);
        SmlWriter out = new SmlWriter(server).begin().name(new byte[] {1, 0, 0x62, 0x0A, -1, -1});
        switch (random.nextInt(3)) {
            case 0 -> out.secondsOfOperation(random.nextInt() & 0xFFFF_FFFFL);
            case 1 -> out.timestamp(1_700_000_000L + random.nextInt(100_000_000));
            default -> {}
        }
        int count = 1 + random.nextInt(20); // more than 15 need a long type-length field
        for (int i = 0; i < count; i++) {
            Obis obis = Obis.of(1, 0, 1 + random.nextInt(90), 7 + random.nextInt(2), random.nextInt(5));
            if (random.nextInt(4) == 0) {
                out.status(random.nextInt() & 0x7FFF_FFFFL, 4);
            }
            int unit = UNITS[random.nextInt(UNITS.length)];
            int scale = random.nextInt(7) - 4;
            int width = 1 + random.nextInt(MOST_WIDTH);
            long digits = random.nextLong() >> (8 * (MOST_WIDTH - width));
            switch (random.nextInt(3)) {
                case 0 -> out.signed(obis, unit, scale, digits, width > 4 ? MOST_WIDTH : width);
                case 1 -> out.unsigned(obis, unit, scale, digits & (-1L >>> (8 * (MOST_WIDTH - width) + 1)), width);
                default -> out.octets(obis, octets(random));
            }
        }
        return out.end();
    }

    /** Short and long ones; half of them full of escapes. */
    private static byte[] octets(Random random) {
        byte[] octets = new byte[1 + random.nextInt(40)];
        random.nextBytes(octets);
        if (random.nextBoolean()) {
            Arrays.fill(octets, (byte) 0x1B);
        }
        return octets;
    }

    private static List<String> ours(byte[] stream) {
        return Heard.of(Options.of(Link.SML), stream).telegrams().stream()
                .map(JsmlTest::text)
                .toList();
    }

    private static String text(Telegram telegram) {
        StringBuilder text = new StringBuilder(telegram.sender());
        for (int i = 0; i < telegram.size(); i++) {
            text.append('\n').append(HexFormat.of().toHexDigits(telegram.obis(i).packed(), 12));
            if (telegram.kind(i) == Telegram.Kind.AMOUNT) {
                text.append(' ').append(telegram.mantissa(i)).append(" e").append(telegram.scale(i));
                text.append(' ').append(telegram.unit(i).symbol());
            } else {
                text.append(' ').append(HexFormat.of().formatHex(telegram.textBytes(i)));
            }
            text.append(telegram.hasStatus(i) ? " status " + telegram.status(i) : "");
        }
        return text.toString();
    }

    private static List<String> theirs(byte[] stream) {
        List<String> files = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream));
        Transport transport = new Transport();
        transport.setTimeout(100);
        int left = stream.length;
        while (left > 0) {
            try {
                files.addAll(lists(transport.getSMLFile(in)));
            } catch (IOException e) {
                // damaged, or what is no file; perhaps another one follows
            }
            left = left(in, left);
        }
        return files;
    }

    /** 0 as well if nothing was taken. */
    private static int left(DataInputStream in, int before) {
        try {
            int now = in.available();
            return now < before ? now : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lists(SmlFile file) {
        List<String> lists = new ArrayList<>();
        for (SmlMessage message : file.getMessages()) {
            if (message.getMessageBody().getTag() == EMessageBody.GET_LIST_RESPONSE) {
                SmlGetListRes list = message.getMessageBody().getChoice();
                StringBuilder text = new StringBuilder(hex(list.getServerId()).toUpperCase(Locale.ROOT));
                for (SmlListEntry entry : list.getValList().getValListEntry()) {
                    text.append(text(entry));
                }
                lists.add(text.toString());
            }
        }
        return lists;
    }

    private static String text(SmlListEntry entry) {
        String text = "\n" + hex(entry.getObjName()) + " ";
        if (entry.getValue().getChoice() instanceof OctetString octets) {
            if (octets.getValue() == null || octets.getValue().length == 0) {
                return ""; // a text that says nothing is no value
            }
            text += hex(octets);
        } else {
            int unit = entry.getUnit().isSelected() ? entry.getUnit().getVal() : 0;
            text += entry.getValue().getChoice() + " e" + entry.getScaler().getVal() + " "
                    + (unit == 0 ? "" : Unit.ofCode(unit).symbol());
        }
        boolean stated = entry.getStatus().isSelected();
        return text + (stated ? " status " + entry.getStatus().getChoice() : "");
    }

    private static String hex(OctetString octets) {
        return HexFormat.of().formatHex(octets.getValue());
    }
}
