package org.polymeter.gateway.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** The lines of a text, numbered from 1, none of which is long enough to fill the memory. */
final class TextLines {

    /** A line of this many characters has its end cut off: no export and no message is so long. */
    private static final int LONGEST = 256 * 1024;

    /** A line without its end. */
    record Line(long number, String text) {}

    private final BufferedReader in;
    private final StringBuilder line = new StringBuilder();
    private long number;

    TextLines(BufferedReader in) {
        this.in = in;
    }

    Optional<Line> next() throws IOException {
        line.setLength(0);
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        number++;
        int end = line.length();
        return Optional.of(new Line(
                number, end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString()));
    }
}
