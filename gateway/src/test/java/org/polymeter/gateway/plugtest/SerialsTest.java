package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialsTest {

    private final Serials hidden = new Serials(false);

    @ParameterizedTest
    @CsvSource({"LGZ1030000000001, LGZ***", "181220000009, ***", "KAM-12345678-1B-04, KAM***", "1EMH0012345678, ***"})
    void of_a_number_the_makers_sign_remains(String number, String shown) {
        assertThat(hidden.number(number)).isEqualTo(shown);
        assertThat(new Serials(true).number(number)).isEqualTo(number);
    }

    @Test
    void a_model_keeps_its_short_numbers() {
        assertThat(hidden.within("XMX5LGBBFFB231215493")).isEqualTo("XMX5LGBBFFB***");
        assertThat(hidden.within("ISK5\\2M550T-1012")).isEqualTo("ISK5\\2M550T-1012");
    }
}
