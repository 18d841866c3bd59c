package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation.WallClock;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.adapter.Field.Kind;

/**
 * Meters behind the meter, as HomeWizard lists them: {@code
 * [{"unique_id","type","timestamp","value","unit"}, …]}. The list does not say on which channel they
 * are, so they are numbered as they stand, from 2: channel 1 is the gas meter that the message itself
 * reports, and which is therefore left out of the list.
 */
final class SubMeterList {

    private static final int FIRST_CHANNEL = 2;

    /** M-Bus has no more behind one DSMR meter; 9 leaves room. */
    private static final int MOST = 8;

    private final FieldTable table;

    SubMeterList(FieldTable table) {
        this.table = table;
    }

    void write(Json.Elements list, boolean gasIsKnown, FieldWriter writer) {
        int count = Math.min(MOST, list.list().size());
        for (int i = 0; i < count; i++) {
            if (list.list().get(i) instanceof Json.Members meter) {
                Optional<Json> type = type(meter);
                if (!gasIsKnown || type.map(t -> !isGas(t)).orElse(true)) {
                    write(meter, FIRST_CHANNEL + i, type, writer);
                }
            }
        }
    }

    private void write(Json.Members meter, int channel, Optional<Json> type, FieldWriter writer) {
        type.ifPresent(code -> writer.write(number(channel, 1, 0, Unit.NONE), "type", code));
        meter.get("unique_id")
                .ifPresent(id -> writer.write(
                        new Field(Kind.OCTETS, Obis.of(0, channel, 96, 1, 0), Unit.NONE), "unique_id", id));
        if (meter.byName().get("unit") instanceof Json.Text unit) {
            Optional<WallClock> when = meter.get("timestamp").flatMap(Stamp::of);
            meter.get("value")
                    .ifPresent(value ->
                            writer.write(number(channel, 2, 1, Unit.named(unit.text())), "value", value, when));
        }
    }

    /** The DSMR number of the adapter's word, at the word's place. */
    private Optional<Json> type(Json.Members meter) {
        if (!(meter.byName().get("type") instanceof Json.Text word)) {
            return Optional.empty();
        }
        return table.lines("type").stream()
                .filter(line -> line.getFirst().equals(word.text()))
                .map(List::getLast)
                .<Json>map(code -> new Json.Digits(code, word.offset()))
                .findFirst();
    }

    private static boolean isGas(Json type) {
        return type instanceof Json.Digits digits && digits.literal().equals("3");
    }

    private static Field number(int channel, int d, int e, Unit unit) {
        return new Field(Kind.NUMBER, Obis.of(0, channel, 24, d, e), unit);
    }
}
