package org.polymeter.gateway.migrate;

import java.util.ArrayList;
import java.util.List;

/** One entry of a list in the new file, with comments that say where it comes from. */
final class YamlEntry {

    private final List<String> comments = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    YamlEntry comment(String text) {
        comments.add("# " + text);
        return this;
    }

    YamlEntry put(String key, String text) {
        lines.add(key + ": " + quoted(text));
        return this;
    }

    YamlEntry put(String key, int number) {
        lines.add(key + ": " + number);
        return this;
    }

    YamlEntry put(String key, boolean flag) {
        lines.add(key + ": " + flag);
        return this;
    }

    /** A line that people have to decide on. */
    YamlEntry note(String text) {
        lines.add("# " + text);
        return this;
    }

    List<String> lines() {
        List<String> all = new ArrayList<>();
        comments.forEach(comment -> all.add("  " + comment));
        for (int i = 0; i < lines.size(); i++) {
            all.add((i == 0 ? "  - " : "    ") + lines.get(i));
        }
        return all;
    }

    /** As it is where it cannot be mistaken for anything else. */
    static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z/][A-Za-z0-9_./@ -]*") && !text.endsWith(" ") && !isWord(text);
        return plain
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static boolean isWord(String text) {
        return text.matches("(?i)true|false|null|yes|no|on|off|y|n");
    }
}
