package org.polymeter.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
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
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;

/** A day on which clocks are put back: nothing that a healthy meter sends is held for impossible. */
class SimulatedDayTest implements Harmonizer.Listener {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Instant MIDNIGHT = Instant.parse("2026-10-24T22:00:00Z");
    private static final Duration DAY = Duration.ofHours(25);
    private static final Duration STEP = Duration.ofSeconds(30);

    private final List<Quarantine> quarantines = new ArrayList<>();
    private int readings;

    @Test
    void of_a_swiss_meter() {
        wire(new LandisGyrE450("lgz1", Optional.of("LGZ1"), ZURICH), 9000);
    }

    @Test
    void of_a_swiss_meter_without_clock_and_name() {
        wire(new LandisGyrE450("aew", Optional.empty(), ZURICH), 0);
    }

    @Test
    void of_a_dutch_meter_with_gas() {
        wire(new Dsmr5("E1", "G1"), 3000);
    }

    @Test
    void of_an_adapter() {
        message(new Gplug("ELS1", ZURICH, false));
    }

    @Test
    void of_an_adapter_with_tariffs() {
        message(new Gplug("ISK1", ZURICH, true));
    }

    private void wire(SimulatedMeter meter, long sun) {
        Harmonizer harmonizer = harmonizer(WireSettings.of("wire", ZURICH));
        Instant[] now = {MIDNIGHT};
        MeterStream stream = MeterStream.of(MeterStream.Options.auto(), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                harmonizer.telegram(telegram, frame, now[0]);
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                throw new AssertionError(trouble.toString());
            }
        });
        live(meter, sun, (bytes, time) -> {
            now[0] = time;
            stream.feed(bytes, 0, bytes.length);
            harmonizer.tick(time);
        });
        assertThat(readings).isGreaterThanOrEqualTo(3000);
        assertThat(quarantines).isEmpty();
    }

    private void message(SimulatedMeter meter) {
        String topic = "tele/gPlug10/SENSOR";
        Adapter adapter = Adapters.named("tasmota").orElseThrow();
        Harmonizer harmonizer = harmonizer(WireSettings.of("box", ZURICH).behindAdapter("gPlug10"));
        Telegram telegram = new Telegram();
        live(meter, 6000, (bytes, time) -> {
            adapter.decode(topic, bytes, telegram);
            harmonizer.telegram(
                    telegram, new Frame().raw(bytes, 0, bytes.length).payload(bytes, 0, bytes.length), time);
        });
        assertThat(readings).isGreaterThanOrEqualTo(3000);
        assertThat(quarantines).isEmpty();
    }

    private static void live(SimulatedMeter meter, long sun, BiConsumer<byte[], Instant> out) {
        Household household = new Household(7, ZURICH, sun, MIDNIGHT);
        for (Instant now = MIDNIGHT; now.isBefore(MIDNIGHT.plus(DAY)); now = now.plus(STEP)) {
            out.accept(meter.say(household.at(now)).bytes(), now);
        }
    }

    private Harmonizer harmonizer(WireSettings wire) {
        return new Harmonizer(wire, new MeterIds(), Bindings.inMemory(), this);
    }

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void reading(Reading reading) {
        readings++;
    }

    @Override
    public void event(Event event) {
        assertThat(event.type()).isEqualTo("tariff_changed");
    }

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        quarantines.add(quarantine);
    }
}
