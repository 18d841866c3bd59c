package org.polymeter.gateway.imports;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.imports.DsmrColumns.Code;

/** What rows say that the meter said: the telegram that it was, without what DSMR-reader has not kept. */
final class DsmrTelegrams {

    static final int GAS_CHANNEL = 1;

    private static final String SOURCE = "import";
    private static final Obis GAS_TYPE = Obis.of(0, GAS_CHANNEL, 24, 1, 0);
    private static final Obis GAS_VALUE = Obis.of(0, GAS_CHANNEL, 24, 2, 1);
    private static final int TYPE_OF_GAS = 3;
    private static final Unit CUBIC_METRES = Unit.named("m3");

    private final DsmrColumns columns;
    private final DsmrTime times;
    private final boolean takesGas;
    private final Clerk clerk;
    private final Harmonizer harmonizer;
    private final Telegram telegram = new Telegram();

    DsmrTelegrams(DsmrColumns columns, ImportSettings settings, DsmrTime times, Clerk clerk) {
        this.columns = columns;
        this.times = times;
        this.takesGas = settings.gasMeter().isPresent();
        this.clerk = clerk;
        Map<Integer, MeterLabel> gas = settings.gasMeter()
                .map(id -> Map.of(GAS_CHANNEL, new MeterLabel(Optional.of(id), Optional.empty(), Optional.empty())))
                .orElse(Map.of());
        WireSettings wire = WireSettings.of(SOURCE, settings.zone())
                .withClock(WireSettings.Clock.OF_ARCHIVE)
                .withMeter(settings.meter())
                .withSubMeters(gas);
        this.harmonizer = new Harmonizer(wire, settings.ids(), Bindings.inMemory(), clerk);
    }

    /** {@code time}: of the row; {@code line} as it stands in the file. */
    void row(DsmrRow row, Instant time, String line) {
        Instant said = row.text(columns.codesTime())
                .flatMap(text -> times.time(text, time))
                .orElse(time);
        telegram.clear("dsmr");
        telegram.time(said.getEpochSecond(), 0);
        for (Map.Entry<Integer, Code> column : columns.codes().entrySet()) {
            row.number(column.getKey()).ifPresent(number -> amount(column.getValue(), number));
        }
        gas(row, time);
        if (telegram.size() > 0) {
            byte[] evidence = line.getBytes(StandardCharsets.UTF_8);
            Frame frame = new Frame()
                    .raw(evidence, 0, evidence.length)
                    .payload(evidence, 0, evidence.length)
                    .integrity(Integrity.UNCHECKED);
            harmonizer.telegram(telegram, frame, said);
        }
    }

    private void gas(DsmrRow row, Instant time) {
        Optional<BigDecimal> volume =
                columns.gas().isPresent() ? row.number(columns.gas().getAsInt()) : Optional.empty();
        if (volume.isEmpty()) {
            return;
        }
        if (!takesGas) {
            clerk.passOver(DsmrImport.NO_GAS_METER);
            return;
        }
        telegram.amount(GAS_TYPE, TYPE_OF_GAS, 0, Unit.NONE);
        amount(new Code(GAS_VALUE, CUBIC_METRES), volume.get());
        Instant read = row.text(columns.gasTime())
                .flatMap(text -> times.time(text, time))
                .orElse(time);
        telegram.capturedAt(read.getEpochSecond(), 0);
    }

    private void amount(Code code, BigDecimal number) {
        telegram.amount(code.obis(), number.unscaledValue().longValueExact(), -number.scale(), code.unit());
    }
}
