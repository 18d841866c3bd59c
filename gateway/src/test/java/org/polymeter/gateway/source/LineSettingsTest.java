package org.polymeter.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.source.LineSettings.Parity;

final class LineSettingsTest {

    @Test
    void reads_what_people_write() {
        assertThat(LineSettings.parse("115200 8N1")).isEqualTo(new LineSettings(115200, 8, Parity.NONE, 1));
        assertThat(LineSettings.parse(" 2400, 8e1 ")).isEqualTo(new LineSettings(2400, 8, Parity.EVEN, 1));
        assertThat(LineSettings.parse("9600/7O2")).isEqualTo(new LineSettings(9600, 7, Parity.ODD, 2));
        assertThat(LineSettings.parse("38400")).isEqualTo(new LineSettings(38400, 8, Parity.NONE, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"115200 8N1", "300 7E1", "9600 7E2", "19200 8O1"})
    void prints_what_it_reads(String text) {
        assertThat(LineSettings.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8E1", "115201 8N1", "115200 9N1", "115200 8X1", "115200 8N3", "99999999999 8N1"})
    void an_error_lists_what_is_allowed(String text) {
        assertThatThrownBy(() -> LineSettings.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("115200 8N1")
                .hasMessageContaining("2400, 4800")
                .hasMessageContaining("E (even)");
    }
}
