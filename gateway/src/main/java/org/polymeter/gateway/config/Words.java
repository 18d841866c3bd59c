package org.polymeter.gateway.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words a file may use for a choice, and how messages list them. */
final class Words {

    private Words() {}

    /** {@code SMARTMETER_DATACOLLECTOR} is written {@code smartmeter-datacollector}. */
    static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(of(constant), constant);
        }
        return words;
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code off, bytes or json}. */
    static String anyOf(Set<String> words) {
        return listed(words, " or ");
    }

    /** {@code off, bytes and json}. */
    static String allOf(Set<String> words) {
        return listed(words, " and ");
    }

    /** {@code ; did you mean 'bytes'?}, or nothing. */
    static String perhaps(String word, Collection<String> words) {
        return Suggestion.nearest(word, words)
                .map(guess -> "; did you mean '" + guess + "'?")
                .orElse("");
    }

    private static String listed(Set<String> words, String conjunction) {
        List<String> list = List.copyOf(words);
        int last = list.size() - 1;
        return last < 1
                ? String.join("", list)
                : String.join(", ", list.subList(0, last)) + conjunction + list.get(last);
    }
}
