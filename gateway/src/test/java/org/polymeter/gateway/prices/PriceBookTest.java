package org.polymeter.gateway.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceBookTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void a_price_holds_from_its_time_for_one_step() throws IOException {
        PriceBook book = book("time,price\n2026-11-26T13:00+01:00,0.10\n2026-11-26T13:30+01:00,-0.20\n");

        assertThat(book.at("spot", Instant.parse("2026-11-26T11:59:59Z"))).isEmpty();
        assertThat(book.at("spot", Instant.parse("2026-11-26T12:00:00Z"))).contains(new BigDecimal("0.10"));
        assertThat(book.at("spot", Instant.parse("2026-11-26T12:14:59Z"))).contains(new BigDecimal("0.10"));
        assertThat(book.at("spot", Instant.parse("2026-11-26T12:15:00Z"))).isEmpty(); // this quarter hour is missing
        assertThat(book.at("spot", Instant.parse("2026-11-26T12:30:00Z"))).contains(new BigDecimal("-0.20"));
    }

    @Test
    void the_hour_that_comes_twice_has_two_prices() throws IOException {
        PriceBook book = book("2026-10-25T02:00+02:00;0.10\n2026-10-25T02:00+01:00;0.20\n");

        assertThat(book.at("spot", Instant.parse("2026-10-25T00:00:00Z"))).contains(new BigDecimal("0.10"));
        assertThat(book.at("spot", Instant.parse("2026-10-25T01:00:00Z"))).contains(new BigDecimal("0.20"));
    }

    @Test
    void a_file_that_changes_is_read_anew() throws IOException {
        PriceBook book = book("2026-11-26T12:00Z,0.10\n");
        assertThat(book.at("spot", now)).contains(new BigDecimal("0.10"));
        Files.writeString(folder.resolve("spot.csv"), "2026-11-26T12:00Z,0.123\n");

        now = now.plusSeconds(6);

        assertThat(book.at("spot", Instant.parse("2026-11-26T12:00:00Z"))).contains(new BigDecimal("0.123"));
    }

    @Test
    void a_file_that_is_being_replaced_leaves_what_was_known() throws IOException {
        PriceBook book = book("2026-11-26T12:00Z,0.10\n");
        assertThat(book.at("spot", now)).isPresent();
        Files.delete(folder.resolve("spot.csv"));

        now = now.plusSeconds(6);

        assertThat(book.at("spot", Instant.parse("2026-11-26T12:00:00Z"))).isPresent();
    }

    @Test
    void prices_of_a_mwh_become_prices_of_a_kwh() throws IOException {
        Files.writeString(folder.resolve("spot.csv"), "2026-11-26T12:00Z,84.37\n");
        PriceBook book = new PriceBook(() -> now);
        book.add("spot", folder.resolve("spot.csv"), QUARTER, new BigDecimal("0.001"));

        assertThat(book.at("spot", now).orElseThrow()).isEqualByComparingTo("0.08437");
    }

    @Test
    void lines_that_are_wrong_are_named_and_the_others_count() {
        PriceCsv csv = PriceCsv.read("""
                Zeit;Preis
                # from yesterday
                2026-11-26T12:00Z;0.1
                2026-11-26T12:15;0.1
                2026-11-26T12:30Z;0,1
                1795698000;0.2;EUR

                2026-11-26T12:00Z;0.3
                """);

        assertThat(csv.faults())
                .containsExactly(
                        "line 4: '2026-11-26T12:15' is no time with an offset, such as 2026-10-25T02:15+01:00",
                        "line 5: expected a price such as 0.0731 after the time");
        assertThat(csv.prices())
                .containsEntry(Instant.parse("2026-11-26T12:00:00Z"), new BigDecimal("0.3")) // the last one counts
                .containsEntry(Instant.ofEpochSecond(1_795_698_000), new BigDecimal("0.2"))
                .hasSize(2);
    }

    @Test
    void of_a_series_that_there_is_not_there_is_no_price() {
        assertThat(new PriceBook(() -> now).at("spot", now)).isEmpty();
    }

    private PriceBook book(String text) throws IOException {
        Files.writeString(folder.resolve("spot.csv"), text);
        PriceBook book = new PriceBook(() -> now);
        book.add("spot", folder.resolve("spot.csv"), QUARTER, BigDecimal.ONE);
        return book;
    }
}
