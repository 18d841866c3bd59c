package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;

/** Nothing that a real adapter has published is held for impossible. */
final class NoFalseAlarmMqttTest {

    static List<String> names() throws IOException {
        return MqttRawCorpusTest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_message_of_a_real_adapter_is_plausible(String name) throws IOException {
        Assumptions.assumeFalse(name.equals("none"), "the corpus is not here");
        Path file = MqttRawCorpusTest.FOLDER.resolve(name + ".txt");
        byte[] payload = Files.readAllBytes(file);
        Adapter adapter = Adapters.recognise(topic(name), payload).orElseThrow();
        List<Quarantine> quarantines = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        Harmonizer harmonizer = new Harmonizer(
                WireSettings.of("box", ZoneId.of("Europe/Zurich")).behindAdapter("box"),
                new MeterIds(),
                Bindings.inMemory(),
                new Harmonizer.Listener() {
                    @Override
                    public void described(MeterInfo info) {}

                    @Override
                    public void reading(Reading reading) {
                        readings.add(reading);
                    }

                    @Override
                    public void event(Event event) {}

                    @Override
                    public void quarantined(Quarantine quarantine, byte[] evidence) {
                        quarantines.add(quarantine);
                    }
                });
        Telegram telegram = new Telegram();
        adapter.decode(topic(name), payload, telegram);
        Frame frame = new Frame().raw(payload, 0, payload.length).payload(payload, 0, payload.length);
        harmonizer.telegram(telegram, frame, Instant.parse("2026-11-26T12:00:00Z"));
        harmonizer.flush();
        assertThat(readings).isNotEmpty();
        assertThat(quarantines).isEmpty();
    }

    private static String topic(String name) throws IOException {
        return MqttRawCorpusTest.about(name).get("topic") instanceof String text ? text : "";
    }
}
