package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V21;
import static org.polymeter.codec.DlmsVectors.V41;
import static org.polymeter.codec.DlmsVectors.V50;
import static org.polymeter.codec.DlmsVectors.V51;
import static org.polymeter.codec.DlmsVectors.V52;
import static org.polymeter.codec.DlmsVectors.V53A;
import static org.polymeter.codec.DlmsVectors.V53B;
import static org.polymeter.codec.DlmsVectors.V53C;
import static org.polymeter.codec.DlmsVectors.V53D;
import static org.polymeter.codec.DlmsVectors.V54_PLAIN;
import static org.polymeter.codec.DlmsVectors.V55_PLAIN;
import static org.polymeter.codec.DlmsVectors.V56;
import static org.polymeter.codec.DlmsVectors.V57;
import static org.polymeter.codec.DlmsVectors.V58_PLAIN;
import static org.polymeter.codec.DlmsVectors.V59;
import static org.polymeter.codec.DlmsVectors.V60;
import static org.polymeter.codec.DlmsVectors.V61_PLAIN;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.ListLayout.Element;
import org.polymeter.codec.observation.ListLayout.Use;
import org.polymeter.codec.observation.ListLayout.WireType;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;

class PositionalListsTest {

    private static final long NORWAY = 0x010201;
    private static final long SWEDEN = 0x010001;
    private static final long ISKRAEMECO = 0xCF0223;

    /** One payload, and the link it came over. */
    private static final class Sample {

        private final byte[] payload;
        private final long link;

        Sample(byte[] payload, long link) {
            this.payload = payload;
            this.link = link;
        }

        static Sample ofFrames(byte[] stream) {
            FrameLog log = new FrameLog();
            new HdlcFramer().feed(stream, 0, stream.length, new BlockJoiner(log));
            return new Sample(log.payloads.getFirst(), log.links.getFirst());
        }
    }

    @Test
    void kaifa_list_1_is_the_power() {
        Telegram telegram = read(V53A);
        assertThat(lines(telegram)).containsExactly("1-0:1.7.0 4120 W");
        assertThat(Decoding.time(telegram.localSecond())).isEqualTo("2022-01-02T14:37:20");
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void kaifa_list_2_has_currents_in_milliamperes() {
        Telegram telegram = read(V53B);
        assertThat(lines(telegram))
                .containsExactly(
                        "1-1:0.2.129 KFM_001",
                        "0-0:96.1.0 6970631400000001",
                        "0-0:96.1.7 MA304H3E",
                        "1-0:1.7.0 4011 W",
                        "1-0:2.7.0 0 W",
                        "1-0:3.7.0 187 var",
                        "1-0:4.7.0 0 var",
                        "1-0:31.7.0 11.950 A",
                        "1-0:51.7.0 5.640 A",
                        "1-0:71.7.0 13.310 A",
                        "1-0:32.7.0 239.1 V",
                        "1-0:52.7.0 238.6 V",
                        "1-0:72.7.0 239.6 V");
        assertThat(Identity.of(telegram))
                .contains(new Identity("device", "6970631400000001", Obis.parse("0-0:96.1.0")));
    }

    @Test
    void kaifa_list_3_adds_clock_and_energies() {
        Telegram telegram = read(V53C);
        assertThat(lines(telegram))
                .hasSize(18)
                .contains("1-0:72.7.0 239.6 V")
                .endsWith(
                        "0-0:1.0.0 2022-01-02T15:00:10",
                        "1-0:1.8.0 48123456 Wh",
                        "1-0:2.8.0 0 Wh",
                        "1-0:3.8.0 1234567 varh",
                        "1-0:4.8.0 765432 varh");
    }

    @Test
    void kaifa_with_one_phase_has_one_current_and_one_voltage() {
        assertThat(lines(read(V53D)))
                .containsExactly(
                        "1-1:0.2.129 KFM_001",
                        "0-0:96.1.0 6970631400000002",
                        "0-0:96.1.7 MA105H2E",
                        "1-0:1.7.0 4011 W",
                        "1-0:2.7.0 0 W",
                        "1-0:3.7.0 187 var",
                        "1-0:4.7.0 0 var",
                        "1-0:31.7.0 5.640 A",
                        "1-0:32.7.0 239.1 V");
    }

    @Test
    void kaifa_behind_transformers_counts_in_eight_bytes() {
        String clock = "090C07E60102070F000AFF800000";
        String list = "0F00000001 00 020E 09074B464D5F303031 0903313233 09084D41333034543420" + "0600000001".repeat(6)
                + clock + "150000000100000000".repeat(4);
        assertThat(lines(read(new Sample(bytes(list), 0)))).contains("1-0:1.8.0 4294967296 Wh");
    }

    @Test
    void iskraemeco_in_slovenia_sends_18_values() {
        Telegram telegram = read(V59);
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:42.0.0 ISK1030000000001",
                        "0-0:96.1.2 16820005",
                        "1-0:1.7.0 1420 W",
                        "1-0:2.7.0 0 W",
                        "1-0:3.7.0 0 var",
                        "1-0:4.7.0 741 var",
                        "1-0:32.7.0 238.1 V",
                        "1-0:52.7.0 237.7 V",
                        "1-0:72.7.0 229.9 V",
                        "1-0:31.7.0 1.04 A",
                        "1-0:51.7.0 1.27 A",
                        "1-0:71.7.0 6.01 A",
                        "1-0:21.7.0 20 W",
                        "1-0:41.7.0 60 W",
                        "1-0:61.7.0 1340 W",
                        "1-0:22.7.0 0 W",
                        "1-0:42.7.0 0 W",
                        "1-0:62.7.0 0 W");
        assertThat(Decoding.time(telegram.localSecond())).isEqualTo("2023-07-24T19:40:25");
        assertThat(telegram.deviation()).isEqualTo(-120);
        assertThat(Identity.of(telegram)).contains(new Identity("ldn", "ISK1030000000001", Obis.parse("0-0:42.0.0")));
    }

