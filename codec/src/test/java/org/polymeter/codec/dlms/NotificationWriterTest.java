package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V41;
import static org.polymeter.codec.DlmsVectors.V50;
import static org.polymeter.codec.DlmsVectors.V56;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

class NotificationWriterTest {

    private static final int WATT = 27;
    private static final int WATT_HOUR = 30;
    private static final int VAR = 29;
    private static final int AMPERE = 33;
    private static final int VOLT = 35;

    @Test
    void writes_the_object_list_of_an_e450_in_its_blocks() {
        byte[] apdu = new NotificationWriter(0x0021A433)
                .at(second("2024-02-29T22:48:50"), Deviation.UNSAID, 0)
                .text(obis("0-0:96.1.0"), "60000001")
                .register(obis("1-0:1.7.0"), NumberType.U32, 371)
                .register(obis("1-0:2.7.0"), NumberType.U32, 0)
                .register(obis("1-1:1.8.0"), NumberType.U32, 2345678)
                .register(obis("1-1:2.8.0"), NumberType.U32, 1049)
                .register(obis("1-0:31.7.0"), NumberType.U16, 52)
                .register(obis("1-0:51.7.0"), NumberType.U16, 106)
                .register(obis("1-0:71.7.0"), NumberType.U16, 53)
                .pushList(obis("0-8:25.9.0"));
        HdlcWriter link = new HdlcWriter(0xCEFF03);
        List<byte[]> blocks = BlockWriter.blocks(apdu, 112, 104);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(link.message(blocks.getFirst()));
        blocks.stream().skip(1).map(link::continuation).forEach(frames::writeBytes);
        assertThat(frames.toByteArray()).isEqualTo(bytes(V41));
    }

    @Test
    void writes_the_descriptors_of_a_czech_meter() {
        byte[] apdu = new NotificationWriter(0x8000F1D5L)
                .text(obis("0-0:96.1.1"), "5100000001")
                .text(obis("0-0:96.14.0"), "T2")
                .register(obis("1-0:1.7.0"), NumberType.U32, 1960)
                .descriptors();
        assertThat(apdu)
                .isEqualTo(bytes("0F8000F1D500020216010103"
                        + "020200010000600101FF02090A35313030303030303031"
                        + "020200010000600E00FF0209025432"
                        + "0202000301000107 00FF0206000007A8"));
    }

    @Test
    void writes_the_flat_list_of_lower_austria() {
        byte[] apdu = new NotificationWriter(0x800687)
                .at(second("2024-11-15T14:45:45"), -60, 0)
                .clock(obis("0-0:1.0.0"), second("2024-11-15T14:45:45"), -60, 0)
                .register(obis("1-0:1.8.0"), NumberType.U32, 4700123, 0, WATT_HOUR)
                .register(obis("1-0:13.7.0"), NumberType.U16, 95, -3, 255)
                .scaledPairs("181200000001");
        assertThat(apdu)
                .isEqualTo(bytes("0F008006870C07E80B0F050E2D2D00FFC400" + "0208090C07E80B0F050E2D2D00FFC400"
                        + "09060100010800FF060047B7DB02020F00161E"
                        + "090601000D0700FF12005F02020FFD16FF"
                        + "090C313831323030303030303031"));
    }

