package org.polymeter.gateway.config;

import java.util.Optional;

/** Reads the {@code format} of an output of type mqtt, and the settings of that format. */
final class WordingReader {

    static final String HOMIE = "homie";

    private enum Format {
        PROFILE,
        HOMIE
    }

    private WordingReader() {}

    static Wording read(Section section) {
        return switch (section.choice("format", Format.class, Format.PROFILE)) {
            case PROFILE -> new Wording.Profile(HomeAssistantReader.read(section));
            case HOMIE -> new Wording.Homie(homiePrefix(section));
        };
    }

    private static String homiePrefix(Section output) {
        return output.section(HOMIE, HOMIE + " of " + output.what())
                .flatMap(section -> {
                    Optional<String> prefix = section.id("prefix");
                    section.end();
                    return prefix;
                })
                .orElse("homie");
    }
}
