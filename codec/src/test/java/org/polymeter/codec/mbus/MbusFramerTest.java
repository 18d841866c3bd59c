package org.polymeter.codec.mbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.bytes.Segments;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

class MbusFramerTest extends FramerLaws {

    private static final String ELECTRICITY =
            "6830306808017278563412EC4101022A0000000C1367452301046D000C2136040639300000022BBFFE02FD48FD084406E02E0000AD16";
    private static final String ONE_FRAME = "6833336853FF100167DB084B464D102000000123200000002AF2E095213AD544DE6937C779"
            + "06FC7615B7E22B5AA4100A231DA7919E3C830016";
    private static final String FIRST_SEGMENT =
            "681D1D6853FF000167DB084B464D102000000123200000002AF2E095213AD544DED216";
    private static final String LAST_SEGMENT = "681B1B6853FF1101676937C77906FC7615B7E22B5AA4100A231DA7919E3C83E916";
    private static final String APDU =
            "DB084B464D102000000123200000002AF2E095213AD544DE6937C77906FC7615B7E22B5AA4100A231DA7919E3C83";

    private static final String NETZ_NOE =
            "68FAFA6853FF000167DB084B464D102000000181F820000001015D25C4A574ECFF4843765CB72C0742C1006E1A420C4C"
                    + "11632FDA13D0EC5DBD375D8BF42828F41F13EA5CA302B6362EC0628B8260913C4B39886048F271984B8DEE869C8731F2"
                    + "CF768AF8D203358C321150D9C7554131B2B0485D16711D6ABA1E325DE0966CFB372E079B9C5C5CE4B86EC62D3B295BEC"
                    + "05A4FB303756273104A97747CA6C5143C25FAA0002ABBFCB05D1E01694296A83C60E8D53DC4A22BFDE99FFAC2E88235F"
                    + "23DBAD6B112360F11960886E4B70585D690B47258777FD121D3B33337FEE8BD460A2BD70A982FBF976141180CE0DE822"
                    + "5E73C4038968DE7FECE4F8D29A4257166814146853FF11016757C21D3842F93BC63D8D0D9FD72CEBD916";
    private static final String SALZBURG =
            "68FAFA6853FF000167DB084B464D102000000182015521002AA766218104CE8F99324BC8F0B4BF61D288FF5BE9A27257"
                    + "4258015D250BA6322CA4077DEDFEFC33DC9DE32E36F4166F1084EB81B9AF2E1345A29FD34119FD64BB1AF292FE3F6BFB"
                    + "E1EA3C75B2FD81E7E5C937E9632B5EEC684E183DA91E8886CD1FB65F2A148289CBF71E0AEE8292150169E9CC140AD2C8"
                    + "831E4415040DC09F1518F548FC6929CA6F67583182833DE24B8FEDAC5D506B161DD4FAB1DB62B3815E07689D3F5115A8"
                    + "B9E3CCB2078E350AADBA696C7DE6AC4F8BE9D430D8E2551C67999767E672DD023D005CB82CB352C0D54DFA89ED67AF09"
                    + "01F66F90883B7EC16810789AAA5F16166872726853FF1101679FDCE2488592917E51E97C3DFB5894728A353FBED3E113"
                    + "196E1C4CD11763696E919CFFD3DE0C3D650AD49EDA513FF21E31BF1DB9EF1C18FC8C42A1447383EF255158B117692E4E"
                    + "8389B5483137AE0D8FB509FBED141690C0ADC9801397E1A3E657F304F4E44590182DAC04C0901416";

    @Override
    protected Framer framer() {
        return new MbusFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return bytes(ELECTRICITY);
    }

    @Test
    void the_payload_of_records_begins_with_the_ci_field() {
        FrameLog log = feed(ELECTRICITY);
        assertThat(log.payload(0)).startsWith("7278563412EC41").endsWith("4406E02E0000");
        assertThat(log.raws).containsExactly(ELECTRICITY);
        assertThat(log.links).allMatch(MbusFramer::carriesRecords);
        assertThat(log.links.getFirst() & 0xFFFF).isEqualTo(0x0801);
        assertThat(log.noises).isEmpty();
    }

