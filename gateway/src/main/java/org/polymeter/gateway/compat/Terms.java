package org.polymeter.gateway.compat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a format as data: a {@code .terms} file with one line per field, in the order in which
 * the format has them.
 *
 * <pre>
 * quantity   word   [shift   [more]]
 * </pre>
 *
 * A quantity that begins with {@code @} is none of the profile; the format knows what it means.
 */
final class Terms {

    private Terms() {}

    /** @throws IllegalStateException if the file of that name is missing or wrong, naming the line */
    static List<Term> of(String file) {
        try (InputStream in = Terms.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            List<Term> terms = new ArrayList<>();
            int number = 0;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                number++;
                String content = line.replaceFirst("#.*", "").strip();
                if (!content.isEmpty()) {
                    terms.add(term(content.split("\\s+", -1), file + ":" + number));
                }
            }
            return List.copyOf(terms);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Term term(String[] columns, String where) {
        if (columns.length < 2 || columns.length > 4) {
            throw new IllegalStateException(where + ": expected quantity, word and perhaps shift and more");
        }
        int shift = columns.length > 2 ? Integer.parseInt(columns[2]) : 0;
        return new Term(columns[0], columns[1], shift, columns.length > 3 ? columns[3] : "");
    }
}
