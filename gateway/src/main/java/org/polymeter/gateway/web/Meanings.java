package org.polymeter.gateway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.polymeter.codec.reading.Vocabulary;

/** What the names of the profile mean, in words. */
final class Meanings {

    private record Row(Pattern names, String meaning) {}

    private final List<Row> rows = new ArrayList<>();

    Meanings() {
        for (Vocabulary.Row row : Vocabulary.standard().rows()) {
            String names =
                    row.name().replace("{N}", "[0-9]").replace("{Q}", "[0-9]").replace("{T}", "[0-9]+");
            rows.add(new Row(Pattern.compile(names), row.meaning()));
        }
    }

    String of(String name) {
        return rows.stream()
                .filter(row -> row.names.matcher(name).matches())
                .map(Row::meaning)
                .findFirst()
                .orElse("As the meter says it, outside the vocabulary");
    }
}