    @Test
    void a_dlms_message_comes_without_its_transport() {
        FrameLog log = feed(ONE_FRAME);
        assertThat(log.payload(0)).isEqualTo(APDU);
        assertThat(log.links).containsExactly(0xFF0167L).noneMatch(MbusFramer::carriesRecords);
    }

    @Test
    void segments_are_joined() {
        FrameLog log = feed(FIRST_SEGMENT + LAST_SEGMENT);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.payload(0)).isEqualTo(APDU);
        assertThat(log.raws).containsExactly(FIRST_SEGMENT + LAST_SEGMENT);
        assertThat(log.links).containsExactly(0xFF0167L);
    }

    @Test
    void full_frames_of_austrian_pushes_are_joined() {
        assertThat(feed(NETZ_NOE).payload(0))
                .startsWith("DB084B464D102000000181F820")
                .hasSize(2 * (12 + 0xF8));
        assertThat(feed(SALZBURG).payload(0))
                .startsWith("DB084B464D102000000182015521")
                .hasSize(2 * (13 + 0x155));
        assertThat(feed(NETZ_NOE + SALZBURG).payloads).hasSize(2);
    }

    @Test
    void a_swinging_bus_between_two_segments_does_no_harm() {
        FrameLog log = feed("00FF" + FIRST_SEGMENT + "00FF00" + LAST_SEGMENT + "FF");
        assertThat(log.payload(0)).isEqualTo(APDU);
        assertThat(log.raws).containsExactly(FIRST_SEGMENT + LAST_SEGMENT);
        assertThat(log.noises).containsExactly("FILLER 2 at 0", "FILLER 1 at 73");
    }

    @Test
    void a_message_that_lost_a_segment_is_cut_short() {
        byte[] damaged = bytes(FIRST_SEGMENT + LAST_SEGMENT + FIRST_SEGMENT + LAST_SEGMENT);
        damaged[50] ^= 0x01;
        FrameLog log = feed(damaged);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 35 at 0", "BAD_CHECKSUM 33 at 35");
    }

    @Test
    void a_segment_without_its_beginning_is_cut_short() {
        FrameLog log = feed(LAST_SEGMENT + FIRST_SEGMENT + FIRST_SEGMENT + LAST_SEGMENT);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.noises).containsExactly("CUT_SHORT 33 at 0", "CUT_SHORT 35 at 33");
    }

    @Test
    void records_between_two_segments_end_the_message() {
        FrameLog log = feed(FIRST_SEGMENT + ELECTRICITY + LAST_SEGMENT);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.payload(0)).startsWith("72");
        assertThat(log.noises).containsExactly("CUT_SHORT 35 at 0", "CUT_SHORT 33 at 89");
    }

    @Test
    void a_message_of_more_than_sixteen_segments_counts_on_from_zero() {
        byte[] apdu = apdu(17 * 100 + 1);
        FrameLog log = feed(MbusWriter.message(apdu, 100));
        assertThat(log.payloads).containsExactly(apdu);
    }

    @Test
    void a_message_longer_than_any_list_is_too_long() {
        byte[] endless = MbusWriter.message(apdu(Segments.LONGEST_MESSAGE + 1));
        FrameLog log = feed(endless);
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises.getFirst()).startsWith("TOO_LONG");
    }

    @Test
    void a_length_that_overflowed_is_found_out() {
        byte[] apdu = apdu(252 + 8);
        byte[] push = MbusWriter.message(apdu, 252);
        assertThat(push).startsWith(0x68, 0x01, 0x01, 0x68).hasSize(263 + 19);
        assertThat(feed(push).payloads).containsExactly(apdu);
    }

    @Test
    void single_characters_short_frames_and_commands_of_a_reader_are_filler() {
        byte[] selection = MbusWriter.longFrame(0x53, 0xFD, bytes("527856341224400107"));
        FrameLog log = feed("E5" + HexFormat.of().formatHex(MbusWriter.shortFrame(0x40, 0xF0)) + "E5"
                + HexFormat.of().formatHex(selection) + "E5");
        assertThat(log.payloads).isEmpty();
        assertThat(log.noises).hasSize(3).allMatch(noise -> noise.startsWith("FILLER"));
        assertThat(MbusWriter.shortFrame(0x40, 0xF0)).isEqualTo(bytes("1040F03016"));
    }

    @Test
    void a_frame_that_is_not_long_enough_is_cut_short() {
        assertThat(feed("680000680816").noises).containsExactly("CUT_SHORT 6 at 0");
        assertThat(feed(ELECTRICITY.substring(0, 60)).noises).containsExactly("CUT_SHORT 30 at 0");
    }

    @Test
    void a_lost_byte_costs_one_frame() {
        FrameLog log = feed(ELECTRICITY.substring(0, 40) + ELECTRICITY.substring(42) + ELECTRICITY + ELECTRICITY);
        assertThat(log.payloads).hasSize(2);
        assertThat(log.noises).containsExactly("CUT_SHORT 53 at 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pieces_of_frames_in_any_order_are_accounted_for_however_they_are_cut(long seed) {
        Random random = new Random(seed);
        byte[][] lures = {
            bytes(ELECTRICITY),
            bytes(FIRST_SEGMENT),
            bytes(LAST_SEGMENT),
            MbusWriter.message(apdu(260), 252),
            MbusWriter.shortFrame(0x5B, 1),
            {0x68, 0x01, 0x01, 0x68},
            {0x68, (byte) 0xFA, (byte) 0xFA, 0x68},
            {0x68, 0x68, 0x68, 0x68, 0x68, 0x68, 0x68, 0x68, 0x68, 0x68, 0x68, 0x68},
            {0x16, 0x16, 0x16, 0x16, 0x16, 0x16},
            {(byte) 0xE5, 0, (byte) 0xFF, 0x16}
        };
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            while (stream.size() < 3_000) {
                byte[] lure = lures[random.nextInt(lures.length)];
                int from = random.nextInt(3) == 0 ? random.nextInt(lure.length) : 0;
                int to = random.nextInt(3) == 0 ? from + random.nextInt(lure.length - from) : lure.length;
                stream.write(lure, from, to - from);
            }
            byte[] wire = stream.toByteArray();
            FrameLog whole = feed(wire);
            FrameLog cut = new FrameLog();
            MbusFramer framer = new MbusFramer();
            for (int at = 0; at < wire.length; ) {
                int count = Math.min(1 + random.nextInt(300), wire.length - at);
                framer.feed(wire, at, count, cut);
                at += count;
            }
            framer.end(cut);
            assertThat(cut.raws).isEqualTo(whole.raws);
            assertThat(cut.bytes).isEqualTo(wire.length);
        }
    }

    @Test
    void starts_without_end_are_searched_once() {
        byte[] starts = new byte[1 << 20];
        Arrays.fill(starts, (byte) 0x68);
        FrameLog log = new FrameLog();
        MbusFramer framer = new MbusFramer();
        framer.feed(starts, 0, starts.length, log);
        framer.feed(bytes(ELECTRICITY), 0, ELECTRICITY.length() / 2, log);
        framer.end(log);
        assertThat(log.payloads).hasSize(1);
        assertThat(log.bytes).isEqualTo(starts.length + ELECTRICITY.length() / 2);
    }

    private static byte[] apdu(int length) {
        byte[] apdu = new byte[length];
        for (int i = 0; i < length; i++) {
            apdu[i] = (byte) (i * 7);
        }
        return apdu;
    }

    private static FrameLog feed(String hex) {
        return feed(bytes(hex));
    }

    private static FrameLog feed(byte[] stream) {
        FrameLog log = new FrameLog();
        MbusFramer framer = new MbusFramer();
        framer.feed(stream, 0, stream.length, log);
        framer.end(log);
        assertThat(log.bytes).isEqualTo(stream.length);
        return log;
    }
}
