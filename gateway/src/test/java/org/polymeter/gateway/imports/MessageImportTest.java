package org.polymeter.gateway.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.history.HistoryMeter;

class MessageImportTest {

    private static final String FROM = "2020-01-01T00:00:00Z";
    private static final String TO = "2027-01-01T00:00:00Z";
    private static final String READING =
            "{\"id\":\"00112233445566778899aabbccddeeff\",\"meter\":\"house\",\"time\":\"2026-03-10T12:00:00Z\","
                    + "\"time_source\":\"meter\",\"received\":\"2026-03-10T12:00:01Z\","
                    + "\"values\":{\"energy_import_kwh\":13779.338,\"power_w\":-543}}";
    private static final String TASMOTA =
            "{\"Time\":\"2026-03-10T12:00:00\",\"z\":{\"SMid\":\"12345678\",\"Pi\":0.512,\"Ei\":123.4}}";

    @TempDir
    Path folder;

    private Desktop desktop = new Desktop(Path.of("unused"));

    @BeforeEach
    void open() {
        desktop = new Desktop(folder);
        desktop.settings = Desktop.settings(Optional.empty(), Optional.empty(), false);
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NDJSON|%s",
                "mosquitto_sub -v|polymeter/1/meter/house/reading %s",
                "mosquitto_sub -F '%I %t %p'|2026-03-10T13:00:01+0100 polymeter/1/meter/house/reading %s",
                "mosquitto_sub -F '%U %t %p'|1773144001.123456789 polymeter/1/meter/house/reading %s",
                "mosquitto_sub -F '%J'|{\"tst\":\"2026-03-10T13:00:01.000000+0100\",\"topic\":\"polymeter/1/meter/house/reading\",\"qos\":0,\"retain\":0,\"payloadlen\":9,\"payload\":%s}",
                "an array|[%s,",
            })
    void readings_of_polymeter_come_back_however_they_were_recorded(String form, String line) throws Exception {
        Path file = desktop.file("log.txt", line.formatted(READING) + "\n");

        Tally tally = desktop.load(file);

        assertThat(desktop.refusals).as(form).isEmpty();
        assertThat(tally.news()).isEqualTo(1);
        assertThat(desktop.values("house", "energy_import_kwh", FROM, TO))
                .containsExactly("2026-03-10T12:00:00Z 13779.338");
        assertThat(desktop.load(file).news()).isZero();
    }

    @Test
    void an_escaped_payload_of_mosquitto_is_one_too() throws Exception {
        String escaped = READING.replace("\"", "\\\"");

        desktop.load(desktop.file(
                "log.txt",
                "{\"tst\":\"2026-03-10T13:00:01Z\",\"topic\":\"polymeter/1/meter/house/reading\",\"payload\":\""
                        + escaped + "\"}\n"));

        assertThat(desktop.values("house", "power_w", FROM, TO)).containsExactly("2026-03-10T12:00:00Z -543");
    }

    @Test
    void objects_may_have_many_lines() throws Exception {
        String pretty = "[\n" + READING.replace(",", ",\n  ") + ",\n"
                + READING.replace("12:00:00Z", "12:00:05Z").replace("{", "{\n") + "\n]\n";

        Tally tally = desktop.load(desktop.file("archive.json", pretty));

        assertThat(desktop.refusals).isEmpty();
        assertThat(tally.news()).isEqualTo(2);
    }

    @Test
    void other_topics_of_polymeter_are_passed_over() throws Exception {
        Tally tally = desktop.load(desktop.file("log.txt", """
                polymeter/1/meter/house/info {"profile":"1.0","meter":"house"}
                polymeter/1/meter/house/value/power_w -543
                polymeter/1/gateway/cellar/status online
                polymeter/1/meter/house/reading %s
                """.formatted(READING)));

        assertThat(desktop.refusals).isEmpty();
        assertThat(tally.news()).isEqualTo(1);
        assertThat(tally.passedOver()).containsValue(3L);
    }

    @Test
    void an_adapter_s_messages_are_harmonized_as_when_they_came() throws Exception {
        desktop.settings = Desktop.settings(Optional.of("house"), Optional.empty(), false);

        Tally tally = desktop.load(desktop.file("tele.log", """
                tele/meter/SENSOR %s
                tele/meter/SENSOR %s
                """.formatted(
                        TASMOTA, TASMOTA.replace("12:00:00", "12:00:10").replace("123.4", "123.5"))));

        assertThat(desktop.refusals).isEmpty();
        assertThat(tally.news()).isEqualTo(2);
        assertThat(desktop.values("house", "energy_import_kwh", FROM, TO))
                .containsExactly("2026-03-10T11:00:00Z 123.4", "2026-03-10T11:00:10Z 123.5");
        assertThat(desktop.values("house", "power_import_w", FROM, TO)).hasSize(2);
    }

    @Test
    void the_hour_that_comes_twice_comes_twice() throws Exception {
        desktop.settings = Desktop.settings(Optional.of("house"), Optional.empty(), false);
        StringBuilder log = new StringBuilder();
        for (String time : List.of("01:50", "02:10", "02:50", "02:10", "02:50", "03:10")) {
            log.append("tele/meter/SENSOR ")
                    .append(TASMOTA.replace("2026-03-10T12:00", "2026-10-25T" + time))
                    .append('\n');
        }

        desktop.load(desktop.file("tele.log", log.toString()));

        assertThat(desktop.values("house", "energy_import_kwh", FROM, TO))
                .extracting(value -> value.substring(11, 16))
                .containsExactly("23:50", "00:10", "00:50", "01:10", "01:50", "02:10");
    }

    @Test
    void values_of_one_moment_on_topics_of_their_own_are_one_reading() throws Exception {
        Tally tally = desktop.load(desktop.file("scs.log", """
                smartmeter/LGZ1030655933512/ACTIVE_POWER_P {"value": 28.0, "timestamp": 1773144000}
                smartmeter/LGZ1030655933512/ACTIVE_ENERGY_P {"value": 1234567, "timestamp": 1773144000}
                smartmeter/LGZ1030655933512/ACTIVE_POWER_P {"value": 29.0, "timestamp": 1773144005}
                smartmeter/LGZ1030655933512/ACTIVE_ENERGY_P {"value": 1234568, "timestamp": 1773144005}
                """));

        assertThat(desktop.refusals).isEmpty();
        assertThat(tally.readings()).isEqualTo(2);
        HistoryMeter meter = desktop.history.meters().getFirst();
        assertThat(desktop.values(meter.id(), "power_import_w", FROM, TO))
                .containsExactly("2026-03-10T12:00:00Z 28.0", "2026-03-10T12:00:05Z 29.0");
    }

    @Test
    void a_message_without_a_time_needs_one_beside_it() throws Exception {
        desktop.settings = Desktop.settings(Optional.of("house"), Optional.empty(), false);
        String untimed = "{\"z\":{\"SMid\":\"12345678\",\"Pi\":0.512,\"Ei\":123.4}}";

        Tally tally = desktop.load(desktop.file("tele.log", "tele/meter/SENSOR " + untimed + "\n"));
        assertThat(tally.readings()).isZero();
        assertThat(desktop.refusals.getFirst()).isEqualTo("tele.log:1: it does not say when that was");

        desktop.load(desktop.file("timed.log", "2026-03-10T13:00:00+0100 tele/meter/SENSOR " + untimed + "\n"));
        assertThat(desktop.values("house", "energy_import_kwh", FROM, TO))
                .containsExactly("2026-03-10T12:00:00Z 123.4");
    }

    @Test
    void what_is_no_message_is_named_with_its_line() throws Exception {
        Tally tally =
                desktop.load(desktop.file("log.txt", READING + """

                hello
                smartmeter/x/y {"value": 28.0
                """.replace("\n\n", "\n"), StandardCharsets.UTF_8));

        assertThat(tally.news()).isEqualTo(1);
        assertThat(desktop.refusals).hasSize(2);
        assertThat(desktop.refusals.getFirst()).startsWith("log.txt:2: ");
        assertThat(desktop.refusals.getLast()).startsWith("log.txt:3: ");
    }

    @Test
    void of_several_devices_one_can_be_named() throws Exception {
        desktop.settings = Desktop.settings(Optional.of("house"), Optional.empty(), false);

        Tally tally = desktop.load(desktop.file("tele.log", """
                tele/one/SENSOR %s
                tele/two/SENSOR %s
                """.formatted(TASMOTA, TASMOTA)));

        assertThat(tally.readings()).isEqualTo(1);
        assertThat(tally.passedOver().keySet()).singleElement().asString().contains("--meter");
    }
}
