package org.polymeter.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation.Part;

/** Which kind the parts of an explanation are. */
final class Kinds {

    private static final Map<String, Kind> BY_LABEL = read();

    /** A value behind the code or name of what it is of. */
    private static final String SAYS = " = ";

    private static final String CODE = "\\d{1,3}-\\d{1,3}:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b.*";

    private Kinds() {}

    static Kind of(Part part) {
        if (part.meaning().contains(SAYS) && part.parts().isEmpty()) {
            return Kind.VALUE;
        }
        if (part.meaning().startsWith("time of the telegram")) {
            return Kind.TIME;
        }
        if (part.label().equals("octet-string")) {
            return part.meaning().matches(CODE) ? Kind.CODE : Kind.VALUE;
        }
        return named(part.label()).orElse(part.parts().isEmpty() ? Kind.VALUE : Kind.GROUP);
    }

    /** {@code structure of 3}, {@code SML message, a list of 6}: by what they are without their count. */
    static Optional<Kind> named(String label) {
        String bare = label.replaceFirst("(, a list)? of \\d+$", "");
        return Optional.ofNullable(BY_LABEL.get(label)).or(() -> Optional.ofNullable(BY_LABEL.get(bare)));
    }

    private static Map<String, Kind> read() {
        try (InputStream in = Kinds.class.getResourceAsStream("kinds.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks kinds.txt");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Kind> parse(String text) {
        Map<String, Kind> kinds = new HashMap<>();
        Kind current = Kind.UNKNOWN;
        for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
            if (line.startsWith(" ")) {
                kinds.put(line.strip(), current);
            } else {
                current = Kind.valueOf(line.strip().toUpperCase(Locale.ROOT));
            }
        }
        return kinds;
    }
}