    @Test
    void iskraemeco_in_carinthia_begins_with_the_name_of_the_list() {
        Telegram telegram = read(new Sample(bytes(V61_PLAIN), ISKRAEMECO));
        assertThat(telegram.list()).isEqualTo(Obis.parse("0-6:25.9.0"));
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:96.1.0 1121300000001",
                        "1-0:0.9.1 150B1100",
                        "1-0:0.9.2 07E8050702",
                        "1-0:1.8.0 14300123 Wh",
                        "1-0:2.8.0 420456 Wh",
                        "1-0:3.8.0 1450789 varh",
                        "1-0:4.8.0 2290321 varh",
                        "1-0:1.7.0 12 W",
                        "1-0:2.7.0 0 W");
    }

    @Test
    void landis_gyr_in_burgenland_has_the_scales_of_an_e450() {
        assertThat(lines(read(new Sample(bytes(V58_PLAIN), 0xCEFF03))))
                .containsExactly(
                        "1-0:32.7.0 231 V",
                        "1-0:52.7.0 230 V",
                        "1-0:72.7.0 232 V",
                        "1-0:31.7.0 1.02 A",
                        "1-0:51.7.0 0.45 A",
                        "1-0:71.7.0 3.88 A",
                        "1-0:1.7.0 1220 W",
                        "1-0:2.7.0 0 W",
                        "1-0:1.8.0 5123456 Wh",
                        "1-0:2.8.0 789012 Wh",
                        "0-0:96.1.0 12345678");
    }

    @Test
    void one_number_alone_is_a_list_only_over_the_link_of_a_kaifa() {
        byte[] payload = Decoding.payload(V53A);
        assertThat(fitting(new Sample(payload, NORWAY))).containsExactly("kaifa-ma304");
        assertThat(fitting(new Sample(payload, SWEDEN))).containsExactly("kaifa-ma304");
        assertThat(fitting(new Sample(payload, 0))).isEmpty();
        assertThat(fitting(new Sample(payload, ISKRAEMECO))).isEmpty();
        assertThat(new NotificationDecoder(MeterKinds.lists()).decode(payload, 0, payload.length, new Telegram()))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void another_text_another_length_or_another_type_is_another_list() {
        String list = new String(Decoding.payload(V59), StandardCharsets.ISO_8859_1);
        assertThat(fittingText(list)).hasSize(1);
        assertThat(fittingText(list.replace("ISK", "ISL"))).isEmpty();
        assertThat(fittingText(list.replace("\11\10" + "16820005", "\11\12" + "1682000567")))
                .hasSize(1);
        assertThat(fittingText(list.replace("\11\20" + "ISK1", "\12\20" + "ISK1")))
                .isEmpty();
        assertThat(fittingText(list.replace("\22\11\111", "\20\11\111"))).isEmpty();
    }

    @Test
    void a_text_of_any_length_is_never_a_code() {
        String list = "0F00000001 00 0208 091049534B31303330303030303030303031 09060100010800FF" + "120001".repeat(2)
                + "0600000001".repeat(4);
        assertThat(fitting(new Sample(bytes(list), 0))).isEmpty();
    }

    @Test
    void every_layout_reads_its_own_list_and_nobody_elses() {
        for (ListLayout layout : MeterKinds.lists()) {
            Sample sample = sample(layout);
            assertThat(fitting(sample)).as("%s", layout).containsExactly(layout.kind());
            Telegram telegram = read(sample);
            assertThat(telegram.layout()).isEqualTo(layout.kind());
            assertThat(telegram.warnings()).as("%s", layout).isEmpty();
            assertThat(IntStream.range(0, telegram.size()).mapToObj(telegram::obis))
                    .as("%s", layout)
                    .isEqualTo(reported(layout));
        }
    }

    @Test
    void no_list_can_have_two_layouts() {
        List<ListLayout> layouts = MeterKinds.lists();
        for (int i = 0; i < layouts.size(); i++) {
            for (ListLayout later : layouts.subList(i + 1, layouts.size())) {
                assertThat(overlap(layouts.get(i), later))
                        .as("%s and %s", layouts.get(i), later)
                        .isFalse();
            }
        }
    }

    @Test
    void a_vector_fits_the_layouts_of_one_kind_or_none() {
        Map<Sample, List<String>> kinds = new LinkedHashMap<>();
        for (String frames : List.of(V53A, V53B, V53C, V53D)) {
            kinds.put(Sample.ofFrames(bytes(frames)), List.of("kaifa-ma304"));
        }
        kinds.put(Sample.ofFrames(bytes(V59)), List.of("iskraemeco-am550"));
        kinds.put(new Sample(bytes(V61_PLAIN), ISKRAEMECO), List.of("iskraemeco-am550"));
        kinds.put(new Sample(bytes(V58_PLAIN), 0xCEFF03), List.of("landis-gyr-e450"));
        for (String frames : List.of(V20, V21, V41, V50, V51, V52, V56, V57)) {
            kinds.put(Sample.ofFrames(bytes(frames)), List.of());
        }
        for (String plain : List.of(V54_PLAIN, V55_PLAIN, V60)) {
            kinds.put(new Sample(bytes(plain), 0), List.of());
        }
        kinds.forEach((sample, kind) -> assertThat(fitting(sample)).isEqualTo(kind));
    }

    @Test
    void a_capture_fits_one_layout_of_its_maker_or_none() {
        List<String> fitted = new ArrayList<>();
        for (String family : List.of("hdlc", "dlms")) {
            for (Case capture : Corpus.cases(family)) {
                for (Sample sample : samples(capture)) {
                    List<String> fitting = fitting(sample);
                    assertThat(fitting).as(capture.id()).hasSizeLessThan(2);
                    for (String kind : fitting) {
                        String maker = kind.substring(0, kind.indexOf('-')).replace("iskraemeco", "iskra");
                        assertThat(capture.about().path("meter").asText().toLowerCase(Locale.ROOT))
                                .as(capture.id())
                                .contains(maker);
                        fitted.add(capture.id());
                    }
                }
            }
        }
        assertThat(fitted).hasSize(Corpus.isPresent() ? 12 : 0);
    }

    private static List<Sample> samples(Case capture) {
        byte[] stream = capture.bytes();
        if (capture.id().startsWith("dlms-")) {
            return List.of(new Sample(stream, 0));
        }
        FrameLog log = new FrameLog();
        new HdlcFramer().feed(stream, 0, stream.length, new BlockJoiner(log));
        return IntStream.range(0, log.payloads.size())
                .mapToObj(i -> new Sample(log.payloads.get(i), log.links.get(i)))
                .toList();
    }

    /** The kinds of all layouts that fit when each is asked alone. */
    private static List<String> fitting(Sample sample) {
        List<String> kinds = new ArrayList<>();
        for (ListLayout layout : MeterKinds.lists()) {
            Telegram telegram = new Telegram();
            telegram.clear("dlms");
            new NotificationDecoder(List.of(layout))
                    .decode(sample.payload, 0, sample.payload.length, sample.link, telegram);
            if (!telegram.layout().isEmpty()) {
                kinds.add(telegram.layout());
            }
        }
        return kinds;
    }

    private static List<String> fittingText(String payload) {
        return fitting(new Sample(payload.getBytes(StandardCharsets.ISO_8859_1), ISKRAEMECO));
    }

    /** Whether one list could have both layouts; what the texts say is not enough to rely on. */
    private static boolean overlap(ListLayout one, ListLayout other) {
        boolean overlap = one.elements().size() == other.elements().size();
        for (int i = 0; overlap && i < one.elements().size(); i++) {
            List<WireType> types = other.elements().get(i).types();
            overlap = one.elements().get(i).types().stream()
                    .anyMatch(type -> types.stream().anyMatch(also -> overlap(type, also)));
        }
        return overlap;
    }

    private static boolean overlap(WireType one, WireType other) {
        boolean anyLength = one.length() == WireType.ANY_LENGTH || other.length() == WireType.ANY_LENGTH;
        return one.letter().equals(other.letter()) && (anyLength || one.length() == other.length());
    }

    private static Telegram read(String frames) {
        return read(Sample.ofFrames(bytes(frames)));
    }

    private static Telegram read(Sample sample) {
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        NotificationDecoder decoder = new NotificationDecoder(MeterKinds.lists());
        assertThat(decoder.decode(sample.payload, 0, sample.payload.length, sample.link, telegram))
                .isEqualTo(Outcome.COMPLETE);
        MeterKinds.complete(telegram, 0); // what the list gave away needs no link
        return telegram;
    }

    private static List<String> lines(Telegram telegram) {
        return IntStream.range(0, telegram.size())
                .mapToObj(i -> telegram.obis(i) + " "
                        + switch (telegram.kind(i)) {
                            case AMOUNT -> telegram.value(i).toPlainString() + " " + telegram.unit(i);
                            case TEXT -> telegram.text(i);
                            case CLOCK -> Decoding.time(telegram.localSecond(i));
                        })
                .map(String::strip)
                .toList();
    }

    private static List<Obis> reported(ListLayout layout) {
        return layout.elements().stream()
                .filter(element -> element.use() != Use.SKIPPED && !Codes.isPushSetup(element.code()))
                .map(Element::code)
                .toList();
    }

    /** A list of this layout: of several types the first, of any length eight. */
    private static Sample sample(ListLayout layout) {
        DataWriter list =
                new DataWriter().u8(ApduTag.DATA_NOTIFICATION).plain(1, 4).u8(0);
        list.container(Tag.STRUCTURE, layout.elements().size());
        for (Element element : layout.elements()) {
            value(element, list);
        }
        return new Sample(
                list.toBytes(), layout.links().isEmpty() ? 0 : layout.links().getFirst());
    }

    private static void value(Element element, DataWriter list) {
        WireType type = element.types().getFirst();
        int length = type.length() == WireType.ANY_LENGTH ? 8 : type.length();
        switch (type.letter()) {
            case "o" -> octets(element, length, list);
            case "u" ->
                list.u8(length == 1 ? Tag.UNSIGNED : length == 2 ? Tag.LONG_UNSIGNED : Tag.DOUBLE_LONG_UNSIGNED)
                        .plain(7, length);
            case "e" -> list.u8(Tag.ENUM).u8(1);
            case "b" -> list.u8(Tag.BOOLEAN).u8(1);
            case "A" -> list.container(Tag.ARRAY, length).raw(bytes("120001".repeat(length)));
            default -> throw new IllegalArgumentException("no sample of the type " + type);
        }
    }

    private static void octets(Element element, int length, DataWriter list) {
        if (Codes.isPushSetup(element.code())) {
            list.obis(element.code());
        } else if (Codes.isClock(element.code())) {
            list.u8(Tag.OCTET_STRING).dateTime(0, 0, 0);
        } else {
            String text =
                    element.prefix() + "1".repeat(length - element.prefix().length());
            list.text(Tag.OCTET_STRING, text);
        }
    }
}
