package org.polymeter.gateway.web.esp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Writer;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Limits;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.intake.WireIntake;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/** Both layouts, field by field, of meters that were read the usual way. */
class EspSmartMeterTest {

    private static final Instant STARTED = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant RECEIVED = STARTED.plusMillis(5_000);

    private static final String BOX = "{\"elapsedtime\":5000,\"rssi\":0,\"mac\":\"\",\"localip\":\"\",\"ssid\":\"\",";

    private final EspSmartMeter places = new EspSmartMeter("house", Layout.PLACES, "cellar", STARTED);
    private final EspSmartMeter codes = new EspSmartMeter("house", Layout.CODES, "cellar", STARTED);
    private final List<Fact.Told> told = new ArrayList<>();

    /** As an Aidon in Sweden or Norway: each register says its scale and unit. */
    private static byte[] aidon() {
        return new HdlcWriter(0x410883)
                .message(new NotificationWriter(0x40000000)
                        .clock(
                                Obis.parse("0-0:1.0.0"),
                                LocalDateTime.of(2026, 7, 1, 14, 49, 11).toEpochSecond(ZoneOffset.UTC),
                                Deviation.UNSAID,
                                0)
                        .visible(Obis.parse("0-0:96.1.0"), "7359")
                        .register(Obis.parse("1-0:1.7.0"), NumberType.U32, 1106, 0, 27)
                        .register(Obis.parse("1-0:31.7.0"), NumberType.I16, 18, -1, 33)
                        .register(Obis.parse("1-0:13.7.0"), NumberType.I16, -950, -3, 255)
                        .structures());
    }

    private static byte[] p1() {
        return new P1Writer()
                .begin("ELL5\\253833635_A")
                .line("0-0:1.0.0(260701144911S)")
                .line("1-0:1.8.0(00001605.055*kWh)")
                .line("0-0:96.13.0()")
                .line("0-1:24.2.1(260701144500S)(00671.790*m3)")
                .end();
    }

    @Test
    void the_first_layout_of_a_dlms_message() {
        byte[] frame = aidon();
        hear(frame);
        String hcs = "%02X%02X".formatted(frame[8], frame[7]);
        String fcs = "%02X%02X".formatted(frame[frame.length - 2], frame[frame.length - 3]);
        assertThat(text(places.data()))
                .isEqualTo(BOX + "\"header\":{\"frameformat\":3,\"segmentation\":0,\"datalength\":" + (frame.length - 2)
                        + ",\"client\":65,\"server\":2179,\"control\":19,\"hcs\":\"0X" + hcs + "\",\"fcs\":\"0X" + fcs
                        + "\",\"llc\":\"0XE6E700\"},\"apdu\":{\"tag\":15,\"liiap\":\"0X40000000\",\"datetime\":\"00\"},"
                        + "\"payload0X" + hcs + "\":[[[\"0000010000FF\",\"07EA0701030E310BFF800000\"],"
                        + "[\"0000600100FF\",\"37333539\"],[\"0100010700FF\",1106,[0,\"W\"]],"
                        + "[\"01001F0700FF\",18,[-1,\"A\"]],[\"01000D0700FF\",-950,[-3,\"*\"]]]]}");
    }

    @Test
    void the_second_layout_of_a_dlms_message() {
        byte[] frame = aidon();
        hear(frame);
        String hcs = "%02x%02x".formatted(frame[8], frame[7]);
        String fcs = "%02x%02x".formatted(frame[frame.length - 2], frame[frame.length - 3]);
        assertThat(text(codes.data()))
                .isEqualTo(
                        BOX + "\"hostname\":\"cellar\",\"header\":{\"frameformat\":3,\"segmentation\":0,\"datalength\":"
                                + (frame.length - 2) + ",\"client\":65,\"server\":2179,\"control\":19,\"hcs\":\"" + hcs
                                + "\",\"fcs\":\"" + fcs + "\",\"llc\":\"e6e700\",\"encoding\":\"A-XDR\"},"
                                + "\"apdu\":{\"tag\":15,\"liiap\":\"40000000\",\"datetime\":\"00\"},"
                                + "\"payload\":{\"0000010000FF\":[\"07EA0701030E310BFF800000\"],"
                                + "\"0000600100FF\":[\"37333539\"],\"0100010700FF\":[1106,[0,\"W\"]],"
                                + "\"01001F0700FF\":[18,[-1,\"A\"]],\"01000D0700FF\":[-950,[-3,\"*\"]]}}");
    }

