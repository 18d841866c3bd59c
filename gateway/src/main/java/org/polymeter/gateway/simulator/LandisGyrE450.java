package org.polymeter.gateway.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.codec.dlms.BlockWriter;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/**
 * A Landis+Gyr E450: every five seconds a push list, cut into blocks, in HDLC frames. Energies in
 * Wh, currents in 0.01 A, voltages in V, and not a word about it in the telegram.
 */
final class LandisGyrE450 implements SimulatedMeter {

    private static final Obis LIST_ONE = Obis.of(0, 8, 25, 9, 0);
    private static final Obis LOGICAL_NAME = Obis.of(0, 0, 42, 0, 0);
    private static final Obis CLOCK = Obis.of(0, 0, 1, 0, 0);

    /** What the meter's transmit buffer of 128 bytes leaves for data. */
    private static final int FIRST_BLOCK = 112;

    private static final int OTHER_BLOCKS = 119;

    /** Summer time or not, the E450 sets this status for ever. */
    private static final int CLOCK_STATUS = 0x81;

    private final HdlcWriter hdlc = new HdlcWriter(0xCEFF03);
    private final String meter;
    private final Optional<String> logicalName;
    private final ZoneId zone;
    private int invokeId = 0x21A433;

    /**
     * A meter with clock and name, or one as the operator AEW configured it, with neither.
     *
     * @param meter its id in the profile
     */
    LandisGyrE450(String meter, Optional<String> logicalName, ZoneId zone) {
        this.meter = meter;
        this.logicalName = logicalName;
        this.zone = zone;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Utterance say(Moment moment) {
        NotificationWriter list = new NotificationWriter(invokeId++);
        if (logicalName.isPresent()) {
            long local = LocalDateTime.ofInstant(moment.time(), zone).toEpochSecond(ZoneOffset.UTC);
            list.at(local, Deviation.UNSAID, CLOCK_STATUS);
            list.text(LOGICAL_NAME, logicalName.get());
            list.clock(CLOCK, local, Deviation.UNSAID, CLOCK_STATUS);
        }
        Map<String, String> truth = new TreeMap<>();
        watts(list, truth, moment);
        wattHours(list, truth, moment);
        for (int n = 0; n < 3; n++) {
            long centiamperes = moment.centiamperes().get(n);
            list.register(Obis.of(1, 0, 31 + 20 * n, 7, 0), NumberType.U16, centiamperes);
            truth.put("current_l" + (n + 1) + "_a", Decimals.text(centiamperes, 2));
            long volts = moment.decivolts().get(n) / 10;
            list.register(Obis.of(1, 0, 32 + 20 * n, 7, 0), NumberType.U16, volts);
            truth.put("voltage_l" + (n + 1) + "_v", Decimals.text(volts, 0));
        }
        return new Utterance(frames(list.pushList(LIST_ONE)), List.of(new Truth(meter, truth)));
    }

    private static void watts(NotificationWriter list, Map<String, String> truth, Moment moment) {
        list.register(Obis.of(1, 0, 1, 7, 0), NumberType.U32, moment.importWatts());
        list.register(Obis.of(1, 0, 2, 7, 0), NumberType.U32, moment.exportWatts());
        truth.put("power_import_w", Decimals.text(moment.importWatts(), 0));
        truth.put("power_export_w", Decimals.text(moment.exportWatts(), 0));
        truth.put("power_w", Decimals.text(moment.netWatts(), 0));
    }

    private static void wattHours(NotificationWriter list, Map<String, String> truth, Moment moment) {
        list.register(Obis.of(1, 1, 1, 8, 0), NumberType.U32, moment.totalImportWattHours());
        list.register(Obis.of(1, 1, 2, 8, 0), NumberType.U32, moment.totalExportWattHours());
        truth.put("energy_import_kwh", Decimals.text(moment.totalImportWattHours(), 3));
        truth.put("energy_export_kwh", Decimals.text(moment.totalExportWattHours(), 3));
        for (int q = 0; q < 4; q++) {
            long varHours = moment.varHours().get(q);
            list.register(Obis.of(1, 1, 5 + q, 8, 0), NumberType.U32, varHours);
            truth.put("reactive_energy_q" + (q + 1) + "_kvarh", Decimals.text(varHours, 3));
        }
    }

    private byte[] frames(byte[] apdu) {
        List<byte[]> blocks = BlockWriter.blocks(apdu, FIRST_BLOCK, OTHER_BLOCKS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hdlc.message(blocks.getFirst()));
        blocks.stream().skip(1).forEach(block -> out.writeBytes(hdlc.continuation(block)));
        return out.toByteArray();
    }
}
