package org.polymeter.gateway.config;

/** Reads the {@code format} of an output of type mqtt. */
final class WordingReader {

    private enum Format {
        PROFILE
    }

    private WordingReader() {}

    static Wording read(Section section) {
        return switch (section.choice("format", Format.class, Format.PROFILE)) {
            case PROFILE -> new Wording.Profile(HomeAssistantReader.read(section));
        };
    }
}
