package org.polymeter.codec.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlFramer;
import org.polymeter.codec.sml.SmlWriter;

/** SML telegrams of meters that have quirks. */
final class SmlSamples {

    private static final Obis MAKER = Obis.parse("129-129:199.130.3");
    private static final Obis IMPORT = Obis.parse("1-0:1.8.0");
    private static final int WATT = 27;
    private static final int WATT_HOUR = 30;

    private SmlSamples() {}

    /** {@code width} of the power, in units of 0.01 W. */
    static Telegram dzg(long serial, long power, int width) {
        return telegram(
                server("0A01445A4700%08X".formatted(serial)).signed(Obis.parse("1-0:16.7.0"), WATT, -2, power, width));
    }

    static Telegram emh(long status, String power) {
        return telegram(server("06454D48010271000001")
                .text(MAKER, "EMH")
                .status(status, 2)
                .signed(IMPORT, WATT_HOUR, -1, 172_436_756, 5)
                .signed(Obis.parse(power), WATT, -1, 1266, 4));
    }

    static Telegram hager(long power) {
        return telegram(
                server("31303030303031").text(MAKER, "HAGER").signed(Obis.parse("1-0:1.7.1"), WATT, -4, power, 4));
    }

    /** Sound, and of no kind. */
    static Telegram other() {
        return telegram(server("0A01504F4C0000000001")
                .text(Obis.parse("1-0:96.50.1*1"), "EMH")
                .signed(Obis.parse("1-0:16.7.0"), WATT, 0, -5, 1));
    }

    static SmlWriter server(String hex) {
        return new SmlWriter(HexFormat.of().parseHex(hex));
    }

    static Telegram telegram(SmlWriter writer) {
        FrameLog log = new FrameLog();
        byte[] file = writer.end();
        new SmlFramer().feed(file, 0, file.length, log);
        byte[] payload = log.payloads.getFirst();
        Telegram telegram = new Telegram();
        telegram.clear("sml");
        assertThat(new SmlDecoder().decode(payload, 0, payload.length, telegram))
                .isEqualTo(Outcome.COMPLETE);
        return telegram;
    }
}
