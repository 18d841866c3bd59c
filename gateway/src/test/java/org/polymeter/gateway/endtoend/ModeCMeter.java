package org.polymeter.gateway.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.polymeter.codec.readout.ReadoutWriter;
import org.polymeter.gateway.source.PtyPair;

/** A meter behind an optical head that echoes: it says nothing unless it is asked in due form. */
final class ModeCMeter {

    static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
    static final String SERIAL = "38012345";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uu-MM-dd", Locale.ROOT);

    private final PtyPair wire;
    private final InputStream in;
    private final AtomicInteger readouts = new AtomicInteger();
    private final AtomicInteger signOffs = new AtomicInteger();

    private ModeCMeter(PtyPair wire) throws IOException {
        this.wire = wire;
        this.in = wire.listen();
    }

    static ModeCMeter at(PtyPair wire) throws IOException {
        ModeCMeter meter = new ModeCMeter(wire);
        Thread.ofPlatform().daemon().name("meter").start(meter::live); // ends when the wire is unplugged
        return meter;
    }

    /** Readouts that were asked for so far. */
    int readouts() {
        return readouts.get();
    }

    /** How often the gateway took its leave. */
    int signOffs() {
        return signOffs.get();
    }

    private void live() {
        StringBuilder heard = new StringBuilder();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                wire.send(new byte[] {(byte) b}); // the head's echo
                heard.append((char) b);
                if (heard.toString().endsWith("/?!\r\n")) {
                    wire.send("/LGZ5ZMD120APt.G03\r\n".getBytes(StandardCharsets.US_ASCII));
                } else if (heard.toString().endsWith("\u0006050\r\n")) {
                    wire.send(readout(readouts.incrementAndGet()));
                } else if (heard.toString().endsWith("\u0001B0\u0003q")) {
                    signOffs.incrementAndGet();
                }
            }
        } catch (IOException unplugged) {
            // the end of the test
        }
    }

    private static byte[] readout(int number) {
        ZonedDateTime now = ZonedDateTime.now(ZONE);
        return new ReadoutWriter()
                .begin()
                .set("F.F", "00000000")
                .set("0.0.0", SERIAL)
                .set("0.9.1", now.format(TIME))
                .set("0.9.2", now.format(DATE))
                .amount("1.8.0", new BigDecimal("1846." + number), 6, "kWh")
                .amount("2.8.0", new BigDecimal("4329.6"), 6, "kWh")
                .amount("16.7", new BigDecimal("-1.66"), 3, "kW")
                .amount("32.7", new BigDecimal("233"), 3, "V")
                .endBlock();
    }
}
