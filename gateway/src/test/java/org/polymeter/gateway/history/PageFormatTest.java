package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFormatTest {

    private static final String[] NOTES = {"", "", "gateway", "replay clock"};
    private static final String[] TEXTS = {"", "connected", "ready", "Grüezi \u0000 😀"};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 900})
    void whatever_is_written_is_read(int count) throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            List<Row> rows = rows(count, new Random(seed));

            List<Row> read = PageFormat.rows(PageFormat.bytes(rows), key -> true);

            assertThat(read).isEqualTo(rows);
            assertThat(read)
                    .extracting(Row::note)
                    .isEqualTo(rows.stream().map(Row::note).toList());
        }
    }

    @Test
    void who_wants_some_keys_gets_these() throws IOException {
        Row row = new RowBuilder()
                .number(3, BigDecimal.ONE)
                .text(7, "ready")
                .number(300, new BigDecimal("-0.50"))
                .build(5, "");

        assertThat(PageFormat.rows(PageFormat.bytes(List.of(row)), key -> key == 300))
                .containsExactly(
                        new RowBuilder().number(300, new BigDecimal("-0.50")).build(5, ""));
    }

    @Test
    void a_number_that_no_long_holds_is_kept_as_text() {
        BigDecimal long20 = new BigDecimal("12345678901234567890.1");

        assertThat(new RowBuilder().number(1, long20).build(0, "").text(0)).isEqualTo("12345678901234567890.1");
    }

    @Test
    void whatever_bit_is_damaged_no_other_number_comes_of_it() throws IOException {
        List<Row> rows = rows(20, new Random(1));
        byte[] page = PageFormat.bytes(rows);
        int noticed = 0;
        for (int bit = 0; bit < page.length * Byte.SIZE; bit++) {
            byte[] damaged = page.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertThat(PageFormat.rows(damaged, key -> true)).isEqualTo(rows);
            } catch (DamagedPageException e) {
                noticed++;
            }
        }
        assertThat(noticed)
                .isGreaterThan(page.length * Byte.SIZE - Byte.SIZE); // bits that fill the last byte mean nothing
    }

    @Test
    void a_page_that_is_cut_off_is_noticed() {
        byte[] page = PageFormat.bytes(rows(20, new Random(1)));
        for (int length = 0; length < page.length; length++) {
            byte[] cut = Arrays.copyOf(page, length);
            assertThatThrownBy(() -> PageFormat.rows(cut, key -> true)).isInstanceOf(DamagedPageException.class);
        }
    }

    /** With gaps, words, all sorts of decimals, and the longest numbers there are. */
    private static List<Row> rows(int count, Random random) {
        List<Row> rows = new ArrayList<>();
        long time = random.nextLong(1L << 41);
        int columns = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            RowBuilder row = new RowBuilder();
            for (int column = 0; column < columns; column++) {
                int key = column * column * 17;
                int fortune = random.nextInt(20);
                if (fortune == 0 || (column == 5 && fortune < 10)) {
                    row.text(key, TEXTS[random.nextInt(TEXTS.length)]);
                } else if (fortune > 1 && column != 6) {
                    long number = random.nextInt(9) == 0 ? random.nextLong() : random.nextInt(2_000) - 1_000;
                    row.number(key, BigDecimal.valueOf(number, column == 3 ? random.nextInt(9) : column % 4));
                }
            }
            rows.add(row.build(time, NOTES[random.nextInt(NOTES.length)]));
            time += random.nextInt(3_000);
        }
        return rows;
    }
}
