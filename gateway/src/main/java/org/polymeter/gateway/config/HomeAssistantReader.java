package org.polymeter.gateway.config;

/** Reads the block {@code homeassistant: {…}} of an output. */
final class HomeAssistantReader {

    static final String KEY = "homeassistant";

    private HomeAssistantReader() {}

    static HomeAssistantConfig read(Section output) {
        return output.section(KEY, KEY + " of " + output.what())
                .map(HomeAssistantReader::block)
                .orElse(HomeAssistantConfig.USUAL);
    }

    private static HomeAssistantConfig block(Section section) {
        HomeAssistantConfig usual = HomeAssistantConfig.USUAL;
        HomeAssistantConfig read = new HomeAssistantConfig(
                section.choice("discovery", HomeAssistantConfig.Discovery.class, usual.discovery()),
                prefix(section, usual.prefix()),
                section.duration("expire-after", usual.expireAfter()));
        section.end();
        return read;
    }

    private static String prefix(Section section, String otherwise) {
        String prefix = section.text("prefix").orElse(otherwise);
        if (prefix.isEmpty() || prefix.matches("/.*|.*/|.*[+#].*")) {
            section.unexpected("prefix", prefix, "a topic such as homeassistant, without +, # and / at its ends");
            return otherwise;
        }
        return prefix;
    }
}