    @Test
    void the_first_layout_of_a_p1_telegram_is_all_text_and_says_the_name_twice() {
        hear(p1());
        assertThat(text(places.data()))
                .isEqualTo(BOX + "\"header\":\"ELL5\\\\253833635_A\",\"payload\":[[\"ELL5\\\\253833635_A\"],"
                        + "[\"0-0:1.0.0\",\"260701144911S\"],[\"1-0:1.8.0\",\"00001605.055\",\"kWh\"],[\"0-0:96.13.0\"],"
                        + "[\"0-1:24.2.1\",\"260701144500S\",\"00671.790\",\"m3\"]]}");
    }

    @Test
    void the_second_layout_of_a_p1_telegram_has_numbers() {
        byte[] telegram = p1();
        hear(telegram);
        String text = text(telegram);
        String crc = text.substring(text.indexOf('!') + 1).strip().toLowerCase(Locale.ROOT);
        assertThat(crc).hasSize(4);
        assertThat(text(codes.data()))
                .isEqualTo(BOX + "\"hostname\":\"cellar\",\"header\":{\"id\":\"ELL5\\\\253833635_A\","
                        + "\"encoding\":\"ASCII\",\"crc\":\"" + crc + "\"},\"payload\":{\"ELL5_253833635_A\":{"
                        + "\"0-0:1.0.0\":[\"260701144911S\"],\"1-0:1.8.0\":[1605.055,\"kWh\"],\"0-0:96.13.0\":[],"
                        + "\"0-1:24.2.1\":[\"260701144500S\",671.790,\"m3\"]}}}");
    }

    /** The meter, the telegram and the adapter are the real ones; only the firmware between them is ours. */
    @ParameterizedTest
    @EnumSource(names = {"AIDON", "KAMSTRUP", "DSMR5", "EMUCS", "H1"})
    void whoever_reads_that_firmware_reads_the_same_numbers(Family family) {
        Play play = new Play(family, family.keys(), Faults.NONE, 7, STARTED);
        Instant now = STARTED;
        for (int i = 0; i < 3; i++) {
            hear(play.at(now), family.isEncrypted() ? family.keys() : Keys.NONE);
            now = now.plus(play.interval()).plus(Duration.ofHours(1)); // so that a list of registers is due, too
        }
        for (EspSmartMeter esp : List.of(places, codes)) {
            Telegram read = new Telegram();
            Outcome outcome = Adapters.named("esp-smart-meter").orElseThrow().decode("a/b", esp.data(), read);
            assertThat(outcome).as(text(esp.data())).isInstanceOf(Outcome.Complete.class);
            assertThat(amounts(read.observations()))
                    .isNotEmpty()
                    .isEqualTo(amounts(told.getLast().observations()));
        }
    }

    /** As JSONPath and Jinja have them: names by dot or in quotes, places in brackets. */
    @Test
    void the_paths_that_its_consumers_are_told_lead_to_the_value() throws Exception {
        byte[] frame = aidon();
        hear(frame);
        String ours = "payload0X%02X%02X".formatted(frame[8], frame[7]);
        String page = "docs/consumers/esp-smart-meter.md";
        List<String> openhab = Snippets.of(page, "").getFirst().lines().toList();
        Matcher jinja = Pattern.compile("'(payload0X\\w+)'\\)((\\[\\d+])+)")
                .matcher(Snippets.of(page, "yaml").get(1));
        assertThat(jinja.find()).isTrue();
        assertThat(at(places.data(), jinja.group(1) + jinja.group(2), ours)).isEqualTo("1106");
        assertThat(at(places.data(), openhab.get(0).replaceAll("JSONPATH\\(\\$\\.|\\)$", ""), ours))
                .isEqualTo("1106");
        assertThat(at(codes.data(), openhab.get(1).replaceAll("JSONPATH\\(\\$\\.|\\)$", ""), ours))
                .isEqualTo("1106");
    }

