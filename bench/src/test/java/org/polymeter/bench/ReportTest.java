package org.polymeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;

class ReportTest {

    private static final List<Measurement> SOME = List.of(
            new Measurement("CRC", "crc-table", 2500, 0, 1),
            new Measurement("W5", "polymeter", 300, 0.02, 0.12),
            new Measurement("W5", "jmbus", 1500, 4000, 0.6));

    @Test
    void json_is_an_array_of_objects_with_four_fields() throws Exception {
        JsonNode array = new ObjectMapper().readTree(Json.of(SOME));
        assertThat(array.isArray()).isTrue();
        assertThat(array).hasSize(3);
        JsonNode object = array.get(1);
        assertThat(object.fieldNames())
                .toIterable()
                .containsExactly("workload", "subject", "ns_per_telegram", "bytes_per_op");
        assertThat(object.get("workload").textValue()).isEqualTo("W5");
        assertThat(object.get("subject").textValue()).isEqualTo("polymeter");
        assertThat(object.get("ns_per_telegram").doubleValue()).isEqualTo(300);
        assertThat(object.get("bytes_per_op").doubleValue()).isEqualTo(0.02);
    }

    @Test
    void a_table_says_what_was_reached() {
        assertThat(Tables.of(SOME))
                .contains("5.00×")
                .contains("0.125 reached, 0 B reached, 4× reached")
                .doesNotContain("nl.basjes");
    }

    @Test
    void a_table_says_what_was_missed() {
        List<Measurement> slow = List.of(new Measurement("W1", "polymeter", 5000, 544, 2));
        assertThat(Tables.of(slow)).contains("nl.basjes, cited").contains("0.310 missed, 0 B missed, 75× missed");
    }

    @Test
    void a_curve_that_grows_is_told_and_its_call_is_not() {
        Growth.Curve steep = new Growth.Curve(
                Link.P1, "noise", Growth.SIZES, List.of(9.0, 1.0, 2.0, 4.0), List.of(0.0, 0.0, 0.0, 0.0));
        assertThat(steep.factor()).isEqualTo(4);
        assertThat(Growth.measurements(List.of(steep)).getLast())
                .isEqualTo(new Measurement("growth p1 noise 65536", "polymeter", 4 * 65_536, 0, Double.NaN));
    }

    @Test
    void every_link_is_fed_every_input() {
        List<Growth.Curve> curves = new Growth(0, 0, List.of(100, 1024)).measure(progress -> {});
        assertThat(curves.stream().map(Growth.Curve::link).distinct()).containsExactly(Link.values());
        assertThat(GrowthTables.of(curves)).contains("| auto").contains("| apdu");
    }

    @Test
    void arguments_select_workloads_and_files() {
        Arguments arguments = Arguments.of("--quick", "W1", "W2 Swiss", "--json", "out.json");
        assertThat(arguments.quick()).isTrue();
        assertThat(arguments.json()).contains(Path.of("out.json"));
        assertThat(arguments.wants("W2 Swiss")).isTrue();
        assertThat(arguments.wants("W5")).isFalse();
        assertThat(arguments.wants(Arguments.GROWTH)).isFalse();
        assertThat(Arguments.of().wants(Arguments.GROWTH)).isTrue();
    }

    @Test
    void what_is_not_known_is_told() {
        assertThatThrownBy(() -> Arguments.of("W9")).hasMessageContaining("W9");
        assertThatThrownBy(() -> Arguments.of("--json")).hasMessageContaining("--json needs a file");
        assertThat(Arguments.usage()).contains("\"W2 Kaifa\"").contains("growth");
    }
}