    @Test
    void writes_the_structures_of_an_aidon() {
        byte[] list1 = new NotificationWriter(0x40000000)
                .register(obis("1-0:1.7.0"), NumberType.U32, 1342, 0, WATT)
                .structures();
        assertThat(list1).isEqualTo(Decoding.payload(V20));
        byte[] list2 = new NotificationWriter(0x40000000)
                .visible(obis("1-1:0.2.129"), "AIDON_V0001")
                .visible(obis("0-0:96.1.0"), "7359992890000001")
                .visible(obis("0-0:96.1.7"), "6534")
                .register(obis("1-0:1.7.0"), NumberType.U32, 1342, 0, WATT)
                .register(obis("1-0:2.7.0"), NumberType.U32, 0, 0, WATT)
                .register(obis("1-0:3.7.0"), NumberType.U32, 0, 0, VAR)
                .register(obis("1-0:4.7.0"), NumberType.U32, 211, 0, VAR)
                .register(obis("1-0:31.7.0"), NumberType.I16, 23, -1, AMPERE)
                .register(obis("1-0:51.7.0"), NumberType.I16, 14, -1, AMPERE)
                .register(obis("1-0:71.7.0"), NumberType.I16, 31, -1, AMPERE)
                .register(obis("1-0:32.7.0"), NumberType.U16, 2331, -1, VOLT)
                .register(obis("1-0:52.7.0"), NumberType.U16, 2328, -1, VOLT)
                .register(obis("1-0:72.7.0"), NumberType.U16, 2340, -1, VOLT)
                .structures();
        assertThat(new HdlcWriter(0x410883).message(list2)).isEqualTo(bytes(V50));
    }

    @Test
    void writes_the_pairs_of_a_kamstrup() {
        byte[] apdu = new NotificationWriter(0)
                .at(second("2021-11-25T22:59:50"), Deviation.UNSAID, 0)
                .visible(obis("1-1:0.0.5"), "5706567200000001")
                .visible(obis("1-1:96.1.1"), "6841131BN243101040")
                .register(obis("1-1:1.7.0"), NumberType.U32, 1310)
                .register(obis("1-1:2.7.0"), NumberType.U32, 0)
                .register(obis("1-1:3.7.0"), NumberType.U32, 0)
                .register(obis("1-1:4.7.0"), NumberType.U32, 405)
                .register(obis("1-1:31.7.0"), NumberType.U32, 195)
                .register(obis("1-1:51.7.0"), NumberType.U32, 330)
                .register(obis("1-1:71.7.0"), NumberType.U32, 131)
                .register(obis("1-1:32.7.0"), NumberType.U16, 236)
                .register(obis("1-1:52.7.0"), NumberType.U16, 235)
                .register(obis("1-1:72.7.0"), NumberType.U16, 237)
                .pairs("Kamstrup_V0001");
        assertThat(apdu).isEqualTo(Decoding.payload(V56));
    }

    @Test
    void writes_the_bare_values_of_a_kaifa() {
        byte[] apdu = new NotificationWriter(0x40000000)
                .register(obis("1-0:1.7.0"), NumberType.U32, 4120)
                .values();
        assertThat(apdu).isEqualTo(bytes("0F40000000" + "00" + "0201" + "0600001018"));
    }

    @Test
    void what_is_written_is_read_again() {
        byte[] apdu = new NotificationWriter(7)
                .at(second("2026-06-04T17:06:40"), -120, 0x80)
                .clock(obis("0-0:1.0.0"), second("2026-06-04T17:06:41"), -120, 0x80)
                .register(obis("1-1:1.8.0"), NumberType.U64, 1L << 40, 1, WATT_HOUR)
                .register(obis("1-0:2.7.0"), NumberType.I64, -5)
                .pushList(obis("0-6:25.9.0"));
        Decoding decoding = Decoding.of(apdu).isComplete();
        assertThat(decoding.time()).isEqualTo("2026-06-04T17:06:40");
        assertThat(decoding.telegram.deviation()).isEqualTo(-120);
        assertThat(decoding.value("0-0:1.0.0")).isEqualTo("2026-06-04T17:06:41");
        assertThat(decoding.value("1-1:1.8.0")).isEqualTo("10995116277760 Wh");
        assertThat(decoding.value("1-0:2.7.0")).isEqualTo("-5 ?");
        assertThat(decoding.telegram.list()).isEqualTo(obis("0-6:25.9.0"));
    }

    private static Obis obis(String code) {
        return Obis.parse(code);
    }

    private static long second(String local) {
        return LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC);
    }
}
