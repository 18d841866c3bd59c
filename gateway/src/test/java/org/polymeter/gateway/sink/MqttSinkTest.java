package org.polymeter.gateway.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Cable;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.profile.Topics;

/** What arrives at an independent subscriber of a real broker. */
class MqttSinkTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");
    private static final String METER = "polymeter/1/meter/house/";
    private static final String GATEWAY = "polymeter/1/gateway/cellar/";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_new_meter_comes_in_the_order_of_the_profile(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(mosquitto.address(version))) {
            deliver(sink, newMeter());

            assertThat(sub.next(8))
                    .containsExactly(
                            GATEWAY + "status|0|1|online",
                            GATEWAY + "info|0|1|" + text(GatewayJson.info(gateway(), "cellar", "1.0.0")),
                            METER + "info|0|1|" + text(ProfileJson.info(info(), "cellar", false)),
                            METER + "status|0|1|online",
                            METER + "reading|0|1|" + text(ProfileJson.reading(reading(0))),
                            METER + "value/energy_import_kwh|0|1|12.937",
                            METER + "value/power_w|0|1|0",
                            METER + "state|0|1|" + text(ProfileJson.reading(reading(0))));
        }
    }

    @Test
    void a_broker_keeps_state_and_no_facts() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto.address())) {
            deliver(sink, newMeter());
            deliver(sink, List.of(event(), counted(), reject(), raw()));

            try (MosquittoSub late = MosquittoSub.toAll(mosquitto.port())) {
                MosquittoSub.publish(mosquitto.port(), "zzz", "end");
                assertThat(topics(late.until("zzz")))
                        .containsExactlyInAnyOrder(
                                GATEWAY + "status|1",
                                GATEWAY + "info|1",
                                METER + "info|1",
                                METER + "status|1",
                                METER + "value/energy_import_kwh|1",
                                METER + "value/power_w|1",
                                METER + "state|1",
                                "zzz|0");
            }
        }
    }

    @Test
    void mqtt_5_says_what_a_payload_is_and_for_how_long_it_is_of_interest() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.start(mosquitto.port(), MosquittoSub.DETAILED);
                MqttSink sink = sink(mosquitto.address(), settings(ProfileSettings.Raw.BYTES, false))) {
            deliver(sink, newMeter());
            deliver(sink, List.of(event(), counted(), reject(), raw()));

            List<String> lines = sub.next(12);

            assertThat(lines)
                    .filteredOn(line -> line.matches(".*/(reading|event|reject/p1).*"))
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("|0|1|application/json|1|604800|profile:1.0|{"));
            assertThat(lines)
                    .filteredOn(line -> line.contains("/stats|"))
                    .singleElement()
                    .asString()
                    .contains("|0|0|application/json|1|604800|profile:1.0|{");
            assertThat(lines)
                    .filteredOn(line -> line.matches(".*/(info|state).*"))
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("|0|1|application/json|1||profile:1.0|{"));
            assertThat(lines).contains(METER + "value/power_w|0|1|text/plain|1|||0");
            assertThat(lines)
                    .contains(GATEWAY + "raw/p1|0|0|application/octet-stream|0|604800|"
                            + "protocol:dsmr received:2025-01-14T09:12:35.000Z encrypted:true|/ISK");
        }
    }

    @Test
    void many_values_survive_topic_aliases() throws Exception {
        String[] names = {"voltage_l1_v", "voltage_l2_v", "voltage_l3_v", "current_l1_a", "current_l2_a", "power_w"};
        try (Mosquitto mosquitto = Mosquitto.with(folder, "max_topic_alias 3");
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(mosquitto.address())) {
            for (int i = 0; i < 20; i++) {
                int value = i;
                String values = String.join(
                        ", ",
                        List.of(names).stream().map(name -> name + " " + value).toList());
                deliver(sink, List.of(new Fact.Known(Readings.reading("house", TIME, values), Map.of(), List.of())));
            }

            List<String> lines = new ArrayList<>(sub.next(1 + 20 * 7));
            for (String name : names) {
                assertThat(lines)
                        .filteredOn(line -> line.startsWith(METER + "value/" + name))
                        .containsExactlyElementsOf(IntStream.range(0, 20)
                                .mapToObj(i -> METER + "value/" + name + "|0|1|" + i)
                                .toList());
            }
        }
    }

    @Test
    void a_value_that_is_gone_is_forgotten() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto.address())) {
            deliver(sink, newMeter());
            Reading rest = Readings.reading("house", TIME, "power_w 5");
            deliver(sink, List.of(new Fact.Known(rest, Map.of(), List.of("energy_import_kwh"))));

            try (MosquittoSub late = MosquittoSub.toAll(mosquitto.port())) {
                MosquittoSub.publish(mosquitto.port(), "zzz", "end");
                assertThat(late.until("zzz"))
                        .contains(METER + "value/power_w|1|1|5")
                        .noneMatch(line -> line.startsWith(METER + "value/energy_import_kwh"));
            }
        }
    }

    @Test
    void a_meter_that_is_removed_leaves_nothing_behind() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto.address())) {
            deliver(sink, newMeter());
            deliver(sink, List.of(new Fact.Removed("house", List.of("energy_import_kwh", "power_w"))));

            try (MosquittoSub late = MosquittoSub.toAll(mosquitto.port())) {
                MosquittoSub.publish(mosquitto.port(), "zzz", "end");
                assertThat(late.until("zzz")).noneMatch(line -> line.startsWith(METER));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_clean_stop_says_so_for_each_meter_and_the_gateway(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder)) {
            MqttSink sink = sink(mosquitto.address(version));
            deliver(sink, newMeter());
            try (MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
                sub.next(7); // what the broker has kept
                Thread.currentThread().interrupt(); // as a courier may be when it stops
                sink.close();
                assertThat(Thread.interrupted()).isTrue();

                assertThat(sub.next(2)).containsExactly(METER + "status|0|1|offline", GATEWAY + "status|0|1|offline");
            }
        }
    }

    @Test
    void a_broker_that_loses_the_gateway_says_so() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(at(cable.port(), 3))) {
            deliver(sink, List.of());
            cable.cut();

            assertThat(sub.next(2)).containsExactly(GATEWAY + "status|0|1|online", GATEWAY + "status|0|1|offline");
        }
    }

    @Test
    void a_short_absence_is_not_called_offline() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(at(cable.port(), 5))) {
            deliver(sink, List.of());
            cable.cut();
            writeUntilDelivered(sink, List.of(new Fact.Heard(reading(1))));

            List<String> lines = sub.until(METER + "reading");
            assertThat(lines).contains(GATEWAY + "status|0|1|online").noneMatch(line -> line.endsWith("offline"));
        }
    }

    @Test
    void a_broker_that_comes_late_gets_everything() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto.address())) {
            mosquitto.stop();
            assertThatThrownBy(() -> sink.write(newMeter()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("mqtt://127.0.0.1:" + mosquitto.port() + " refused the connection: nothing listens"
                            + " there; check host and port, and that the broker runs");
            mosquitto.start();
            try (MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
                deliver(sink, newMeter());

                assertThat(topics(sub.next(8)))
                        .startsWith(GATEWAY + "status|0", GATEWAY + "info|0", METER + "info|0")
                        .endsWith(METER + "state|0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_broker_that_has_forgotten_all_is_told_the_state_anew_and_then_the_facts(int version) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto.address(version))) {
            deliver(sink, newMeter());
            mosquitto.stop();
            List<Fact> waiting = IntStream.range(1, 50)
                    .mapToObj(i -> (Fact) new Fact.Heard(reading(i)))
                    .toList();
            assertThatThrownBy(() -> deliver(sink, waiting)).isInstanceOf(IOException.class);
            mosquitto.start();
            try (MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
                writeUntilDelivered(sink, waiting);

                assertThat(topics(sub.next(7)))
                        .containsExactly(
                                GATEWAY + "status|0",
                                GATEWAY + "info|0",
                                METER + "info|0",
                                METER + "status|0",
                                METER + "value/energy_import_kwh|0",
                                METER + "value/power_w|0",
                                METER + "state|0");
                assertThat(sub.next(49))
                        .containsExactlyElementsOf(IntStream.range(1, 50)
                                .mapToObj(i -> METER + "reading|0|1|" + text(ProfileJson.reading(reading(i))))
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void no_reading_is_lost_and_none_overtakes_another_when_the_cable_is_cut(int version) throws Exception {
        int count = 2000;
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(at(cable.port(), version))) {
            List<String> lines = new ArrayList<>();
            for (int from = 0; from < count; from += 100) {
                List<Fact> batch = IntStream.range(from, from + 100)
                        .mapToObj(i -> (Fact) new Fact.Heard(reading(i)))
                        .toList();
                Thread writing = Thread.ofVirtual().start(() -> writeUntilDelivered(sink, batch));
                if (from % 500 == 300) {
                    lines.addAll(sub.until(METER + "reading"));
                    cable.cut();
                }
                writing.join();
            }
            MosquittoSub.publish(mosquitto.port(), "zzz", "end");

            lines.addAll(sub.until("zzz"));
            Set<String> first = new LinkedHashSet<>(lines);
            first.removeIf(line -> !line.startsWith(METER + "reading"));
            assertThat(first)
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .mapToObj(i -> METER + "reading|0|1|" + text(ProfileJson.reading(reading(i))))
                            .toList());
        }
    }

    @Test
    void privacy_keeps_identities_and_frames_at_home() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(mosquitto.address(), settings(ProfileSettings.Raw.JSON, true))) {
            deliver(sink, List.of(raw(), new Fact.Described(info()), reject()));

            assertThat(sub.next(3))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith(GATEWAY + "status"),
                            line -> assertThat(line).startsWith(METER + "info").doesNotContain("E0031003262934315"),
                            line -> assertThat(line)
                                    .startsWith(GATEWAY + "reject/p1")
                                    .doesNotContain("frame"));
        }
    }

    @Test
    void raw_frames_may_be_json() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = sink(mosquitto.address(), settings(ProfileSettings.Raw.JSON, false))) {
            deliver(sink, List.of(raw()));

            assertThat(sub.next(2).getLast())
                    .startsWith(GATEWAY + "raw/p1|0|0|{")
                    .contains("\"frame\":\"/ISK\"");
        }
    }

    @Test
    void says_where_it_publishes() {
        assertThat(sink(BrokerAddress.plain("192.168.1.5", 1883)).describe()).isEqualTo("mqtt 192.168.1.5:1883");
    }

    /** And waits for the broker's word. */
    private static void deliver(MqttSink sink, List<Fact> batch) throws IOException, InterruptedException {
        sink.write(batch);
        sink.write(List.of());
        assertThat(sink.unconfirmed()).isZero();
    }

    /** As a courier does. */
    private static void writeUntilDelivered(MqttSink sink, List<Fact> batch) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                deliver(sink, batch);
                return;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("127.0.0.1"); // and once more
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("not delivered in 100 attempts");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void everything_is_said_again_when_somebody_calls_for_it(int version) throws Exception {
        Rendering caller = new Rendering() {
            @Override
            public void render(Fact fact, Outlet to) {}

            @Override
            public List<String> calls() {
                return List.of("homeassistant/status");
            }

            @Override
            public boolean isCall(String topic, String text) {
                return topic.equals("homeassistant/status") && text.equals("online");
            }
        };
        Rendering profile = new ProfileRendering(settings(ProfileSettings.Raw.OFF, false));
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink =
                        new MqttSink(mosquitto.address(version), "polymeter-cellar", List.of(profile, caller))) {
            deliver(sink, newMeter());
            sub.next(8);

            MosquittoSub.publish(mosquitto.port(), "homeassistant/status", "offline");
            MosquittoSub.publish(mosquitto.port(), "homeassistant/status", "online");
            sub.next(2);
            while (!sub.hasNext()) { // the call reaches the sink on a way of its own
                sink.write(List.of());
            }

            assertThat(topics(sub.next(6)))
                    .containsExactly(
                            GATEWAY + "info|0",
                            METER + "info|0",
                            METER + "status|0",
                            METER + "value/energy_import_kwh|0",
                            METER + "value/power_w|0",
                            METER + "state|0");
        }
    }

    /** With MQTT 3.1.1 a broker cannot say that it forbids a message. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void a_broker_that_forbids_discovery_gets_all_the_rest(int version) throws Exception {
        Rendering forbidden = new Rendering() {
            @Override
            public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
                to.publish("forbidden/config", new byte[] {'x'}, Deliveries.STATE.asDispensable());
            }

            @Override
            public List<String> calls() {
                return List.of("forbidden/status");
            }
        };
        Path rules =
                Files.writeString(folder.resolve("rules"), "topic readwrite polymeter/#\ntopic readwrite test/#\n");
        try (Mosquitto mosquitto = Mosquitto.with(folder, "acl_file " + rules);
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port());
                MqttSink sink = new MqttSink(
                        mosquitto.address(version),
                        "polymeter-cellar",
                        List.of(forbidden, new ProfileRendering(settings(ProfileSettings.Raw.OFF, false))))) {
            deliver(sink, newMeter());
            sink.write(List.of());

            assertThat(topics(sub.next(8))).last().isEqualTo(METER + "state|0");
            assertThat(sink.unconfirmed()).isZero();
        }
    }

    private static MqttSink sink(BrokerAddress broker) {
        return sink(broker, ProfileSettings.of(new Topics("polymeter", "cellar"), "1.0.0"));
    }

    private static MqttSink sink(BrokerAddress broker, ProfileSettings settings) {
        return new MqttSink(broker, "polymeter-cellar", List.of(new ProfileRendering(settings)));
    }

    private static ProfileSettings settings(ProfileSettings.Raw raw, boolean hashed) {
        return new ProfileSettings(new Topics("polymeter", "cellar"), "1.0.0", source -> raw, hashed);
    }

    private static BrokerAddress at(int port, int version) {
        return new BrokerAddress(
                "127.0.0.1",
                port,
                version,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Fact> newMeter() {
        return List.of(
                gateway(),
                new Fact.Described(info()),
                new Fact.Alive("house", true),
                new Fact.Heard(reading(0)),
                new Fact.Known(reading(0), Map.of(), List.of()));
    }

    private static Fact.GatewayDescribed gateway() {
        return new Fact.GatewayDescribed(TIME, Map.of("p1", "dsmr"), List.of("house"));
    }

    private static MeterInfo info() {
        return new MeterInfo(
                "house",
                null,
                "electricity",
                null,
                "dsmr",
                "E0031003262934315",
                null,
                OptionalInt.empty(),
                null,
                null,
                null,
                "dsmr",
                null,
                "p1",
                null,
                "Europe/Amsterdam",
                3,
                1,
                30,
                new TreeMap<>());
    }

    private static Reading reading(int second) {
        return Readings.reading("house", TIME.plusSeconds(second), "power_w " + second + ", energy_import_kwh 12.937");
    }

    private static Fact event() {
        return new Fact.Happened(
                new Event("message", "house", "00".repeat(16), TIME, TimeSource.METER, TIME, Map.of("text", "")));
    }

    private static Fact counted() {
        return new Fact.Counted(TIME, 60, Map.of(), new Fact.OutputCount(1, 0, 0, 0));
    }

    private static Fact reject() {
        return new Fact.Rejected("p1", TIME, "dsmr", "checksum", "expected BE8C", 4, 0, frame());
    }

    private static Fact raw() {
        return new Fact.Raw("p1", "dsmr", TIME, true, "", frame());
    }

    private static Bytes frame() {
        return Bytes.of("/ISK".getBytes(StandardCharsets.US_ASCII));
    }

    /** Topic and whether the broker had kept it. */
    private static List<String> topics(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst("^([^|]*\\|[01])\\|.*", "$1"))
                .toList();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
