package org.polymeter.gateway.influx;

import org.polymeter.codec.reading.Reading;

/**
 * Readings in InfluxDB's line protocol, as its documentation has it: {@code
 * meter,meter=house power_w=-543,energy_import_kwh=13779.338 1736845955000000000}.
 *
 * <p>Numbers are floats, always, because a field keeps the type of its first value: an {@code i}
 * today would refuse the decimals of tomorrow. Times are nanoseconds, and whole milliseconds, as
 * everywhere in the profile.
 */
final class LineProtocol {

    private static final String ZEROS_TO_NANOS = "000000";

    private final String measurement;

    LineProtocol(String measurement) {
        this.measurement = escaped(measurement, ", ");
    }

    /** One line, without its end. */
    String line(Reading reading) {
        StringBuilder line = new StringBuilder(measurement);
        line.append(",meter=").append(escaped(reading.meter(), ",= "));
        for (int i = 0; i < reading.size(); i++) {
            line.append(i == 0 ? ' ' : ',');
            line.append(reading.quantity(i).name()).append('='); // letters, digits and _ only
            if (reading.isText(i)) {
                quote(reading.plain(i), line);
            } else {
                line.append(reading.plain(i));
            }
        }
        return line.append(' ')
                .append(reading.time().toEpochMilli())
                .append(ZEROS_TO_NANOS)
                .toString();
    }

    private static void quote(String text, StringBuilder line) {
        line.append('"').append(escaped(text, "\"\\")).append('"');
    }

    /** A line has one end: line breaks become spaces. */
    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char written = c == '\n' || c == '\r' ? ' ' : c;
            if (special.indexOf(written) >= 0) {
                escaped.append('\\');
            }
            escaped.append(written);
        }
        return escaped.toString();
    }
}
