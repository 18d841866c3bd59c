package org.polymeter.gateway.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Obis;

/**
 * An Iskraemeco AM550 in Slovenia: two lists without codes, one of what is measured, one of the
 * registers; their HDLC frames are so short here that the lists come in segments.
 */
final class Am550 implements SimulatedMeter {

    private static final Obis DEVICE_NAME = Obis.of(0, 0, 42, 0, 0);
    private static final int CLOCK_STATUS = 0x88;
    private static final int SEGMENT = 80;

    private final HdlcWriter hdlc = new HdlcWriter(0xCF0223).inSegmentsOf(SEGMENT);
    private final LocalClock clock = LocalClock.of("Europe/Ljubljana");
    private final String name;
    private long invokeId = 0x1A2B;

    Am550(String name) {
        this.name = name;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Utterance say(Moment moment) {
        String meter = name.toLowerCase(Locale.ROOT);
        Figures measured = new Figures().powers(moment);
        Figures registers = new Figures();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(hdlc.message(measured(moment, measured)));
        bytes.writeBytes(hdlc.message(registers(moment, registers)));
        return new Utterance(bytes.toByteArray(), List.of(measured.of(meter), registers.of(meter)));
    }

    private byte[] measured(Moment moment, Figures truth) {
        NotificationWriter list = begin(moment);
        list.register(Codes.power(1), NumberType.U32, moment.importWatts());
        list.register(Codes.power(2), NumberType.U32, moment.exportWatts());
        list.register(Codes.power(3), NumberType.U32, 0);
        list.register(Codes.power(4), NumberType.U32, moment.exportVars());
        truth.put("reactive_power_import_var", 0, 0);
        truth.put("reactive_power_export_var", moment.exportVars(), 0);
        for (int n = 0; n < 3; n++) {
            list.register(Codes.voltage(n), NumberType.U16, moment.decivolts().get(n));
            truth.phase("voltage_l%d_v", n, moment.decivolts().get(n), 1);
        }
        for (int n = 0; n < 3; n++) {
            list.register(
                    Codes.current(n), NumberType.U16, moment.centiamperes().get(n));
            truth.phase("current_l%d_a", n, moment.centiamperes().get(n), 2);
        }
        for (int n = 0; n < 3; n++) {
            list.register(Codes.power(1, n), NumberType.U32, moment.importWatts(n));
            truth.powers(moment, n);
        }
        for (int n = 0; n < 3; n++) {
            list.register(Codes.power(2, n), NumberType.U32, moment.exportWatts(n));
        }
        return list.values();
    }

    /** The list of nine values that some operators send. */
    private byte[] registers(Moment moment, Figures truth) {
        NotificationWriter list = new NotificationWriter(invokeId++)
                .at(clock.second(moment.time()), clock.deviation(moment.time()), CLOCK_STATUS);
        list.text(DEVICE_NAME, name);
        list.register(Codes.power(1), NumberType.U32, moment.importWatts());
        list.register(Codes.power(2), NumberType.U32, moment.exportWatts());
        truth.powers(moment).energies(moment).energies(moment, 1).energies(moment, 2);
        list.register(Codes.energy(1), NumberType.U32, moment.totalImportWattHours());
        list.register(
                Codes.energy(1, 1), NumberType.U32, moment.importWattHours().get(0));
        list.register(
                Codes.energy(1, 2), NumberType.U32, moment.importWattHours().get(1));
        list.register(Codes.energy(2), NumberType.U32, moment.totalExportWattHours());
        list.register(
                Codes.energy(2, 1), NumberType.U32, moment.exportWattHours().get(0));
        list.register(
                Codes.energy(2, 2), NumberType.U32, moment.exportWattHours().get(1));
        return list.values();
    }

    private NotificationWriter begin(Moment moment) {
        return new NotificationWriter(invokeId++)
                .at(clock.second(moment.time()), clock.deviation(moment.time()), CLOCK_STATUS)
                .text(DEVICE_NAME, name)
                .text(Obis.of(0, 0, 96, 1, 2), "16820005");
    }
}
