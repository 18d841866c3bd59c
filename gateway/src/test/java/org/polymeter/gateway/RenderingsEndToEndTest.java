package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.simulator.Simulator;
import org.polymeter.gateway.simulator.Simulator.Sent;

/**
 * Four simulated meters in, every format of another program out, read by an independent client: each number
 * is one that the meter sent, in that program's unit.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderingsEndToEndTest {

    private static final String SWISS = "lgz1030000000001";
    private static final String DUTCH = "e0000000000000005";
    private static final String AUSTRIAN = "181200000019";
    private static final String GERMAN = "1pol0000000022";

    /** Meters by the number on them. */
    private static final Map<String, String> BY_NUMBER = Map.of(
            "LGZ1030000000001", SWISS, "E0000000000000005", DUTCH, "181200000019", AUSTRIAN, "1POL0000000022", GERMAN);

    private record Message(String topic, boolean kept, int qos, String hex) {

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        String level(int index) {
            return topic.split("/", -1)[index];
        }
    }

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<Message> messages = new ArrayList<>();

    @BeforeAll
    void listen_until_every_meter_has_spoken_in_every_format(@TempDir Path folder) throws Exception {
        assumeTrue(Mosquitto.isInstalled(), "mosquitto_sub is not installed; ./verify installs it");
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.start(mosquitto.port(), "%t|%r|%q|%x");
                Simulator simulator = new Simulator(InstantSource.system(), mosquitto.address(), Map.of(), sent::add)) {
            Map<String, Integer> ports = simulator.ports();
            String text = """
                    gateway: test
                    sources:
                      - {id: swiss, type: tcp, host: 127.0.0.1, port: %d, zone: Europe/Zurich, meter: {name: EKZ}}
                      - {id: dutch, type: tcp, host: 127.0.0.1, port: %d, zone: Europe/Amsterdam}
                      - id: austrian
                        type: tcp
                        host: 127.0.0.1
                        port: %d
                        zone: Europe/Vienna
                        key: "000102030405060708090A0B0C0D0E0F"
                      - {id: german, type: tcp, host: 127.0.0.1, port: %d, zone: Europe/Berlin}
                    outputs:
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: smartmeter-datacollector}
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: rl-dsp}
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: hackday}
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: dsmr-reader, prefix: 'dsmr/{meter}', raw: true}
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: evn-kaifa, topic: 'evn/{meter}'}
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: evn-kaifa, topic: 'raw/{meter}', mode: raw,
                         client-id: evn-raw}
                      - {type: mqtt, host: 127.0.0.1, port: %5$d, format: go-smartmeter-reader, topic: 'energy/{meter}',
                         interval: 3s}
                    """.formatted(
                    ports.get("e450"), ports.get("dsmr5"), ports.get("netz-noe"), ports.get("sml"), mosquitto.port());
            try (Running running = new Wiring(InstantSource.system())
                    .start(
                            new ConfigReader(Map.of(), Set.of(), "test").read("test.yaml", folder, text),
                            new PrintWriter(Writer.nullWriter()))) {
                assertThat(running).isNotNull();
                simulator.start();
                sub.until(line -> {
                    take(line);
                    return heardAll();
                });
            }
        }
    }

    private void take(String line) {
        String[] parts = line.split("\\|", 4);
        messages.add(new Message(parts[0], parts[1].equals("1"), Integer.parseInt(parts[2]), parts[3]));
    }

    private boolean heardAll() {
        return List.of("smartmeter/.*/ACTIVE_ENERGY_P", "dt/.*", "smartmeter/.*/energy_in", "dsmr/.*/json", "energy/.*")
                        .stream()
                        .allMatch(topic -> meters(topic).size() >= 4)
                && meters("evn/.*/json").size() >= 4
                && meters("raw/.*").size() >= 3
                && meters("dsmr/.*/raw").size() >= 1;
    }

    private Set<String> meters(String topic) {
        Set<String> meters = new TreeSet<>();
        heard(topic).forEach(message -> meters.add(message.topic()));
        return meters;
    }

    private List<Message> heard(String topic) {
        return messages.stream()
                .filter(message -> message.topic().matches(topic))
                .toList();
    }

    /** telegraf of the collector's Raspberry Pi image: tags out of a topic of three levels, time key timestamp. */
    @Test
    void the_collectors_messages_hold_what_the_meters_sent() throws Exception {
        Map<String, String> quantities = Map.of(
                "ACTIVE_POWER_P", "power_import_w 0",
                "ACTIVE_POWER_N", "power_export_w 0",
                "ACTIVE_ENERGY_P", "energy_import_kwh 3",
                "ACTIVE_ENERGY_N", "energy_export_kwh 3",
                "VOLTAGE_L1", "voltage_l1_v 0");
        Set<String> meters = new TreeSet<>();
        for (Message message : heard("smartmeter/[^/]+/[A-Z0-9_]+")) {
            JsonNode value = json.readTree(message.bytes());
            assertThat(value.get("timestamp").isIntegralNumber()).isTrue();
            assertThat(value.get("obis").asText()).matches("\\d+\\.\\d+\\.\\d+");
            assertThat(message.text()).as("a float").matches("\\{\"value\": -?\\d+\\.\\d+, .*");
            assertThat(message.kept()).isFalse();
            String quantity = quantities.get(message.level(2));
            if (quantity != null) {
                meters.add(message.level(1));
                wasSent(meter(message.level(1)), quantity, value.get("value"));
            }
        }
        assertThat(meters).containsAll(BY_NUMBER.keySet());
    }

    @Test
    void rl_dsp_holds_what_the_meters_sent() throws Exception {
        for (Message message : heard("dt/building/[^/]+/ds")) {
            JsonNode meter = json.readTree(message.bytes()).get("meter");
            assertThat(OffsetDateTime.parse(meter.get("ts").asText())).isNotNull();
            String id = meter(message.level(2));
            wasSent(id, "power_import_w 0", meter.get("1.7.0"));
            wasSent(id, "energy_import_kwh 3", meter.get("1.8.0"));
        }
    }

    @Test
    void the_hackdays_messages_hold_what_the_meters_sent() throws Exception {
        Map<String, String> quantities = Map.of(
                "power_in", "power_import_w 0",
                "power_out", "power_export_w 0",
                "energy_in", "energy_import_kwh 0",
                "energy_out", "energy_export_kwh 0");
        for (Message message : heard("smartmeter/[^/]+/(power|energy)/.*")) {
            JsonNode value = json.readTree(message.bytes());
            assertThat(value.get("timestamp").isIntegralNumber()).isTrue();
            wasSent(meter(message.level(1)), quantities.getOrDefault(message.level(3), "none 0"), value.get("value"));
        }
    }

    /** Home Assistant's integration dsmr_reader: numbers in kWh, kW, V and m³ under these topics, kept. */
    @Test
    void dsmr_readers_topics_hold_what_the_meters_sent() throws Exception {
        Map<String, String> quantities = Map.of(
                "electricity_currently_delivered", "power_import_w -3",
                "electricity_currently_returned", "power_export_w -3",
                "phase_voltage_l1", "voltage_l1_v 0");
        Set<String> meters = new TreeSet<>();
        for (Message message : heard("dsmr/[^/]+/reading/.*")) {
            String quantity = quantities.get(message.level(3));
            if (quantity != null) {
                meters.add(message.level(1));
                wasSent(message.level(1), quantity, json.readTree(message.bytes()));
            }
        }
        assertThat(meters).containsAll(BY_NUMBER.values());
        for (Message message : heard("dsmr/[^/]+/reading/electricity_delivered_2")) {
            wasSent(message.level(1), "energy_import_t2_kwh 0", json.readTree(message.bytes()));
        }
        for (Message message : heard("dsmr/[^/]+/reading/extra_device_delivered")) {
            wasSent("g0000000000000006", "volume_m3 0", json.readTree(message.bytes()));
        }
        assertThat(heard("dsmr/" + DUTCH + "/raw"))
                .allSatisfy(message -> assertThat(message.text())
                        .startsWith("/POL5\\DEMO-DSMR5\r\n")
                        .containsPattern("![0-9A-F]{4}\r\n$"));
    }

    @Test
    void evns_json_holds_what_the_meters_sent() throws Exception {
        for (Message message : heard("evn/[^/]+/json")) {
            JsonNode fields = json.readTree(message.bytes());
            String meter = message.level(1);
            assertThat(meter(fields.get("meternumber").asText())).isEqualTo(meter);
            assertThat(OffsetDateTime.parse(fields.get("timestamp").asText())).isNotNull();
            wasSent(meter, "energy_import_kwh 3", fields.get("w_p"));
            wasSent(meter, "power_import_w 0", fields.get("p_p"));
            wasSent(meter, "power_export_w 0", fields.get("p_n"));
        }
        assertThat(heard("raw/" + AUSTRIAN + "/raw"))
                .as("opened: a notification, not the sealed frame")
                .allSatisfy(message -> assertThat(message.bytes()[0]).isEqualTo((byte) 0x0F));
    }

    /** telegraf of the reader's compose file: json_time_key Date_timestamp, RFC3339. */
    @Test
    void the_readers_arrays_hold_what_the_meters_sent() throws Exception {
        for (Message message : heard("energy/[^/]+")) {
            assertThat(message.qos()).isEqualTo(1);
            JsonNode telegrams = json.readTree(message.bytes());
            assertThat(telegrams).isNotEmpty().allSatisfy(telegram -> {
                assertThat(telegram).hasSize(32);
                assertThat(Instant.parse(telegram.get("Date_timestamp").asText()))
                        .isNotNull();
                String meter = message.level(1);
                wasSent(meter, "power_import_w -3", telegram.get("Actualpower_incoming_kW"));
                wasSent(meter, "power_export_w -3", telegram.get("Actualpower_outgoing_kW"));
                wasSent(
                        meter,
                        meter.equals(DUTCH) ? "energy_import_t1_kwh 0" : "energy_import_kwh 0",
                        telegram.get("Electricity_incoming_tariff1_kwh"));
            });
        }
    }

    /** {@code quantity}: its name, and by how many places the decimal point has moved to the right. */
    private void wasSent(String meter, String quantity, JsonNode value) {
        String name = quantity.substring(0, quantity.indexOf(' '));
        int shift = Integer.parseInt(quantity.substring(quantity.indexOf(' ') + 1));
        assertThat(sent.stream()
                        .filter(it -> it.meter().equals(meter) && it.values().containsKey(name))
                        .map(it -> new BigDecimal(it.values().get(name)).scaleByPowerOfTen(shift)))
                .as("%s of %s", name, meter)
                .usingElementComparator(BigDecimal::compareTo)
                .contains(number(value));
    }

    private static String meter(String number) {
        return BY_NUMBER.getOrDefault(number, "none has the number " + number);
    }

    private static BigDecimal number(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.asText()) : value.decimalValue();
    }
}
