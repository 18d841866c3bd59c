package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;

/** Nothing that a real meter has sent is held for impossible. */
class NoFalseAlarmTest {

    /** What is withheld with good reason. */
    private static final Map<String, List<String>> IMPOSSIBLE = Map.of(
            // two gas meters whose numbers somebody made the same before publishing
            "p1-be-fluvius-two-gas", List.of("volume_m3"),
            // by its powers it is 91 A: the published scale is ten times too large
            "hdlc-dk-kamstrup-ct", List.of("current_l1_a", "current_l2_a", "current_l3_a"));

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    static Stream<Case> cases() {
        return Stream.of("p1", "hdlc", "dlms").flatMap(family -> Corpus.cases(family).stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void a_capture_of_a_real_meter_is_plausible(Case capture) {
        List<Quarantine> quarantines = new ArrayList<>();
        Harmonizer harmonizer = new Harmonizer(
                WireSettings.of("capture", ZoneId.of("Europe/Amsterdam")).withClock(WireSettings.Clock.OF_ARCHIVE),
                new MeterIds(),
                Bindings.inMemory(),
                new Harmonizer.Listener() {
                    @Override
                    public void described(MeterInfo info) {}

                    @Override
                    public void reading(Reading reading) {}

                    @Override
                    public void event(Event event) {}

                    @Override
                    public void quarantined(Quarantine quarantine, byte[] evidence) {
                        quarantines.add(quarantine);
                    }
                });
        byte[] bytes = capture.bytes();
        if (capture.id().startsWith("dlms-")) {
            notification(bytes, harmonizer);
        } else {
            boolean edited = capture.about().path("crcOk").isBoolean()
                    && !capture.about().path("crcOk").asBoolean();
            MeterStream.Options options = MeterStream.Options.auto();
            MeterStream stream =
                    MeterStream.of(edited ? options.ignoringChecksums() : options, new MeterStream.Listener() {
                        @Override
                        public void telegram(Telegram telegram, Frame frame) {
                            harmonizer.telegram(telegram, frame, NOW);
                        }

                        @Override
                        public void trouble(Trouble trouble, byte[] evidence) {}
                    });
            stream.feed(bytes, 0, bytes.length);
            stream.end();
        }
        harmonizer.flush();
        assertThat(quarantines.stream()
                        .flatMap(it -> it.values().stream())
                        .map(value -> value.quantity().name())
                        .toList())
                .isEqualTo(IMPOSSIBLE.getOrDefault(capture.id(), List.of()));
    }

    private static void notification(byte[] bytes, Harmonizer harmonizer) {
        Telegram telegram = new Telegram();
        telegram.clear("dlms");
        Outcome outcome = new NotificationDecoder(MeterKinds.lists()).decode(bytes, 0, bytes.length, 0, telegram);
        if (outcome instanceof Outcome.Complete) {
            MeterKinds.complete(telegram, 0);
            Frame frame = new Frame().raw(bytes, 0, bytes.length).payload(bytes, 0, bytes.length);
            harmonizer.telegram(telegram, frame, NOW);
        }
    }
}
