package org.polymeter.gateway.setup;

import java.time.Duration;
import java.util.List;
import org.polymeter.codec.dialogue.AmisDialogue;
import org.polymeter.codec.dialogue.Dialogue;
import org.polymeter.codec.dialogue.ReadoutDialogue;
import org.polymeter.codec.dialogue.Td3511Dialogue;
import org.polymeter.gateway.source.LineSettings;

/** How meters are asked that do not speak by themselves. */
final class Dialogues {

    static final List<String> WORDS = List.of("iec62056-21", "td3511", "amis");

    private static final int FASTEST = 19_200; // baud
    private static final Duration AGAIN = Duration.ofSeconds(10); // somebody waits and watches

    private Dialogues() {}

    static Dialogue named(String word, LineSettings line) {
        return switch (word) {
            case "amis" -> new AmisDialogue();
            case "td3511" -> new Td3511Dialogue("", AGAIN.toMillis());
            case "iec62056-21" ->
                new ReadoutDialogue(new ReadoutDialogue.Settings("", AGAIN.toMillis(), line.baud(), FASTEST, false));
            default -> throw new IllegalArgumentException("there is no dialogue " + word);
        };
    }

    static LineSettings usualLine(String word) {
        return LineSettings.parse(word.equals("amis") ? "9600 8E1" : "300 7E1");
    }
}
