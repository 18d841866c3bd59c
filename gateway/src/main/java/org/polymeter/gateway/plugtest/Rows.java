package org.polymeter.gateway.plugtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.polymeter.codec.reading.Vocabulary;

/** In which order quantities stand below each other: that of the vocabulary, then what has no name in it. */
final class Rows {

    private static final List<Pattern> VOCABULARY = new ArrayList<>();

    static {
        for (Vocabulary.Row row : Vocabulary.standard().rows()) {
            VOCABULARY.add(Pattern.compile(
                    row.name().replace("{N}", "[123]").replace("{T}", "\\d+").replace("{Q}", "[1-4]")));
        }
    }

    /** Names of quantities; {@code _t2_} comes before {@code _t10_}. */
    static final Comparator<String> IN_ORDER = Comparator.comparingInt(Rows::place)
            .thenComparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private Rows() {}

    private static int place(String name) {
        for (int i = 0; i < VOCABULARY.size(); i++) {
            if (VOCABULARY.get(i).matcher(name).matches()) {
                return i;
            }
        }
        return VOCABULARY.size();
    }
}
