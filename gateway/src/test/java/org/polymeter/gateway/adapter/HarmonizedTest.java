package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.codec.reading.WireSettings;

/** What an adapter says becomes a reading of the profile, like any telegram of a meter. */
final class HarmonizedTest {

    private static final WireSettings WIRE = WireSettings.of("gplug", ZoneId.of("Europe/Zurich"));

    @Test
    void a_gplug_is_a_meter() {
        Reading reading = reading("tasmota", "tele/gPlugD_0A1B2C/SENSOR", """
                {"Time":"2026-07-01T14:49:11","z":{"SMid":"3330303132333435","Pi":0.000,"Po":12.345,
                "Ei1":1000.500,"Ei2":200.250,"P1i":5}}""", "2026-07-01T12:49:11.9Z");
        assertThat(reading.meter()).isEqualTo("30012345");
        assertThat(reading.time()).isEqualTo("2026-07-01T12:49:11Z");
        assertThat(reading.timeSource()).isEqualTo(TimeSource.ADAPTER);
        assertThat(reading.quality()).containsExactly("unverified");
        assertThat(values(reading))
                .contains(
                        "power_import_w 0",
                        "power_export_w 12345",
                        "power_w -12345",
                        "power_import_l1_w 5",
                        "energy_import_t1_kwh 1000.500",
                        "energy_import_kwh 1200.750");
    }

    @Test
    void a_collector_too() {
        Reading reading = reading(
                "scs",
                "smartmeter/LGZ0000000000001/ACTIVE_ENERGY_P",
                "{\"value\": 886977.0, \"timestamp\": 1782910151}",
                "2026-07-01T12:49:11.9Z");
        assertThat(reading.meter()).isEqualTo("lgz0000000000001");
        assertThat(reading.time()).isEqualTo("2026-07-01T12:49:11Z");
        assertThat(values(reading)).contains("energy_import_kwh 886.9770");
    }

    @Test
    void a_device_that_only_its_owner_knows_too() {
        Vocabulary words = Vocabulary.standard();
        FieldMapping mapping = new FieldMapping(
                List.of("heating/{id}/state"),
                Optional.empty(),
                Optional.of(new FieldMapping.Time("at", FieldMapping.TimeFormat.ISO_LOCAL)),
                Stream.of(
                                "power_import_w kW p",
                                "energy_import_kwh Wh e",
                                "heat_power_w W h",
                                "tariff - t",
                                "breaker - b")
                        .map(line -> line.split(" ", -1))
                        .map(line -> new FieldMapping.Value(
                                line[2],
                                Objects.requireNonNull(words.named(line[0])),
                                line[1].replace("-", ""),
                                Optional.empty()))
                        .toList());
        Reading reading = reading(
                Adapters.mapped(mapping),
                "heating/WP 7/state",
                "{\"at\":\"2026-07-01T14:49:11Z\",\"p\":1.25,\"e\":886977,\"h\":4000,\"t\":\"RATE2\",\"b\":1,\"q\":3}",
                "2026-07-01T12:49:11.9Z");
        assertThat(reading.meter()).isEqualTo("wp-7");
        assertThat(reading.time()).isEqualTo("2026-07-01T12:49:11Z");
        assertThat(reading.quality()).containsExactly("unverified");
        assertThat(values(reading))
                .containsExactly(
                        "breaker connected",
                        "energy_import_kwh 886.977",
                        "heat_power_w 4000",
                        "power_import_w 1250",
                        "power_w 1250",
                        "tariff 2");
    }

    private static Reading reading(String adapter, String topic, String payload, String received) {
        return reading(Adapters.named(adapter).orElseThrow(), topic, payload, received);
    }

    private static Reading reading(Adapter dialect, String topic, String payload, String received) {
        List<Reading> readings = new ArrayList<>();
        WireSettings wire = WIRE.behindAdapter(dialect.device(topic).orElseThrow());
        Harmonizer harmonizer = new Harmonizer(wire, new MeterIds(), Bindings.inMemory(), new Harmonizer.Listener() {
            @Override
            public void described(MeterInfo info) {}

            @Override
            public void reading(Reading reading) {
                readings.add(reading);
            }

            @Override
            public void event(Event event) {}
        });
        byte[] bytes = bytes(payload);
        Frame frame = new Frame()
                .raw(bytes, 0, bytes.length)
                .payload(bytes, 0, bytes.length)
                .integrity(Frame.Integrity.UNCHECKED);
        harmonizer.telegram(decoded(dialect, topic, payload), frame, Instant.parse(received));
        assertThat(readings).hasSize(1);
        return readings.getFirst();
    }

    private static List<String> values(Reading reading) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < reading.size(); i++) {
            values.add(reading.quantity(i).name() + " " + reading.plain(i));
        }
        return values;
    }
}
