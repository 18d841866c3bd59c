package org.polymeter.codec.peers;

import static org.assertj.core.api.Assertions.assertThat;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.BlockWriter;
import org.polymeter.codec.dlms.DataText;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * HDLC, block transfer and A-XDR against Gurux: the bytes behind the notification's header, and
 * every value of the tree that they hold. Ciphered messages are left out: Gurux is asked without keys.
 */
class GuruxTest {

    private static final String SEGMENTS =
            "Gurux hands out the last segment; all segments are one message (IEC 62056-46,"
                    + " segmentation bit; the source states 28 values)";
    private static final String CONTROL =
            "Gurux takes a push with control byte 13 only; Kaifa sends 10, and the byte is" + " not to be checked";

    private static final String ZEROS =
            "Gurux ends a visible-string at its first zero; the wire has 16 bytes, and what pads"
                    + " them is dropped later, by Telegram";

    /** Where Gurux and we disagree, and why we are right. */
    private static final Map<String, String> DISAGREEMENTS = Map.of(
            "hdlc-ch-am550-28-values", SEGMENTS,
            "hdlc-no-lg-e350-embriq-list2", ZEROS,
            "hdlc-no-kaifa-list1", CONTROL,
            "hdlc-no-kaifa-list2-it", CONTROL,
            "hdlc-se-kaifa-positional-1ph", CONTROL,
            "hdlc-se-kaifa-positional-3ph", CONTROL);

    private static final long LINK = 0xCEFF03;
    private static final int HEADER = 6; // tag, invoke id, length of the date-time
    private static final List<NumberType> TYPES = List.of(NumberType.values());
    private static final int MESSAGES = 400;

