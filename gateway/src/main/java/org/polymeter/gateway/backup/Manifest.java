package org.polymeter.gateway.backup;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backup says of itself, in a text of its own: a line that says what it is, some of {@code key: value}, an empty
 * one, and one of {@code sha256sum} for each file.
 *
 * @param program version of the program that made it
 * @param data where the data folder was, from the configuration's folder; absolute if it was elsewhere
 * @param configuration name of the configuration file; empty if it is not in the backup
 * @param digests SHA-256 in hex, by name of the file
 */
public record Manifest(
        String program, Instant made, String gateway, String data, String configuration, Map<String, String> digests) {

    /** Its name in the backup. */
    static final String NAME = "MANIFEST";

    private static final String TITLE = "polymeter backup ";

    /** Of the layout of backups. */
    private static final int VERSION = 1;

    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{64})  (\\S.*)");
    private static final Pattern LINE = Pattern.compile("(\\w+): (.*)");

    public Manifest {
        digests = Map.copyOf(digests);
    }

    /** The same, of files. */
    Manifest of(Map<String, String> files) {
        return new Manifest(program, made, gateway, data, configuration, files);
    }

    String text() {
        StringBuilder text = new StringBuilder(TITLE).append(VERSION).append('\n');
        text.append("program: ").append(program).append('\n');
        text.append("made: ").append(made).append('\n');
        text.append("gateway: ").append(gateway).append('\n');
        text.append("data: ").append(data).append('\n');
        text.append("configuration: ").append(configuration).append("\n\n");
        new TreeMap<>(digests)
                .forEach((name, digest) ->
                        text.append(digest).append("  ").append(name).append('\n'));
        return text.toString();
    }

    /** Reads what {@link #text} wrote. */
    static Manifest read(String text) throws IOException {
        String title = text.lines().findFirst().orElse("");
        if (!title.startsWith(TITLE)) {
            throw new IOException("it is no backup of Polymeter");
        }
        if (!title.equals(TITLE + VERSION)) {
            throw new IOException("it was made by a newer Polymeter; install that one to restore it");
        }
        Map<String, String> values = new TreeMap<>();
        Map<String, String> digests = new TreeMap<>();
        text.lines().skip(1).forEach(line -> {
            Matcher digest = DIGEST.matcher(line);
            Matcher value = LINE.matcher(line);
            if (digest.matches()) {
                digests.put(digest.group(2), digest.group(1));
            } else if (value.matches()) {
                values.put(value.group(1), value.group(2));
            }
        });
        try {
            return new Manifest(
                    values.getOrDefault("program", "?"),
                    Instant.parse(values.getOrDefault("made", "")),
                    values.getOrDefault("gateway", ""),
                    values.getOrDefault("data", ""),
                    values.getOrDefault("configuration", ""),
                    digests);
        } catch (DateTimeException e) {
            throw new IOException("its manifest is damaged", e);
        }
    }
}
