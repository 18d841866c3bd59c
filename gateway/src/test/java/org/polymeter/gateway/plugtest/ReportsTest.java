package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The four forms, from the same captures. {@code -Dbless=true} writes the expected files anew. */
class ReportsTest {

    private static final Path EXPECTED = Path.of("src/test/resources/org/polymeter/gateway/plugtest");
    private static final Serials HIDDEN = new Serials(false);
    private static final Serials SHOWN = new Serials(true);

    /** Numbers of the meters in the captures. */
    private static final List<String> NUMBERS = List.of("E0031003262934315", "4530303331303033323632393334333135");

    static Plugtest plugtest() {
        Map<String, byte[]> captures = new LinkedHashMap<>();
        captures.put("complete", bytes(P1.complete(5)));
        captures.put("poor", bytes(P1.withNumber(5, "7291331800")));
        captures.put("gplug", bytes("""
                tele/gPlug10/SENSOR {"Time":"2025-01-14T10:00:00","z":{"SMid":"454C533430303030303031",\
                "Pi":0.543,"Po":0.000,"Ei":13779.338,"Eo":0.000,"V1":230.1}}
                tele/gPlug10/SENSOR {"Time":"2025-01-14T10:00:05","z":{"SMid":"454C533430303030303031",\
                "Pi":0.544,"Po":0.000,"Ei":13779.339,"Eo":0.000,"V1":230.0}}
                """));
        captures.put("nothing", bytes("Guten Tag!\n"));
        return Plugtest.of(Heard.captures(captures, Heard.AMSTERDAM), Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<Function<Serials, String>> forms() {
        Plugtest test = plugtest();
        return List.of(
                serials -> TerminalReport.of(test, serials, false),
                serials -> TerminalReport.of(test, serials, true),
                serials -> MarkdownReport.of(test, serials),
                serials -> HtmlReport.of(test, serials),
                serials -> JsonReport.of(test, serials));
    }

    @ParameterizedTest
    @CsvSource({"terminal, report.txt", "markdown, report.md", "json, report.json"})
    void are_written_as_expected(String form, String file) throws IOException {
        Plugtest test = plugtest();
        String report = switch (form) {
            case "terminal" -> TerminalReport.of(test, HIDDEN, false);
            case "markdown" -> MarkdownReport.of(test, HIDDEN);
            default -> JsonReport.of(test, HIDDEN);
        };
        Path expected = EXPECTED.resolve(file);
        if (Boolean.getBoolean("bless")) {
            Files.writeString(expected, report);
        }
        assertThat(report).isEqualTo(Files.readString(expected));
    }

    @Test
    void a_terminal_of_a_hundred_columns_is_wide_enough() {
        assertThat(TerminalReport.of(plugtest(), HIDDEN, false).lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void no_number_of_a_meter_is_shown_unless_it_is_wanted(Function<Serials, String> form) {
        assertThat(form.apply(HIDDEN))
                .doesNotContain(NUMBERS)
                .doesNotContain("7291331800")
                .doesNotContain("Hallo");
        assertThat(form.apply(SHOWN))
                .contains("E0031003262934315")
                .contains("7291331800")
                .contains("Hallo");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_quantity_of_every_meter_is_in_it(Function<Serials, String> form) {
        List<String> names = plugtest().observations().meters().stream()
                .flatMap(meter -> meter.deliveries().keySet().stream())
                .toList();

        assertThat(names).hasSizeGreaterThan(30);
        assertThat(form.apply(HIDDEN)).contains(names);
    }

    @Test
    void the_page_is_well_formed() throws Exception {
        String page = HtmlReport.of(plugtest(), HIDDEN).replaceFirst("<!DOCTYPE html>", "");

        try (InputStream in = new ByteArrayInputStream(bytes(page))) {
            assertThat(DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(in)
                            .getElementsByTagName("section")
                            .getLength())
                    .isEqualTo(3);
        }
    }

    @Test
    void the_page_loads_nothing() {
        assertThat(HtmlReport.of(plugtest(), HIDDEN))
                .doesNotContainPattern("(?i)https?:|//[a-z]|src=|href=|@import|url\\(|<script|<link|<img|<iframe");
    }
}