    static Stream<Case> captures() {
        return Corpus.cases("hdlc").stream().filter(capture -> capture.isValid() && !capture.isEncrypted());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void captures_read_the_same(Case capture) throws Exception {
        String ours = ours(capture.bytes());
        String theirs = theirs(capture.bytes());
        String reason = DISAGREEMENTS.get(capture.id());
        if (reason == null) {
            assertThat(ours).isEqualTo(theirs);
        } else {
            assertThat(ours).as("no longer true: %s", reason).isNotEqualTo(theirs);
        }
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, MESSAGES).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void random_messages_read_the_same(int seed) throws Exception {
        Random random = new Random(seed);
        byte[] apdu = message(random);
        byte[] stream = random.nextBoolean() ? new HdlcWriter(LINK).message(apdu) : inBlocks(apdu, random);
        assertThat(ours(stream)).isEqualTo(theirs(stream));
    }

    /** Above, only trees are compared; here, what becomes of them. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void random_registers_have_the_same_values(int seed) throws Exception {
        byte[] apdu = messageOf(new Random(seed), true).structures();
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        new NotificationDecoder().decode(apdu, 0, apdu.length, 0, telegram);
        List<?> theirs = (List<?>) gurux(new HdlcWriter(LINK).message(apdu)).getValue();
        assertThat(telegram.size()).isEqualTo(theirs.size());
        for (int i = 0; i < theirs.size(); i++) {
            List<?> entry = (List<?>) theirs.get(i);
            List<?> scalerUnit = (List<?>) entry.get(2);
            assertThat(HexFormat.of().toHexDigits(telegram.obis(i).packed(), 12))
                    .isEqualTo(text(entry.get(0)));
            assertThat(Long.toString(telegram.mantissa(i))).isEqualTo(text(entry.get(1)));
            assertThat(Integer.toString(telegram.scale(i))).isEqualTo(text(scalerUnit.get(0)));
            assertThat(telegram.unit(i).symbol())
                    .isEqualTo(text(scalerUnit.get(1)).equals("27") ? "W" : "Wh");
        }
    }

    @Test
    void gurux_keeps_only_the_last_of_several_segments() throws Exception {
        byte[] apdu = messageOf(new Random(1), true).structures();
        byte[] stream = new HdlcWriter(LINK).inSegmentsOf(100).message(apdu);
        byte[] all = body(payload(stream));
        byte[] last = gurux(stream).getData().array();
        assertThat(last.length).as(SEGMENTS).isLessThan(all.length);
        assertThat(all).endsWith(last);
        assertThat(all)
                .isEqualTo(gurux(new HdlcWriter(LINK).message(apdu)).getData().array());
    }

    @ParameterizedTest(name = "control {0}")
    @ValueSource(ints = {0x03, 0x10})
    void gurux_takes_no_push_with_another_control_byte(int control) throws Exception {
        byte[] stream = new HdlcWriter(LINK, control, 2000)
                .message(messageOf(new Random(1), true).structures());
        assertThat(body(payload(stream))).isNotEmpty();
        assertThat(gurux(stream).getData().size()).as(CONTROL).isZero();
    }

    private static byte[] message(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> messageOf(random, false).structures();
            case 1 -> messageOf(random, false).pushList(Obis.parse("0-8:25.9.0"));
            case 2 -> messageOf(random, false).pairs("Kamstrup_V0001");
            default -> messageOf(random, false).values();
        };
    }

    private static NotificationWriter messageOf(Random random, boolean registersOnly) {
        NotificationWriter out = new NotificationWriter(random.nextInt() & 0xFFFFFFL);
        if (random.nextBoolean()) {
            out.at(1_600_000_000L + random.nextInt(300_000_000), Deviation.UNSAID, 0);
        }
        int count = 8 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            Obis obis = Obis.of(1, 0, 1 + random.nextInt(90), 7 + random.nextInt(2), random.nextInt(5));
            NumberType type = TYPES.get(random.nextInt(TYPES.size()));
            switch (registersOnly ? 0 : random.nextInt(4)) {
                case 0 ->
                    out.register(obis, type, fitting(type, random), random.nextInt(7) - 3, 27 + 3 * random.nextInt(2));
                case 1 -> out.register(obis, type, random.nextLong());
                case 2 -> out.text(obis, Integer.toString(random.nextInt(), 36));
                default -> out.visible(obis, Integer.toString(random.nextInt(), 36));
            }
        }
        return out;
    }

    /** An unsigned number beyond 63 bits is one that we leave out. */
    private static long fitting(NumberType type, Random random) {
        long any = random.nextLong();
        return type == NumberType.U64 ? any >>> 1 : any;
    }

    private static byte[] inBlocks(byte[] apdu, Random random) {
        HdlcWriter frames = new HdlcWriter(LINK);
        ByteWriter stream = new ByteWriter();
        List<byte[]> blocks = BlockWriter.blocks(apdu, 40 + random.nextInt(80));
        stream.bytes(frames.message(blocks.getFirst()));
        blocks.stream().skip(1).forEach(block -> stream.bytes(frames.continuation(block)));
        return stream.toBytes();
    }

    private static String ours(byte[] stream) {
        byte[] body = body(payload(stream));
        return HexFormat.of().formatHex(body) + "\n" + DataText.of(body);
    }

    private static byte[] payload(byte[] stream) {
        FrameLog log = new FrameLog();
        BlockJoiner joiner = new BlockJoiner(log);
        HdlcFramer framer = new HdlcFramer();
        framer.feed(stream, 0, stream.length, joiner);
        framer.end(joiner);
        joiner.end();
        assertThat(log.payloads).hasSize(1);
        return log.payloads.getFirst();
    }

    /** What stands behind the date-time, which may have a tag. */
    private static byte[] body(byte[] apdu) {
        int lengthAt = apdu[HEADER - 1] == 0x09 ? HEADER : HEADER - 1;
        return Arrays.copyOfRange(apdu, lengthAt + 1 + apdu[lengthAt], apdu.length);
    }

    private static String theirs(byte[] stream) throws Exception {
        GXReplyData reply = gurux(stream);
        return HexFormat.of().formatHex(reply.getData().array()) + "\n" + text(reply.getValue());
    }

    private static GXReplyData gurux(byte[] stream) throws Exception {
        GXDLMSClient client = new GXDLMSClient(true, 16, 1, Authentication.NONE, null, InterfaceType.HDLC);
        GXReplyData pushed = new GXReplyData();
        GXByteBuffer in = new GXByteBuffer(stream);
        int before = -1;
        while (in.available() > 0 && in.position() != before) {
            before = in.position();
            client.getData(in, new GXReplyData(), pushed);
            if (pushed.isComplete() && !pushed.isMoreData()) {
                break;
            }
        }
        return pushed;
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case String text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
            case List<?> list -> {
                StringJoiner elements = new StringJoiner(",", "[", "]");
                list.forEach(each -> elements.add(text(each)));
                yield elements.toString();
            }
            default -> value.toString();
        };
    }
}
