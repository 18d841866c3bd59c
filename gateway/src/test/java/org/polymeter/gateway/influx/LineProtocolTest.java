package org.polymeter.gateway.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;

class LineProtocolTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");

    private final LineProtocol protocol = new LineProtocol("meter");

    @Test
    void a_reading_is_one_line_with_the_meters_time() {
        assertThat(protocol.line(Readings.reading("house", TIME, "power_w -543, energy_import_kwh 13779.338")))
                .isEqualTo("meter,meter=house energy_import_kwh=13779.338,power_w=-543 1736845955000000000");
    }

    @Test
    void numbers_are_floats_with_the_digits_of_the_meter_and_never_integers() {
        assertThat(protocol.line(Readings.reading("house", TIME, "voltage_l1_v 230.0, tariff 2")))
                .contains("tariff=2,voltage_l1_v=230.0 ");
    }

    @Test
    void texts_are_quoted_and_keep_their_quotes_and_backslashes() {
        assertThat(protocol.line(Readings.reading("house", TIME, "message say \"no\" to C:\\, breaker connected")))
                .isEqualTo("meter,meter=house breaker=\"connected\",message=\"say \\\"no\\\" to C:\\\\\""
                        + " 1736845955000000000");
    }

    @Test
    void a_text_of_two_lines_does_not_break_the_line() {
        assertThat(protocol.line(Readings.reading("house", TIME, "message one\r\ntwo")))
                .contains("message=\"one  two\" ")
                .doesNotContain("\n");
    }

    @Test
    void a_measurement_may_have_spaces_and_commas() {
        assertThat(new LineProtocol("smart meters, all").line(Readings.reading("house", TIME, "power_w 1")))
                .startsWith("smart\\ meters\\,\\ all,meter=house power_w=1 ");
    }

    @Test
    void time_is_that_of_the_profile_to_the_millisecond() {
        Reading reading = Readings.reading("house", Instant.parse("2025-01-14T09:12:35.412999Z"), "power_w 1");

        assertThat(protocol.line(reading)).endsWith(" 1736845955412000000");
    }

    @Test
    void rows_of_a_load_profile_are_lines_too() {
        Reading row = Readings.reading(
                "house",
                "00".repeat(16),
                TIME.minusSeconds(86_400),
                TimeSource.METER,
                TIME,
                Origin.PROFILE,
                List.of(),
                "energy_import_kwh 13750.001");

        assertThat(protocol.line(row)).isEqualTo("meter,meter=house energy_import_kwh=13750.001 1736759555000000000");
    }
}
