package org.polymeter.gateway.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.compat.DsmrReaderRendering;
import org.polymeter.gateway.compat.EvnKaifaRendering;
import org.polymeter.gateway.compat.GoReaderRendering;
import org.polymeter.gateway.compat.HackdayRendering;

/** Reads the {@code format} of an output of type mqtt, and the keys that belong to it. */
final class WordingReader {

    static final String HOMIE = "homie";

    private enum Format {
        PROFILE,
        HOMIE,
        GO_SMARTMETER_READER,
        EVN_KAIFA,
        SMARTMETER_DATACOLLECTOR,
        RL_DSP,
        HACKDAY,
        DSMR_READER
    }

    /** What an output of type mqtt may have if it has the right format. */
    static final Set<String> KEYS = Set.of(
            "topic", "interval", "wallclock-z", "fill", "mode", "v1", "group", "variant", "prefix", "raw", "meter");

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(60);
    private static final String LEVELS = "levels of a topic without '+' and '#', such as ";

    private WordingReader() {}

    static Wording read(Section section) {
        return switch (section.choice("format", Format.class, Format.PROFILE)) {
            case PROFILE -> new Wording.Profile(HomeAssistantReader.read(section));
            case HOMIE -> new Wording.Homie(homiePrefix(section));
            case GO_SMARTMETER_READER -> new Wording.GoSmartmeterReader(go(section));
            case EVN_KAIFA ->
                new Wording.EvnKaifa(new EvnKaifaRendering.Settings(
                        topic(section, "topic", "house/evn", Optional.empty()),
                        section.choice("mode", EvnKaifaRendering.Mode.class, EvnKaifaRendering.Mode.JSON),
                        section.id("meter")));
            case SMARTMETER_DATACOLLECTOR -> new Wording.SmartmeterDatacollector(section.flag("v1"));
            case RL_DSP ->
                new Wording.RlDsp(section.parsed("group", WordingReader::group, "letters and digits, such as building")
                        .orElse("building"));
            case HACKDAY ->
                new Wording.Hackday(
                        section.choice("variant", HackdayRendering.Variant.class, HackdayRendering.Variant.README));
            case DSMR_READER ->
                new Wording.DsmrReader(new DsmrReaderRendering.Settings(
                        topic(section, "prefix", "dsmr", Optional.of("dsmr")),
                        section.flag("raw"),
                        section.id("meter")));
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

    private static GoReaderRendering.Settings go(Section section) {
        String topic = topic(section, "topic", "energy/house", Optional.empty());
        Duration interval = section.duration("interval", USUAL_INTERVAL);
        if (interval.isZero()) {
            section.problem("interval", "'interval' must be longer than nothing – the original's is 60s");
        }
        return new GoReaderRendering.Settings(
                topic,
                interval,
                section.flag("wallclock-z"),
                !section.has("fill") || section.flag("fill"),
                section.id("meter"));
    }

    /** {@code otherwise}: empty where there is no usual one. */
    private static String topic(Section section, String key, String example, Optional<String> otherwise) {
        if (otherwise.isEmpty()) {
            section.required(key, "where to publish, such as " + key + ": " + example);
        }
        return section.parsed(key, WordingReader::levels, LEVELS + example)
                .or(() -> otherwise)
                .orElse(example);
    }

    private static Optional<String> levels(String text) {
        return text.matches("[^+#$\\s\\x00/][^+#\\x00]*") ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> group(String text) {
        return text.matches("[\\p{L}\\p{Nd}]+") ? Optional.of(text) : Optional.empty();
    }
}
