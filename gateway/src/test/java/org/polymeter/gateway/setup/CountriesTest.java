package org.polymeter.gateway.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.setup.GridOperator.Degree;
import org.polymeter.gateway.setup.GridOperator.Socket;
import org.polymeter.gateway.setup.GridOperator.Support;

/** What is known of operators is complete: every line of the file, and a sentence for every word of it. */
class CountriesTest {

    private final List<Country> countries = Countries.all();

    @Test
    void every_country_somebody_has_told_of_is_there_once() {
        assertThat(countries.stream().map(Country::code))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder(
                        "NL", "BE", "LU", "SE", "NO", "DK", "FI", "EE", "LV", "LT", "IS", "AT", "CH", "DE", "HU", "SI",
                        "HR", "CZ", "SK", "PL", "FR", "PT", "IT", "ES", "RO", "GR", "MT", "CY", "BG", "IE", "GB", "US",
                        "CA");
    }

    @Test
    void countries_and_zones_are_real() {
        for (Country country : countries) {
            assertThat(Locale.getISOCountries()).contains(country.code());
            country.zone().ifPresent(zone -> assertThat(ZoneId.of(zone)).isNotNull());
            assertThat(country.operators()).isNotEmpty();
        }
    }

    @Test
    void who_is_read_has_a_socket_and_settings_to_try() {
        operators().stream()
                .filter(operator -> operator.read() == Support.YES && operator.socket() != Socket.UNKNOWN)
                .forEach(operator -> {
                    assertThat(operator.lines()).as(operator.toString()).isNotEmpty();
                    assertThat(operator.meter()).as(operator.toString()).isPresent();
                    assertThat(operator.protocol()).isNotEqualTo(java.util.Optional.of("other"));
                });
    }

    @Test
    void who_has_a_key_says_where_it_comes_from() {
        operators().stream()
                .filter(operator ->
                        operator.key().degree() == Degree.YES || operator.key().degree() == Degree.MAYBE)
                .forEach(operator -> assertThat(operator.from())
                        .as(operator.toString())
                        .hasValueSatisfying(from -> assertThat(from).isIn("operator", "portal")));
    }

    @Test
    void every_word_of_the_file_is_explained() throws IOException {
        JsonNode texts = new ObjectMapper()
                .readTree(Snippets.file("gateway/src/main/resources/org/polymeter/gateway/app/lang/en/add.json")
                        .toFile());
        Set<String> keys = new HashSet<>();
        for (GridOperator operator : operators()) {
            keys.add("socket_" + GridOperator.word(operator.socket()));
            keys.add("open_" + GridOperator.word(operator.open()));
            keys.add("key_" + GridOperator.word(operator.key().degree()));
            operator.from().ifPresent(from -> keys.add("from_" + from));
            operator.notes().forEach(note -> keys.add("note_" + note));
            if (operator.read() != Support.YES) {
                keys.add("read_" + GridOperator.word(operator.read()));
            }
        }

        assertThat(keys).allMatch(texts::has);
    }

    @Test
    void a_line_that_is_missing_or_wrong_is_noticed() {
        String sound = """
                country   XX Europe/Zurich
                operator  *
                meter     ?
                socket    p1
                line      115200 8N1
                protocol  p1
                every     10
                open      no
                key       none
                second    none
                from      ?
                read      yes
                """;
        assertThat(Countries.parse(sound)).hasSize(1);
        assertThatThrownBy(() -> Countries.parse(sound.replace("read      yes\n", "")))
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> Countries.parse(sound.replace("socket    p1", "socket    p9")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Countries.parse(sound.replace("115200", "115")))
                .hasMessageContaining("speed");
        assertThatThrownBy(() -> Countries.parse(sound.replace("key       none", "key       yes")))
                .hasMessageContaining("name");
    }

    private List<GridOperator> operators() {
        return countries.stream()
                .flatMap(country -> country.operators().stream())
                .toList();
    }
}
