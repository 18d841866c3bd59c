package org.polymeter.gateway.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code journal}. */
final class JournalReader {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?(MB|GB)|0");
    private static final long MEGABYTE = 1_000_000;
    private static final long GIGABYTE = 1_000 * MEGABYTE;

    private JournalReader() {}

    static JournalConfig read(Section section) {
        long largest = section.parsed("max-size", JournalReader::size, "a size such as 256 MB or 4 GB, or 0 for none")
                .orElse(JournalConfig.USUAL.largest());
        JournalConfig journal = new JournalConfig(largest, section.duration("sync", JournalConfig.USUAL.sync()));
        section.end();
        return journal;
    }

    private static Optional<Long> size(String text) {
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
