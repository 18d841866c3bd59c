package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.profile.ProfileJson;

class ReadingMessageTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");

    @Test
    void what_was_published_is_read_as_it_was() {
        Reading reading = Readings.reading(
                "house",
                "3845e00e7d92ca5b39db2df761c76ab0",
                TIME,
                TimeSource.ADAPTER,
                TIME.plusMillis(412),
                Origin.PROFILE,
                List.of("clock", "unverified"),
                "power_w -543, voltage_l1_v 230.0, breaker connected, energy_import_kwh 13779.338,"
                        + " energy_export_kwh 123456789012.345678");

        Reading read = ReadingMessage.read(ProfileJson.reading(reading)).orElseThrow();

        assertThat(read).isEqualTo(reading);
        assertThat(ProfileJson.reading(read)).isEqualTo(ProfileJson.reading(reading));
    }

    @Test
    void names_of_later_versions_are_passed_over_and_unmapped_ones_are_kept() {
        Reading read = ReadingMessage.read(text("""
                {"meter":"house","id":"3845e00e7d92ca5b39db2df761c76ab0","time":"2025-01-14T09:12:35Z","later":{"a":1},
                "time_source":"meter","received":"2025-01-14T09:12:35.412Z",
                "values":{"power_w":1,"phlogiston_kg":2,"x_1_0_99_1_0":3,"x_label":"four","x_deep":{"b":1}}}""")).orElseThrow();

        assertThat(read.toString()).endsWith(" power_w=1 x_1_0_99_1_0=3 x_label=four");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "1",
                "{}",
                "{\"values\":{}}",
                "{\"values\":{\"power_w\":1e99999999999}}",
                "{\"meter\":\"a\",\"id\":\"12\",\"time\":\"2025-01-14T09:12:35Z\",\"time_source\":\"meter\","
                        + "\"received\":\"2025-01-14T09:12:35Z\",\"values\":{}}",
                "{\"meter\":\"a\",\"id\":\"3845e00e7d92ca5b39db2df761c76ab0\",\"time\":\"yesterday\","
                        + "\"time_source\":\"meter\",\"received\":\"2025-01-14T09:12:35Z\",\"values\":{}}",
                "{\"meter\":\"a\",\"id\":\"3845e00e7d92ca5b39db2df761c76ab0\",\"time\":\"2025-01-14T09:12:35Z\","
                        + "\"time_source\":\"sun\",\"received\":\"2025-01-14T09:12:35Z\",\"values\":{}}"
            })
    void what_is_no_reading_is_none(String message) {
        assertThat(ReadingMessage.read(text(message))).isEmpty();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
