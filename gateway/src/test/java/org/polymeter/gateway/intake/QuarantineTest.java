package org.polymeter.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.Source;

/** A value that cannot be never reaches a sink as a reading; that there was one does. */
class QuarantineTest {

    private static final Logger LOGGER = Logger.getLogger(Gateway.class.getPackageName());
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

    private final List<Fact> facts = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
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

    @Test
    void it_is_one_reject_one_line_in_the_log_and_no_value() throws Exception {
        byte[] good = telegram("1.5");
        byte[] impossible = telegram("150000");
        run(good, impossible, impossible, impossible, good);

        assertThat(powers()).containsExactly("1500", "-", "-", "-", "1500");
        assertThat(facts)
                .filteredOn(Fact.Rejected.class::isInstance)
                .extracting(Fact.Rejected.class::cast)
                .singleElement()
                .satisfies(reject -> {
                    assertThat(reject.reason()).isEqualTo("implausible");
                    assertThat(reject.protocol()).isEqualTo("dsmr");
                    assertThat(reject.detail()).isEqualTo("power_import_w is 150000000, possible is -35000 to 35000");
                    assertThat(reject.frame().toArray()).isEqualTo(impossible);
                });
        assertThat(log)
                .containsExactly("source p1: power_import_w is 150000000, possible is -35000 to 35000;"
                        + " withheld, like others to come: see stats and reject");
    }

    private List<String> powers() {
        List<String> powers = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Heard heard) {
                int i = heard.reading().indexOf("power_import_w");
                powers.add(i < 0 ? "-" : heard.reading().plain(i));
            }
        }
        return powers;
    }

    private static byte[] telegram(String kilowatts) {
        return new P1Writer()
                .begin("TST5\\QUARANTINE")
                .text(Obis.of(0, 0, 96, 1, 1), "4531")
                .amount(Obis.of(1, 0, 1, 7, 0), new BigDecimal(kilowatts), 6, 3, "kW")
                .amount(Obis.of(1, 0, 32, 7, 0), new BigDecimal("230.0"), 3, 1, "V")
                .end();
    }

    private void run(byte[]... telegrams) throws InterruptedException {
        try (Gateway gateway = new Gateway(CLOCK, CLOCK, Duration.ofSeconds(10), Duration.ofHours(26))) {
            gateway.add(new Sink() {
                @Override
                public String describe() {
                    return "list";
                }

                @Override
                public void write(List<Fact> batch) {
                    facts.addAll(batch);
                }

                @Override
                public void close() {}
            });
            gateway.add(
                    "p1",
                    "p1",
                    source(telegrams),
                    false,
                    desk -> new WireIntake(
                            Options.auto(),
                            WireSettings.of("p1", ZoneId.of("Europe/Zurich")),
                            new MeterIds(),
                            Bindings.inMemory(),
                            CLOCK,
                            desk));
            gateway.start();
            assertThat(gateway.awaitEnd(Duration.ofSeconds(20))).isTrue();
        }
    }

    private static Source source(byte[]... telegrams) {
        return new Source() {
            @Override
            public String describe() {
                return "list";
            }

            @Override
            public void run(Receiver to) throws IOException {
                to.opened();
                for (byte[] telegram : telegrams) {
                    to.bytes(telegram, 0, telegram.length);
                }
            }

            @Override
            public void close() {}
        };
    }
}
