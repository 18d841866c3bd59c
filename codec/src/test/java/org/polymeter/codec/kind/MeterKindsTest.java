package org.polymeter.codec.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V41;
import static org.polymeter.codec.DlmsVectors.V50;
import static org.polymeter.codec.DlmsVectors.V51;
import static org.polymeter.codec.DlmsVectors.V52;
import static org.polymeter.codec.DlmsVectors.V53A;
import static org.polymeter.codec.DlmsVectors.V53D;
import static org.polymeter.codec.DlmsVectors.V55_PLAIN;
import static org.polymeter.codec.DlmsVectors.V56;
import static org.polymeter.codec.DlmsVectors.V57;
import static org.polymeter.codec.DlmsVectors.V59;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKind.Status;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

class MeterKindsTest {

    /** One telegram, and the link it came over. */
    private record Sample(Telegram telegram, long link) {

        static Sample of(byte[] apdu, long link) {
            Telegram telegram = new Telegram();
            telegram.clear("dlms");
            assertThat(new NotificationDecoder(MeterKinds.lists()).decode(apdu, 0, apdu.length, link, telegram))
                    .isEqualTo(Outcome.COMPLETE);
            return new Sample(telegram, link);
        }
    }

    /** Besides those of {@code MeterVectors}: other links, names and lists. */
    private static Map<String, List<Sample>> samples() {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        samples.put(
                "landis-gyr-e450", List.of(frames(V41), new Sample(frames(V41).telegram(), 0)));
        samples.put("landis-gyr-e570", List.of(swiss(0xCE9B03), swiss(0xCEFD03), swiss(0xCE9503)));
        samples.put("landis-gyr-e360", List.of(swiss(0xCF03)));
        samples.put(
                "iskraemeco-am550",
                List.of(swiss(0xCF0223), frames(V59), named("ISK1030000000001", 0x0305), named("ISK1030000000001", 0)));
        samples.put("kamstrup-omnipower", List.of(frames(V56), frames(V57)));
        samples.put("kaifa-ma304", List.of(listed("KFM_001", 0x010001), frames(V53A), frames(V53D)));
        samples.put("kaifa-ma309", List.of(Sample.of(bytes(V55_PLAIN), 0)));
        samples.put("aidon", List.of(frames(V50), frames(V51)));
        samples.put("landis-gyr-zmf100", List.of(listed("EMBRIQ_V1_1", 0x410883)));
        samples.put("iskraemeco-am550-lists", List.of(onePhase()));
        samples.put("dzg-dvs74", List.of(new Sample(SmlSamples.dzg(42_082_910, 5, 2), 0)));
        samples.put("emh-ehz", List.of(new Sample(SmlSamples.emh(0x182, "1-0:15.7.0"), 0)));
        samples.put("hager-ehz361", List.of(new Sample(SmlSamples.hager(5), 0)));
        samples.put(
                "none",
                List.of(
                        new Sample(SmlSamples.other(), 0),
                        frames(V20),
                        frames(V52),
                        swiss(0x0305),
                        swiss(0),
                        swiss(0xCE0103)));
        return samples;
    }

    @Test
    void every_kind_matches_its_own_telegrams_and_no_others() {
        samples()
                .forEach((name, list) -> list.forEach(sample -> assertThat(MeterKinds.all())
                        .filteredOn(kind -> kind.matches(sample.telegram(), sample.link()))
                        .extracting(MeterKind::name)
                        .as(name)
                        .isEqualTo(name.equals("none") ? List.of() : List.of(name))));
    }

