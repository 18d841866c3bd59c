package org.polymeter.codec.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity.Kind;

class VocabularyTest {

    private final Vocabulary words = Vocabulary.standard();

    @ParameterizedTest
    @CsvSource({
        "1-0:1.8.0, energy_import_kwh, kWh",
        "1-1:1.8.2, energy_import_t2_kwh, kWh",
        "1-0:41.7.0, power_import_l2_w, W",
        "1-0:76.7.0, power_l3_w, W",
        "1-0:72.32.0, voltage_sag_l3_count, ''",
        "1-0:8.8.63, reactive_energy_q4_t63_kvarh, kvarh",
        "0-0:96.14.0, tariff, ''",
        "7-0:3.0.0, volume_m3, m³",
    })
    void a_code_has_the_name_of_the_profile(String code, String name, String unit) {
        Quantity quantity = words.meanings(Obis.parse(code)).getFirst().quantity();
        assertThat(quantity.name()).isEqualTo(name);
        assertThat(quantity.unit().symbol()).isEqualTo(unit);
    }

    @Test
    void stored_values_and_relays_of_channels_have_no_name() {
        assertThat(words.meanings(Obis.parse("1-0:1.8.0*96"))).isEmpty();
        assertThat(words.meanings(Obis.parse("0-1:96.3.10"))).isEmpty();
    }

    @Test
    void every_name_obeys_the_grammar_and_comes_once() {
        Set<String> seen = new HashSet<>();
        for (Quantity quantity : words.quantities()) {
            assertThat(quantity.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
            assertThat(seen.add(quantity.name())).isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(600);
    }

    @Test
    void every_number_that_is_no_count_ends_in_its_unit() {
        for (Quantity quantity : words.quantities()) {
            boolean number =
                    quantity.kind() == Kind.GAUGE || quantity.kind() == Kind.COUNTER || quantity.kind() == Kind.NET;
            boolean bare = quantity.name().endsWith("_count") || quantity.name().startsWith("power_factor");
            assertThat(quantity.unit().equals(Unit.NONE)).as(quantity.name()).isEqualTo(!number || bare);
        }
    }

    @Test
    void an_angle_that_meters_send_reversed_is_turned() {
        var meaning = words.meanings(Obis.parse("1-0:81.7.40")).getFirst();
        assertThat(meaning.negated()).isTrue();
        assertThat(meaning.quantity()).isEqualTo(requireNonNull(words.named("phase_angle_l1_deg")));
    }

    @Test
    void an_adapters_own_name_becomes_a_slug() {
        assertThat(words.unmapped("Wifi RSSI (dBm)", Kind.GAUGE).name()).isEqualTo("x_wifi_rssi_dbm");
    }
}
