package org.polymeter.gateway.insight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
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

    public static Optional<CapacityModel> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Map<String, CapacityModel> load() {
        try (InputStream in = CapacityModels.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Models by name. Blocks begin with the word {@code model}; lines that begin with # are comments.
     *
     * @throws IllegalArgumentException if something is wrong; says in which line
     */
    static Map<String, CapacityModel> parse(String text) {
        Map<String, CapacityModel> models = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        int first = 1;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.startsWith("model ")) {
                add(block, first, models);
                block.clear();
                first = number;
            }
            block.add(line);
        }
        add(block, first, models);
        return models;
    }

    private static void add(List<String> block, int first, Map<String, CapacityModel> models) {
        if (block.stream().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
            CapacityModel model = CapacityModelReader.read(block, first, models);
            if (models.put(model.name(), model) != null) {
                throw new IllegalArgumentException("line " + first + ": model " + model.name() + " stands there twice");
            }
        }
    }
}
