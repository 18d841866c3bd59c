package org.polymeter.codec.dialogue;

import java.nio.charset.StandardCharsets;

/**
 * The opening that all asked meters of IEC 62056-21 share: the request, and the identification that
 * answers it.
 */
final class SignOn {

    /** Reaction time of at most 1500 ms, and the identification at 300 baud. */
    static final int ANSWER_MILLIS = 3000;

    /** Between the identification and what answers it; the standard says 200, some meters need more. */
    static final int REACTION_MILLIS = 300;

    private static final int LONGEST_IDENTIFICATION = 80;
    private static final int SEVEN_BITS = 0x7F;

    private final byte[] request;
    private final StringBuilder answer = new StringBuilder(LONGEST_IDENTIFICATION);

    /** {@code address}: of one of several meters on a line; empty for whichever is there. */
    SignOn(String address) {
        request = ("/?" + address + "!\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    void send(Dialogue.Line line) {
        answer.setLength(0);
        line.send(request.clone());
    }

    /** Takes a byte; true if with it an identification is complete. */
    boolean isAnsweredWith(byte b) {
        char c = (char) (b & SEVEN_BITS);
        if (c != '\n' && c != '\r') {
            if (c == '/' || answer.length() == LONGEST_IDENTIFICATION) {
                answer.setLength(0);
            }
            answer.append(c);
            return false;
        }
        boolean complete = c == '\n' && isIdentification();
        if (c == '\n' && !complete) {
            answer.setLength(0); // an echo of the request, or noise
        }
        return complete;
    }

    /** The character that tells the speed; meaningful once an identification is complete. */
    char speed() {
        return answer.charAt(4);
    }

    /** A slash, three letters of the manufacturer, a character for the speed. */
    private boolean isIdentification() {
        return answer.length() > 4
                && answer.charAt(0) == '/'
                && Character.isLetter(answer.charAt(1))
                && Character.isLetter(answer.charAt(2))
                && Character.isLetter(answer.charAt(3));
    }
}
