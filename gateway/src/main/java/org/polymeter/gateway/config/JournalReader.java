package org.polymeter.gateway.config;

/** Reads the section {@code journal}. */
final class JournalReader {

    private JournalReader() {}

    static JournalConfig read(Section section) {
        long largest = section.parsed("max-size", Sizes::parse, Sizes.EXPECTED).orElse(JournalConfig.USUAL.largest());
        JournalConfig journal = new JournalConfig(largest, section.duration("sync", JournalConfig.USUAL.sync()));
        section.end();
        return journal;
    }
}
