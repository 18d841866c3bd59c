package org.polymeter.gateway.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An INI file as Python's configparser reads it: keys in any case, {@code =} or {@code :}, comments from
 * {@code #} or {@code ;} at the start of a line, indented lines that continue a value, {@code [DEFAULT]} for
 * all sections, {@code %%} for a percent sign.
 */
final class IniFile {

    private static final String DEFAULTS = "DEFAULT";

    /** One section; knows which of its keys were asked for. */
    static final class Section {

        private final String name;
        private final int line;
        private final Map<String, Located> values = new LinkedHashMap<>();
        private final List<String> asked = new ArrayList<>();

        Section(String name, int line) {
            this.name = name;
            this.line = line;
        }

        String name() {
            return name;
        }

        int line() {
            return line;
        }

        /** The value; empty if the key is missing or nothing stands behind it. */
        Optional<Located> value(String key) {
            asked.add(key);
            return Optional.ofNullable(values.get(key))
                    .filter(value -> !value.text().isEmpty());
        }

        String text(String key, String otherwise) {
            return value(key).map(Located::text).orElse(otherwise);
        }

        /** Whether the key is there, even with nothing behind it. */
        boolean has(String key) {
            return values.containsKey(key);
        }

        /** What configparser takes for true. */
        boolean flag(String key) {
            return List.of("1", "yes", "true", "on").contains(text(key, "").toLowerCase(Locale.ROOT));
        }

        /** Values that nobody asked for, with their keys. */
        Map<String, Located> rest() {
            Map<String, Located> rest = new LinkedHashMap<>(values);
            asked.forEach(rest::remove);
            return rest;
        }
    }

    private final String file;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private IniFile(String file) {
        this.file = file;
    }

    static IniFile read(String file, String text) throws MigrationException {
        IniFile ini = new IniFile(file);
        ini.read(text.lines().toList());
        Section defaults = ini.sections.remove(DEFAULTS);
        if (defaults != null) {
            ini.sections.values().forEach(section -> defaults.values.forEach(section.values::putIfAbsent));
        }
        return ini;
    }

    List<Section> sections() {
        return List.copyOf(sections.values());
    }

    private void read(List<String> lines) throws MigrationException {
        Section section = null;
        String key = null;
        int keyIndent = 0;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            String content = line.strip();
            int indent = line.length() - line.stripLeading().length();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
                continue;
            }
            if (key != null && section != null && indent > keyIndent) {
                continued(section, key, content);
            } else if (content.startsWith("[")) {
                section = open(content, number);
                key = null;
            } else {
                key = add(section, content, number);
                keyIndent = indent;
            }
        }
    }

    private static void continued(Section section, String key, String content) {
        section.values.computeIfPresent(
                key, (unused, value) -> new Located((value.text() + "\n" + content).strip(), value.line()));
    }

    private Section open(String content, int number) throws MigrationException {
        int end = content.lastIndexOf(']');
        if (end < 2) {
            throw wrong(number, "'" + content + "' is no section – expected such as [reader0]");
        }
        Section section = new Section(content.substring(1, end), number);
        if (sections.putIfAbsent(section.name, section) != null) {
            throw wrong(number, "there is a second section [" + section.name + "] – give it another name");
        }
        return section;
    }

    private String add(@Nullable Section section, String content, int number) throws MigrationException {
        int delimiter = content.indexOf('=');
        int colon = content.indexOf(':');
        if (colon >= 0 && (delimiter < 0 || colon < delimiter)) {
            delimiter = colon;
        }
        if (section == null) {
            throw wrong(number, "a line before the first section – expected such as [reader0]");
        }
        if (delimiter < 1) {
            throw wrong(number, "a line without '=' – expected such as port = /dev/ttyUSB0"); // may be a secret
        }
        String key = content.substring(0, delimiter).strip().toLowerCase(Locale.ROOT);
        String value = content.substring(delimiter + 1).strip().replace("%%", "%");
        if (section.values.putIfAbsent(key, new Located(value, number)) != null) {
            throw wrong(number, "'" + key + "' stands twice in [" + section.name + "] – keep one");
        }
        return key;
    }

    private MigrationException wrong(int number, String message) {
        return new MigrationException(file, number, message);
    }
}
