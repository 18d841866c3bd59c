package org.polymeter.gateway.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** The new configuration as it grows: its entries, the secrets beside it, and what it has no place for. */
public final class Migration {

    private final List<String> origins = new ArrayList<>();
    private final List<YamlEntry> sources = new ArrayList<>();
    private final List<YamlEntry> outputs = new ArrayList<>();
    private final SequencedMap<String, String> secrets = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    Migration() {}

    /** Where something comes from: {@code datacollector.ini (smartmeter-datacollector)}. */
    void origin(String text) {
        origins.add(text);
    }

    void source(YamlEntry entry) {
        sources.add(entry);
    }

    void output(YamlEntry entry) {
        outputs.add(entry);
    }

    /** What has no counterpart, or works in another way. */
    void remark(String text) {
        remarks.add(text);
    }

    /** Keeps a secret out of the configuration; returns the name of the file that holds it. */
    String secret(String name, String kind, String value) {
        String file = slug(name) + "." + kind;
        for (int i = 2; secrets.containsKey(file) && !value.equals(secrets.get(file)); i++) {
            file = slug(name) + "-" + i + "." + kind;
        }
        secrets.put(file, value);
        return file;
    }

    boolean hasSources() {
        return !sources.isEmpty();
    }

    /** Names of files, and what each has to hold; they belong beside the configuration. */
    public Map<String, String> secrets() {
        return secrets;
    }

    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The configuration, secrets left out. */
    public String yaml() {
        StringBuilder text = new StringBuilder("# Taken over by 'polymeter import' from " + String.join(", ", origins));
        text.append(
                ".\n# 'polymeter run --check' says whether it is sound; polymeter.example.yaml shows all there is.\n");
        if (!remarks.isEmpty()) {
            text.append("#\n# What is not the same:\n");
            remarks.forEach(remark -> text.append("# - ").append(remark).append('\n'));
        }
        list(text, "sources", sources);
        list(text, "outputs", outputs);
        return text.toString();
    }

    private static void list(StringBuilder text, String key, List<YamlEntry> entries) {
        if (!entries.isEmpty()) {
            text.append('\n').append(key).append(":\n");
            for (YamlEntry entry : entries) {
                entry.lines().forEach(line -> text.append(line).append('\n'));
            }
        }
    }

    /** An id of the profile. */
    static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "meter" : slug.substring(0, Math.min(slug.length(), 63));
    }
}
