package org.polymeter.gateway.imports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;

/**
 * What stands where in a CSV file of DSMR-reader.
 *
 * @param time when the row was true; of statistics, when the day or hour began
 * @param isDays whether that is a date
 * @param codes what the meter said
 * @param codesTime when it said that, if not at {@code time}
 * @param gas the register of the gas meter
 * @param gasTime when that was read, if not at {@code time}
 * @param usages what was used in the day or hour: the quantity whose register has counted it
 * @param gasUsage gas that was used in the day or hour
 */
record DsmrColumns(
        int time,
        boolean isDays,
        Map<Integer, Code> codes,
        OptionalInt codesTime,
        OptionalInt gas,
        OptionalInt gasTime,
        Map<Integer, String> usages,
        OptionalInt gasUsage) {

    static final Unit KILOWATT_HOURS = Unit.named("kWh");

    /** The meter's name of a value. */
    record Code(Obis obis, Unit unit) {}

    /** Empty if the cells are no header that we know. */
    static Optional<DsmrColumns> of(List<String> header) {
        return DsmrTable.columns(header).or(() -> DsmrStatistics.columns(header));
    }

    boolean areStatistics() {
        return !usages.isEmpty() || gasUsage.isPresent();
    }
}
