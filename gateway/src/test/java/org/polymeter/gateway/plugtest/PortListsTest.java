package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.plugtest.PortList.Encryption;
import org.polymeter.gateway.plugtest.PortList.Promise;

class PortListsTest {

    @Test
    void every_name_is_one_lists_only() {
        assertThat(PortLists.all().stream()
                        .flatMap(list -> Stream.concat(Stream.of(list.name()), list.aliases().stream()))
                        .toList())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
    }

    @Test
    void every_list_has_a_title_and_says_what_comes() {
        assertThat(PortLists.all()).allSatisfy(list -> {
            assertThat(list.title()).isNotBlank();
            assertThat(list.expectations()).isNotEmpty();
        });
    }

    @Test
    void every_country_of_the_plan_is_there() {
        assertThat(PortLists.all().stream().map(list -> list.name().split("-", 2)[0]))
                .contains("nl", "be", "lu", "no", "se", "at", "ch", "de", "fr", "cz", "dk", "hu");
    }

    @Test
    void operators_are_found_by_their_names() {
        assertThat(PortLists.named("EVN").map(PortList::name)).contains("at-netz-noe");
        assertThat(PortLists.named("aew").map(PortList::name)).contains("ch-e450");
        assertThat(PortLists.named("nobody")).isEmpty();
    }

    @Test
    void a_block_says_all_that_a_list_has() {
        PortList list = PortLists.parse("""
                # a comment
                port        xx
                also        one two
                title       A list
                match       protocol dsmr, version 5.*
                interval    10s
                clock       1h
                identity    no
                encryption  authenticated
                required    voltage_l{1-2}_v
                optional 1h power_w

                """).getFirst();

        assertThat(list.aliases()).containsExactly("one", "two");
        assertThat(list.clock()).isEqualTo(new Promise.Every(Duration.ofHours(1)));
        assertThat(list.identity()).isEqualTo(new Promise.Never());
        assertThat(list.seal()).contains(Encryption.AUTHENTICATED);
        assertThat(list.expectations().values())
                .containsExactly(
                        new Expectation("power_w", false, Duration.ofHours(1)),
                        new Expectation("voltage_l1_v", true, Duration.ofSeconds(10)),
                        new Expectation("voltage_l2_v", true, Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            required volts            | 'volts' is no name of the profile
            interval soon             | 'soon' is no time such as 10s or 1h
            colour blue               | 'colour blue': unknown word
            match maker ISK           | 'maker ISK' is no field and pattern
            clock                     | expected a word and what it says
            """)
    void a_line_that_makes_no_sense_is_named(String line, String complaint) {
        assertThatThrownBy(() -> PortListReader.read(List.of("port xx", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
