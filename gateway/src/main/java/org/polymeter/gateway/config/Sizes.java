package org.polymeter.gateway.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes on disk as people write them: {@code 256 MB}, {@code 4 GB}, {@code 0}. */
final class Sizes {

    static final String EXPECTED = "a size such as 256 MB or 4 GB, or 0 for none";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?(MB|GB)|0");
    private static final long MEGABYTE = 1_000_000;
    private static final long GIGABYTE = 1_000 * MEGABYTE;

    private Sizes() {}

    /** In bytes; empty if the text is none. */
    static Optional<Long> parse(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        if (size.group(1) == null) {
            return Optional.of(0L);
        }
        return Optional.of(Long.parseLong(size.group(1)) * (size.group(2).equals("GB") ? GIGABYTE : MEGABYTE));
    }
}
