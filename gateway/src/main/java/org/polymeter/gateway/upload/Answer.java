package org.polymeter.gateway.upload;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server said.
 *
 * @param status of HTTP, 200 to 599
 * @param body its beginning; empty if there is none
 * @param retryAfter the header {@code Retry-After} as it stands there
 */
public record Answer(int status, String body, Optional<String> retryAfter) {

    private static final int LONGEST_SENTENCE = 300;

    /** Whether it has all that was sent. */
    public boolean isTaken() {
        return status / 100 == 2;
    }

    /**
     * The text of the first field of JSON with one of these names.
     *
     * @param names as an alternative of regular expressions: {@code error|message}
     */
    public Optional<String> text(String names) {
        Matcher field = Pattern.compile("\"(?:" + names + ")\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(body);
        return field.find()
                ? Optional.of(field.group(1).replace("\\\"", "\"").replace("\\\\", "\\"))
                : Optional.empty();
    }

    /** On one line, and no longer than people read. */
    public static String sentence(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SENTENCE ? line : line.substring(0, LONGEST_SENTENCE) + "…";
    }
}
