package org.polymeter.gateway.health;

import java.util.Locale;

/**
 * What is wrong.
 *
 * @param code a word, by which the app finds what it is called and what to do about it
 * @param text a sentence
 * @param detail what was met, word for word; may be empty
 */
record Trouble(Severity severity, String code, String text, String detail) {

    enum Severity {
        /** Values come, and something is odd. */
        WARN,
        /** Nothing comes, or nothing is delivered, until somebody acts or the other side is back. */
        BAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
