package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.sml.SmlWriter;

/** A German meter at its optical interface: SML, one power with a sign, registers to 0.1 Wh. */
final class Sml implements SimulatedMeter {

    private static final byte[] LIST_NAME = {1, 0, 0x62, 0x0A, (byte) 0xFF, (byte) 0xFF};
    private static final int WIDE = 8;
    private static final int NARROW = 4;

    private final SmlWriter out;
    private final byte[] server;
    private final String meter;
    private final Instant start;

    /**
     * A meter.
     *
     * @param number below 100 million: the last digits on its face, {@code 1POL0012345678}
     * @param start when its seconds of operation began to count
     */
    Sml(int number, Instant start) {
        this.server = new ByteWriter()
                .number(0x0A01, 2)
                .u8('P')
                .u8('O')
                .u8('L')
                .u8(0)
                .number(number, 4)
                .toBytes();
        this.out = new SmlWriter(server);
        this.meter = "1pol00%08d".formatted(number);
        this.start = start;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Utterance say(Moment moment) {
        out.begin()
                .name(LIST_NAME)
                .secondsOfOperation(Duration.between(start, moment.time()).toSeconds());
        out.text(Obis.of(129, 129, 199, 130, 3), "POL");
        out.octets(Obis.of(1, 0, 0, 0, 9), server);
        long in = moment.totalImportWattHours() * 10;
        long exported = moment.totalExportWattHours() * 10;
        out.signed(Codes.energy(1), Codes.WATT_HOUR, -1, in, WIDE);
        out.signed(Codes.energy(2), Codes.WATT_HOUR, -1, exported, WIDE);
        out.signed(Codes.power(16), Codes.WATT, 0, moment.netWatts(), NARROW);
        Figures truth = new Figures().powers(moment);
        truth.put("energy_import_kwh", in, 4).put("energy_export_kwh", exported, 4);
        for (int n = 0; n < 3; n++) {
            out.signed(Codes.power(16, n), Codes.WATT, 0, moment.watts().get(n), NARROW);
            out.unsigned(Codes.voltage(n), Codes.VOLT, -1, moment.decivolts().get(n), 2);
            out.unsigned(
                    Codes.current(n), Codes.AMPERE, -2, moment.centiamperes().get(n), 2);
            truth.powers(moment, n)
                    .phase("voltage_l%d_v", n, moment.decivolts().get(n), 1)
                    .phase("current_l%d_a", n, moment.centiamperes().get(n), 2);
        }
        return new Utterance(out.end(), List.of(truth.of(meter)));
    }
}
