package org.polymeter.gateway.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of several pages in one answer: {@code lang/de/common+now.json} is {@code {"common": {…}, "now": {…}}}. */
final class Texts {

    /** Those there are; whoever speaks another one reads English. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "it", "nl");

    private static final Pattern NAME = Pattern.compile("lang/([a-z]{2})/([a-z-]+(?:\\+[a-z-]+){0,15})\\.json");

    private final Function<String, Optional<String>> source;

    /** {@code source}: the text of a file. */
    Texts(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** A page without words of its own is left out. */
    Optional<String> of(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || !LANGUAGES.contains(matcher.group(1))) {
            return Optional.empty();
        }
        StringJoiner pages = new StringJoiner(",", "{", "}");
        for (String page : matcher.group(2).split("\\+", -1)) {
            source.apply("lang/" + matcher.group(1) + "/" + page + ".json")
                    .ifPresent(texts -> pages.add("\"" + page + "\":" + texts.strip()));
        }
        return Optional.of(pages.toString());
    }

    /**
     * Which language somebody reads best.
     *
     * @param acceptLanguage the header of that name (RFC 9110, 12.5.4): {@code de-CH,fr;q=0.8}
     */
    static String best(String acceptLanguage) {
        Map<Double, String> wishes = new TreeMap<>();
        for (String wish : acceptLanguage.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = wish.strip().split("\\s*;\\s*q=", 2);
            String language = parts[0].length() < 2 ? "" : parts[0].substring(0, 2);
            if (LANGUAGES.contains(language)) {
                double weight =
                        parts.length > 1 && parts[1].matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(parts[1]) : 1;
                wishes.putIfAbsent(-weight, language);
            }
        }
        return wishes.values().stream().findFirst().orElse("en");
    }
}