    @Test
    void every_file_is_a_kind_or_part_of_one() throws IOException, URISyntaxException {
        Path folder = Path.of(
                        Objects.requireNonNull(MeterKinds.class.getResource("/org/polymeter/codec/meters/index.txt"))
                                .toURI())
                .resolveSibling(".");
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".meter"))
                    .map(file -> file.replace(".meter", ""))
                    .filter(file -> !file.equals("units"))
                    .toList();
            assertThat(new TreeSet<>(names))
                    .containsExactlyElementsOf(new TreeSet<>(
                            MeterKinds.all().stream().map(MeterKind::name).toList()));
        }
    }

    @Test
    void every_kind_says_who_it_is_and_how_sure_we_are() {
        assertThat(MeterKinds.all()).allSatisfy(kind -> {
            assertThat(kind.title()).isNotBlank();
            assertThat(kind.source()).isNotBlank();
        });
        assertThat(MeterKinds.named("landis-gyr-e450").status()).isEqualTo(Status.VERIFIED);
        assertThat(MeterKinds.named("landis-gyr-e570").status()).isEqualTo(Status.ASSUMED);
    }

    @Test
    void bare_numbers_of_an_e450_get_scale_and_unit() {
        Telegram telegram = frames(V41).telegram();
        MeterKinds.complete(telegram, 0xCEFF03);
        assertThat(amounts(telegram))
                .containsEntry("1-0:1.7.0", "371 W")
                .containsEntry("1-1:1.8.0", "2345678 Wh")
                .containsEntry("1-0:31.7.0", "0.52 A")
                .containsEntry("1-0:51.7.0", "1.06 A");
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void energies_of_a_kamstrup_count_in_ten_watt_hours() {
        Telegram telegram = frames(V57).telegram();
        MeterKinds.complete(telegram, 0x2B21);
        assertThat(amounts(telegram))
                .containsEntry("1-1:1.8.0", "85001230 Wh")
                .containsEntry("1-1:4.8.0", "14702220 varh")
                .containsEntry("1-1:31.7.0", "1.95 A")
                .containsEntry("1-1:32.7.0", "236 V");
    }

    @Test
    void the_same_list_means_other_scales_on_other_meters() {
        assertThat(voltageAndCurrent(0xCF03)).isEqualTo("23.4 V, 1.02 A");
        assertThat(voltageAndCurrent(0xCE9B03)).isEqualTo("234 V, 102 A");
        assertThat(voltageAndCurrent(0xCF0223)).isEqualTo("23.4 V, 1.02 A");
    }

    @Test
    void a_kind_can_be_told_by_its_form_or_its_sender() {
        MeterKind mine = MeterKinds.parse("mine", """
                title A
                status assumed
                source me
                match form named, sender KFM
                """);
        Telegram telegram = frames(V50).telegram();
        assertThat(mine.matches(telegram, 0)).isFalse();
        telegram.sender("title", "KFM1020000001");
        assertThat(mine.matches(telegram, 0)).isTrue();
        telegram.sender("title", "4B464D1020000001");
        assertThat(mine.matches(telegram, 0)).isTrue();
        telegram.form("objects");
        assertThat(mine.matches(telegram, 0)).isFalse();
    }

    @Test
    void numbers_of_an_unknown_meter_stay_open_and_a_remark_says_so() {
        Telegram telegram = swiss(0).telegram();
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.unit(telegram.indexOf(Obis.parse("1-0:31.7.0"))).isUnstated())
                .isTrue();
        assertThat(telegram.warnings())
                .contains("scale of 1-0:31.7.0 is not in the telegram and the meter is not known: state its kind");
    }

    @Test
    void a_number_that_the_kind_does_not_know_stays_open_too() {
        byte[] apdu = new NotificationWriter(1)
                .register(Obis.parse("1-0:99.7.0"), NumberType.U16, 1)
                .pushList(Obis.parse("0-8:25.9.0"));
        Telegram telegram = Sample.of(apdu, 0xCEFF03).telegram();
        MeterKinds.complete(telegram, 0xCEFF03);
        assertThat(telegram.warnings())
                .containsExactly("scale of 1-0:99.7.0 is neither in the telegram nor known of Landis+Gyr E450"
                        + " (landis-gyr-e450)");
    }

    @Test
    void what_the_telegram_says_of_scales_is_never_changed() {
        Telegram telegram = frames(V50).telegram();
        String before = telegram.observations().toString();
        MeterKinds.named("landis-gyr-e570").complete(telegram);
        assertThat(telegram.observations()).hasToString(before);
    }

    @Test
    void more_power_than_voltages_and_currents_allow_is_told_and_not_changed() {
        assertThat(scaled("0.001 A", 1310, 236, 195, 235, 330, 237, 131))
                .containsExactly(
                        "more power than voltages and currents allow: are the scales of A (mine) right for this"
                                + " meter?");
        assertThat(scaled("0.01 A", 1310, 236, 195, 235, 330, 237, 131)).isEmpty();
        assertThat(scaled("0.01 A", 40, 236, 0, 235, 0, 237, 0)).isEmpty();
        assertThat(scaled("0.01 A", 4000, 236, 195, 0, 330, 237, 131)).isEmpty(); // no neutral
        assertThat(scaled("1 A", 1310, 236, 1, 235, 1, 237, 0)).isEmpty();
        assertThat(scaled("1 A", 500, 236, 0, 235, 0, 237, 0)).isEmpty();
        assertThat(scaled("0.001 A", 1310)).isEmpty();
        assertThat(scaled("0.001 A", 900, 230, 400)).hasSize(1); // one phase
    }

    /** Warnings for a power, then voltage and current of each phase. */
    private static List<String> scaled(String amperes, long power, long... phases) {
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        telegram.amount(Obis.parse("1-0:1.7.0"), power, 0, Unit.UNSTATED);
        for (int i = 0; i < phases.length; i++) {
            int c = (i % 2 == 0 ? 32 : 31) + 20 * (i / 2);
            telegram.amount(Obis.of(1, 0, c, 7, 0), phases[i], 0, Unit.UNSTATED);
        }
        MeterKinds.parse("mine", """
                title A
                status assumed
                source me
                match link none
                include units
                scale 1-*:32|52|72.7.0 1 V
                scale 1-*:31|51|71.7.0\s""" + amperes).complete(telegram);
        assertThat(telegram.value(0)).isEqualTo(BigDecimal.valueOf(power));
        return telegram.warnings();
    }

    @Test
    void a_kind_can_be_asked_for_by_name() {
        assertThat(MeterKinds.named("kamstrup-omnipower").title()).isEqualTo("Kamstrup Omnipower");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterKinds.named("kamstrup"))
                .withMessageStartingWith("no kind of meter is named kamstrup; known: aidon, ");
    }

    @Test
    void a_mistake_in_a_file_is_told_with_its_line() {
        assertMistake("title A\nstatus sure", "mine.meter:2: not one of verified, documented, assumed: sure");
        assertMistake("title A\ntitle B", "mine.meter:2: said twice");
        assertMistake("scale 1-0:1.8.0 3 Wh", "mine.meter:1: not a power of ten such as 0.01: 3");
        assertMistake("scale 1-0:300.8.0 1 Wh", "mine.meter:1: not a number from 0 to 255, '300', in 1-0:300.8.0");
        assertMistake("scale 1.8.0 1 Wh", "mine.meter:1: not an OBIS code such as 1-*:31|51|71.7.0: 1.8.0");
        assertMistake("# a\nmatch serial 7", "mine.meter:2: not one of 'link ADDRESS'");
        assertMistake("match form round", "mine.meter:1: not one of 'link ADDRESS'");
        assertMistake("include nothing", "mine.meter:1: there is no file nothing.meter");
        assertMistake(
                "colour red",
                "mine.meter:1: not one of title, status, source, proof, match, include, scale, unsigned, means, list: colour");
        assertMistake("title A", "mine.meter: needs a title, a status, a source and a match or list");
    }

    @Test
    void later_lines_override_earlier_ones() {
        MeterKind mine = MeterKinds.parse("mine", """
                title A # not B
                status assumed
                source me
                match link 41
                include units
                scale *-*:1.8.* 1000 Wh
                scale 1-0:1.8.0*254 0.1 Wh
                """);
        assertThat(mine.title()).isEqualTo("A");
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        telegram.amount(Obis.parse("1-0:1.8.0"), 5, 0, Unit.UNSTATED);
        telegram.amount(Obis.parse("1-0:1.8.0*254"), 5, 0, Unit.UNSTATED);
        telegram.amount(Obis.parse("1-0:2.8.0"), 5, 0, Unit.UNSTATED);
        mine.complete(telegram);
        assertThat(amounts(telegram))
                .containsEntry("1-0:1.8.0", "5000 Wh")
                .containsEntry("1-0:1.8.0*254", "0.5 Wh")
                .containsEntry("1-0:2.8.0", "5 Wh");
        assertThat(mine.matches(telegram, 0x41)).isTrue();
    }

    private static void assertMistake(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterKinds.parse("mine", text))
                .withMessageStartingWith(message);
    }

    private static String voltageAndCurrent(long link) {
        Telegram telegram = swiss(link).telegram();
        Optional<MeterKind> kind = MeterKinds.identify(telegram, link);
        kind.orElseThrow().complete(telegram);
        Map<String, String> amounts = amounts(telegram);
        return amounts.get("1-0:32.7.0") + ", " + amounts.get("1-0:31.7.0");
    }

    private static Map<String, String> amounts(Telegram telegram) {
        Map<String, String> amounts = new LinkedHashMap<>();
        for (int i = 0; i < telegram.size(); i++) {
            if (telegram.kind(i) == Telegram.Kind.AMOUNT) {
                String value = telegram.value(i).toPlainString() + " " + telegram.unit(i);
                amounts.put(telegram.obis(i).toString(), value);
            }
        }
        return amounts;
    }

    private static Sample frames(String hex) {
        FrameLog log = new FrameLog();
        byte[] stream = bytes(hex);
        new HdlcFramer().feed(stream, 0, stream.length, new BlockJoiner(log));
        return Sample.of(log.payloads.getFirst(), log.links.getFirst());
    }

    private static Sample swiss(long link) {
        return named("XYZ1030000000001", link);
    }

    private static Sample named(String device, long link) {
        byte[] apdu = new NotificationWriter(1)
                .text(Obis.parse("0-0:42.0.0"), device)
                .register(Obis.parse("1-1:1.8.0"), NumberType.U32, 12345)
                .register(Obis.parse("1-0:32.7.0"), NumberType.U16, 234)
                .register(Obis.parse("1-0:31.7.0"), NumberType.U16, 102)
                .pushList(Obis.parse("0-6:25.9.0"));
        return Sample.of(apdu, link);
    }

    private static Sample onePhase() {
        byte[] apdu = new NotificationWriter(1)
                .text(Obis.parse("0-0:42.0.0"), "ISK1030000000001")
                .text(Obis.parse("0-0:96.1.2"), "00000000005")
                .register(Obis.parse("1-0:32.7.0"), NumberType.U16, 2301)
                .register(Obis.parse("1-0:31.7.0"), NumberType.U16, 5)
                .register(Obis.parse("1-0:1.7.0"), NumberType.U32, 11)
                .register(Obis.parse("1-0:2.7.0"), NumberType.U32, 0)
                .register(Obis.parse("1-0:3.7.0"), NumberType.U32, 0)
                .register(Obis.parse("1-0:4.7.0"), NumberType.U32, 0)
                .values();
        return Sample.of(apdu, 0xCF0223);
    }

    private static Sample listed(String version, long link) {
        byte[] apdu = new NotificationWriter(1)
                .visible(Obis.parse("1-0:0.2.129"), version)
                .register(Obis.parse("1-0:31.7.0"), NumberType.U32, 1234)
                .structures();
        return Sample.of(apdu, link);
    }
}