    private static String at(byte[] json, String path, String ours) throws IOException {
        String pointer = "/"
                + path.replaceFirst("payload0X\\w+", ours)
                        .replace('.', '/')
                        .replace("[", "/")
                        .replace("]", "");
        return new ObjectMapper().readTree(json).at(pointer).asText();
    }

    @Test
    void before_the_first_message_it_speaks_of_itself_only() {
        assertThat(text(places.data()))
                .isEqualTo("{\"elapsedtime\":0,\"rssi\":0,\"mac\":\"\",\"localip\":\"\",\"ssid\":\"\"}");
        assertThat(places.log()).isEqualTo("no data");
    }

    @Test
    void what_other_meters_say_is_none_of_its_business() {
        EspSmartMeter other = new EspSmartMeter("gas", Layout.CODES, "cellar", STARTED);
        hear(aidon());
        told.forEach(other::take);
        assertThat(text(other.data())).doesNotContain("payload");
    }

    @Test
    void the_log_is_the_last_message_that_could_not_be_read() {
        byte[] damaged = HexFormat.of().parseHex("7E1B00A0FF112233445566778899AABBCCDD");
        reject("p1", new byte[] {1});
        reject("p1", damaged);
        assertThat(places.log())
                .isEqualTo("--- Start ---\n"
                        + "0x7e, 0x1b, 0000, 0xa0, 0xff, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, "
                        + "\n0xcc, 0xdd, \n---  End  ---\n");
        assertThat(codes.log()).startsWith("--- Start --- 5000\n");

        hear(aidon());
        reject("another", new byte[] {2});
        assertThat(places.log()).as("of another meter's wire").contains("0x7e, 0x1b");
    }

    private void reject(String source, byte[] frame) {
        Fact.Rejected rejected =
                new Fact.Rejected(source, RECEIVED, "dlms", "checksum", "", frame.length, 0, Bytes.of(frame));
        places.take(rejected);
        codes.take(rejected);
    }

    private void hear(byte[] bytes) {
        hear(bytes, Keys.NONE);
    }

    private void hear(byte[] bytes, Keys keys) {
        MeterLabel house = new MeterLabel(Optional.of("house"), Optional.empty(), Optional.empty(), Limits.STANDARD);
        WireIntake intake = new WireIntake(
                Options.auto().withKeys(keys),
                WireSettings.of("p1", ZoneId.of("Europe/Oslo")).withMeter(house),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(RECEIVED),
                new Listening());
        intake.bytes(bytes, 0, bytes.length);
        intake.silence();
    }

    private static Map<String, String> amounts(List<Observation> observations) {
        Map<String, String> amounts = new TreeMap<>();
        for (Observation observation : observations) {
            if (observation instanceof Observation.Amount amount) {
                amounts.put(
                        amount.obis().toString(),
                        amount.value().stripTrailingZeros().toPlainString() + " " + amount.unit());
            }
        }
        return amounts;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private final class Listening implements Desk {

        @Override
        public void told(String meter, Instant received, Telegram telegram, Frame frame) {
            Fact.Told fact = Fact.Told.of("p1", meter, received, telegram, frame);
            told.add(fact);
            places.take(fact);
            codes.take(fact);
        }

        @Override
        public void described(MeterInfo info) {}

        @Override
        public void reading(Reading reading) {}

        @Override
        public void event(Event event) {}

        @Override
        public void frame(Instant received, Optional<Duration> skew, Optional<Frame.Seal> seal) {}

        @Override
        public void raw(String protocol, Instant received, boolean encrypted, String topic, Bytes frame) {}

        @Override
        public void rejected(Reason reason, String protocol, Instant received, String detail, int length, Bytes frame) {
            throw new AssertionError(detail);
        }

        @Override
        public void gone(String meter) {}
    }
}
