package org.polymeter.gateway.insight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of operators that come with the program: {@code capacity.txt}, whose head says how it is written. */
public final class CapacityModels {

    private static final String FILE = "capacity.txt";
    private static final Map<String, CapacityModel> ALL = load();

    private CapacityModels() {}

    /** In the order of the file. */
    public static Collection<CapacityModel> all() {
        return ALL.values();
    }

    public static Map<String, CapacityModel> byName() {
        return Collections.unmodifiableMap(ALL);
    }

    /** One of those that come with the program. */
    public static Optional<CapacityModel> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /**
     * Those of a file of the same form, and those that come with the program, which the file's may be like and may replace.
     *
     * @throws IllegalArgumentException if something is wrong; says in which line
     */
    public static Map<String, CapacityModel> with(String text) {
        Map<String, CapacityModel> models = new LinkedHashMap<>(ALL);
        models.putAll(parse(text, ALL));
        return models;
    }

    private static Map<String, CapacityModel> load() {
        try (InputStream in = CapacityModels.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks begin with the word {@code model}; lines that begin with # are comments. */
    static Map<String, CapacityModel> parse(String text, Map<String, CapacityModel> before) {
        Map<String, CapacityModel> models = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        int first = 1;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.startsWith("model ")) {
                add(block, first, before, models);
                block.clear();
                first = number;
            }
            block.add(line);
        }
        add(block, first, before, models);
        return models;
    }

    private static void add(
            List<String> block, int first, Map<String, CapacityModel> before, Map<String, CapacityModel> models) {
        if (block.stream().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
            Map<String, CapacityModel> known = new LinkedHashMap<>(before);
            known.putAll(models);
            CapacityModel model = CapacityModelReader.read(block, first, known);
            if (models.put(model.name(), model) != null) {
                throw new IllegalArgumentException("line " + first + ": model " + model.name() + " stands there twice");
            }
        }
    }
}
