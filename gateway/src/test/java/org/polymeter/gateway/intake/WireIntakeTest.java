package org.polymeter.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Limits;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

class WireIntakeTest implements Desk {

    private static final Logger LOGGER = Logger.getLogger(Said.class.getName());

    private final List<Reading> readings = new ArrayList<>();
    private final List<Fact.Told> told = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    /** From a meter of no known kind: nobody can tell what the number counts in. */
    private static byte[] push(int amperes) {
        return new HdlcWriter(0x4321)
                .message(new NotificationWriter(1)
                        .text(Obis.parse("0-0:42.0.0"), "XYZ1")
                        .register(Obis.parse("1-0:31.7.0"), NumberType.U16, amperes)
                        .pushList(Obis.parse("0-1:25.9.0")));
    }

    @Test
    void what_is_odd_about_telegrams_is_in_the_log_once() {
        WireIntake intake = new WireIntake(
                Options.auto(),
                WireSettings.of("p1", ZoneId.of("Europe/Zurich")),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
                this);
        for (int amperes = 1; amperes <= 3; amperes++) {
            byte[] push = push(amperes);
            intake.bytes(push, 0, push.length);
        }
        assertThat(readings)
                .hasSize(3)
                .allSatisfy(
                        reading -> assertThat(reading.indexOf("current_l1_a")).isNegative());
        assertThat(log).hasSize(1);
        assertThat(log.getFirst()).startsWith("source p1: scale of 1-0:31.7.0 is not in the telegram");
    }

    @Test
    void a_wrong_key_is_in_the_log_once_and_in_every_reject_and_never_shown() {
        String ek = "000102030405060708090A0B0C0D0E0F";
        String ak = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";
        byte[] sealed = HexFormat.of()
                .parseHex("7EA076CEFF03133C02E6E700DB084C475A67000000015E30000000074BF6EBB6130BDC5A2A47014F65DE39471A0C"
                        + "D605FDCAF0A97B66CA3C665F0D5BCF324F77A0576638C854780A372CBD13E0AE99DA5A825EEE154AE7AE0C89A208C7348E0A"
                        + "8BB9330CF78187495500CA9011D424FAA2CBFF2851A02E7E");
        Keys swapped = Keys.of(HexFormat.of().parseHex(ak))
                .withAuthentication(HexFormat.of().parseHex(ek));
        WireIntake intake = new WireIntake(
                Options.of(Link.HDLC).withKeys(swapped),
                WireSettings.of("house", ZoneId.of("Europe/Vienna")),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
                this);
        for (int i = 0; i < 3; i++) {
            intake.bytes(sealed, 0, sealed.length);
        }
        assertThat(readings).isEmpty();
        assertThat(rejects)
                .hasSize(3)
                .allMatch(reject -> reject.startsWith("DECRYPT dlms decrypt at byte 0"))
                .allMatch(reject -> reject.contains("The keys are swapped."));
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("source house: decrypt at byte 0")
                .contains("The keys are swapped. ", "Give the authentication key as encryption key");
        String said = (log + " " + rejects).toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        for (String secret : List.of(ek, ak, "6700000001")) {
            for (int from = 0; from + 8 <= secret.length(); from++) {
                assertThat(said).doesNotContain(secret.substring(from, from + 8));
            }
        }
    }

    @Test
    void what_a_wire_speaks_is_in_the_log_once_and_that_it_is_encrypted() {
        WireIntake intake = new WireIntake(
                Options.auto(),
                WireSettings.of("house", ZoneId.of("Europe/Vienna")),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
                this);
        byte[] amis =
                new MbusWriter("SIE", "00000000", 1, 2).integer(4, 5, 0x03).push(0xF0, new byte[16]);
        Logger logger = Logger.getLogger(WireIntake.class.getName());
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                intake.bytes(amis, 0, amis.length);
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).hasSize(2);
        assertThat(log.getFirst()).isEqualTo("source house: speaks MBUS, encrypted");
        assertThat(log.getLast()).contains("no key was given", "Kundenschnittstellen-Schlüssel");
    }

    @Test
    void a_second_meter_on_the_wire_of_a_configured_one_is_in_the_log_once() {
        WireIntake intake = new WireIntake(
                Options.of(Link.MBUS),
                WireSettings.of("heat", ZoneId.of("Europe/Vienna"))
                        .withMeter(new MeterLabel(
                                Optional.of("flat-1"), Optional.empty(), Optional.empty(), Limits.STANDARD)),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
                this);
        for (int i = 0; i < 3; i++) {
            for (String number : List.of("11111111", "22222222")) {
                byte[] answer = new MbusWriter("KAM", number, 1, 4)
                        .integer(4, 5 + i, 0x06)
                        .answer(1);
                intake.bytes(answer, 0, answer.length);
            }
        }
        intake.ended();
        assertThat(readings.stream().map(Reading::meter).distinct())
                .hasSize(2)
                .contains("flat-1")
                .anyMatch(meter -> meter.contains("22222222"));
        assertThat(log).singleElement().asString().startsWith("source heat: several meters share this wire");
        assertThat(told).extracting(Fact.Told::meter).containsExactlyElementsOf(meters(readings));
    }

    @Test
    void what_a_meter_said_is_told_word_for_word_with_its_bytes() {
        byte[] push = push(412);
        WireIntake intake = new WireIntake(
                Options.of(Link.HDLC),
                WireSettings.of("p1", ZoneId.of("Europe/Zurich")),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
                this);
        intake.bytes(push, 0, push.length);
        Fact.Told only = told.getFirst();
        assertThat(told).hasSize(1);
        assertThat(only.meter()).isEqualTo("xyz1");
        assertThat(only.protocol()).isEqualTo("dlms");
        assertThat(only.frame()).isEqualTo(Bytes.of(push));
        assertThat(only.payload().toArray()[0]).as("the tag of a notification").isEqualTo((byte) 0x0F);
        assertThat(only.observations())
                .anySatisfy(observation -> assertThat(observation)
                        .isEqualTo(new Observation.Amount(
                                Obis.parse("1-0:31.7.0"), BigDecimal.valueOf(412), Unit.UNSTATED, Optional.empty())));
    }

    private static List<String> meters(List<Reading> readings) {
        return readings.stream().map(Reading::meter).toList();
    }

    @Test
    void that_a_meter_speaks_something_else_is_in_the_log() {
        WireIntake intake = new WireIntake(
                Options.auto(),
                WireSettings.of("p1", ZoneId.of("Europe/Zurich")),
                new MeterIds(),
                Bindings.inMemory(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")),
                this);
        Logger logger = Logger.getLogger(WireIntake.class.getName());
        logger.addHandler(handler);
        try {
            intake.found(Link.P1);
            assertThat(log).isEmpty();
            intake.found(Link.HDLC);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).containsExactly("source p1: speaks HDLC now, no longer P1; was the meter exchanged?");
    }

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void reading(Reading reading) {
        readings.add(reading);
    }

    @Override
    public void event(Event event) {}

    @Override
    public void frame(Instant received, Optional<Duration> skew, Optional<Seal> seal) {}

    @Override
    public void raw(String protocol, Instant received, boolean encrypted, String topic, Bytes frame) {}

    @Override
    public void told(String meter, Instant received, Telegram telegram, Frame frame) {
        told.add(Fact.Told.of("source", meter, received, telegram, frame));
    }

    @Override
    public void rejected(Reason reason, String protocol, Instant received, String detail, int length, Bytes frame) {
        rejects.add(reason + " " + protocol + " " + detail);
    }

    @Override
    public void gone(String meter) {}
}
