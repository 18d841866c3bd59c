package org.polymeter.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.gateway.config.SourceConfig.Dialogue;
import org.polymeter.gateway.config.SourceConfig.Talk;
import org.polymeter.gateway.source.LineSettings;

/** Reads the keys of a source that say how its meter is spoken to. */
final class TalkReader {

    private static final Duration READOUT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration TD3511_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(31);

    /** Speed of request and identification, IEC 62056-21, 6.3.1. */
    private static final int START_BAUD = 300;

    private static final List<Integer> SPEEDS = List.of(300, 600, 1200, 2400, 4800, 9600, 19_200);
    private static final int LONGEST_ADDRESS = 32;

    private TalkReader() {}

    static Talk overSerial(Section section) {
        return read(section, 19_200);
    }

    /** Over TCP the speed of the line cannot be changed. */
    static Talk overTcp(Section section) {
        Talk talk = read(section, START_BAUD);
        if (talk.dialogue() == Dialogue.TD3511) {
            section.problem(
                    "dialogue",
                    "'dialogue' in " + section.what()
                            + " is 'td3511' – it changes the speed of the line, which is not possible over TCP;"
                            + " use a serial port");
        }
        return talk;
    }

    /** What the meters of a dialogue have. */
    static LineSettings usualLine(Dialogue dialogue) {
        return switch (dialogue) {
            case NONE -> LineSettings.USUAL;
            case IEC62056_21, TD3511 -> LineSettings.parse(START_BAUD + " 7E1");
            case AMIS -> LineSettings.parse("9600 8E1");
        };
    }

    /** What the meters of a dialogue answer. */
    static Link usualLink(Dialogue dialogue) {
        return switch (dialogue) {
            case IEC62056_21, TD3511 -> Link.READOUT;
            case AMIS -> Link.MBUS;
            case NONE -> Link.AUTO;
        };
    }

    private static Talk read(Section section, int usualBaud) {
        Dialogue dialogue = section.choice("dialogue", Dialogue.class, Dialogue.NONE);
        return switch (dialogue) {
            case NONE -> Talk.NONE;
            case AMIS -> new Talk(dialogue, "", Duration.ZERO, 0, false);
            case TD3511 -> new Talk(dialogue, address(section), interval(section, TD3511_INTERVAL), 0, false);
            case IEC62056_21 ->
                new Talk(
                        dialogue,
                        address(section),
                        interval(section, READOUT_INTERVAL),
                        section.parsed("max-baud", TalkReader::speed, speeds()).orElse(usualBaud),
                        section.flag("wake-up"));
        };
    }

    private static String address(Section section) {
        return section.parsed(
                        "address",
                        TalkReader::address,
                        "the meter's address, at most 32 letters, digits and blanks, such as 12345678")
                .orElse("");
    }

    private static Optional<String> address(String text) {
        return Optional.of(text).filter(given -> given.matches("[A-Za-z0-9 ]{0," + LONGEST_ADDRESS + "}"));
    }

    private static Duration interval(Section section, Duration usual) {
        Duration interval = section.duration("interval", usual);
        if (interval.compareTo(LONGEST_INTERVAL) > 0) {
            section.unexpected("interval", Durations.text(interval), "at most 31d");
            return usual;
        }
        return interval;
    }

    private static Optional<Integer> speed(String text) {
        return SPEEDS.stream()
                .filter(speed -> String.valueOf(speed).equals(text))
                .findFirst();
    }

    private static String speeds() {
        return "one of " + SPEEDS.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
