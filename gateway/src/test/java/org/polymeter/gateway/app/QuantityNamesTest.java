package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.consumers.Snippets;

/** What the app calls quantities. */
class QuantityNamesTest {

    private static Stream<String> vocabulary() throws IOException {
        return Files.readAllLines(Snippets.file("docs/spec/vocabulary.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')));
    }

    private static List<?> names(List<String> quantities, Page page) {
        return (List<?>) page.evaluate(
                "async names => { const {quantityName} = await import('/app/core/quantity.js');"
                        + " return names.map(it => quantityName(it)); }",
                quantities);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "it", "nl"})
    void every_quantity_of_the_vocabulary_has_a_name_of_its_own(String language) throws IOException {
        List<String> quantities = vocabulary()
                .map(name -> name.replace("{N}", "2").replace("{T}", "12").replace("{Q}", "4"))
                .toList();
        try (Street street = Street.open();
                Browser browser = Browser.of(street.port())) {
            Page page = browser.open("/now", Device.DESKTOP, language, ColorScheme.LIGHT);

            List<String> names =
                    names(quantities, page).stream().map(String::valueOf).toList();

            assertThat(names).doesNotHaveDuplicates();
            assertThat(names).noneMatch(name -> name.contains("_") || name.contains("quantity."));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            energy_import_t12_kwh    | Electricity from the grid, tariff 12
            voltage_l3_v             | Voltage L3
            reactive_energy_q4_kvarh | Reactive energy, quadrant 4
            x_1_0_96_99_8            | Other value 1-0:96.99.8
            """)
    void names_are_put_together_of_what_they_are_about(String quantity, String name) throws IOException {
        try (Street street = Street.open();
                Browser browser = Browser.of(street.port())) {
            Page page = browser.open("/now", Device.DESKTOP);

            assertThat(names(List.of(quantity), page).getFirst()).isEqualTo(name);
        }
    }
}
