package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataValueTest {

    private static Optional<DataValue> read(String hex) {
        byte[] bytes = HexFormat.of().parseHex("FF" + hex.replace(" ", ""));
        return DataValue.read(bytes, 1, bytes.length - 1);
    }

    @Test
    void every_sort_of_value_is_told_from_the_others() {
        assertThat(read("02 08  09 02 0A0B  0A 02 4142  10 FC4A  12 FC4A  02 02 0F FF 16 21  03 01  00  17 3FA00000"))
                .contains(new DataValue.Elements(List.of(
                        new DataValue.Text("0A0B", false),
                        new DataValue.Text("4142", true),
                        new DataValue.Whole(-950),
                        new DataValue.Whole(64_586),
                        new DataValue.Elements(List.of(new DataValue.Whole(-1), new DataValue.Code(33))),
                        new DataValue.Truth(true),
                        new DataValue.Nothing(),
                        new DataValue.Fraction("1.25"))));
    }

    @Test
    void bytes_that_are_no_value_yield_none() {
        assertThat(read("")).isEmpty();
        assertThat(read("02 02 11 01")).isEmpty();
        assertThat(read("77")).isEmpty();
    }
}
