package org.polymeter.gateway.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out whose files they are, and puts together what they say. */
public final class Importer {

    private static final String COMMAND_LINE = "command line";
    private static final Pattern INI = Pattern.compile("(?m)^\\s*\\[(reader|sink|logging)");
    private static final Pattern SERVICE = Pattern.compile("services\\.([^.]+)\\.command(\\.\\d+)?");
    private static final Pattern PROPERTIES = Pattern.compile("(?m)^\\s*(user|password)\\s*[=:]");

    private static final String KNOWN =
            "known are datacollector.ini, and of smartmeter-reader its YAML file, its credentials and its command line,"
                    + " alone or in a docker-compose.yml";

    private final Migration migration = new Migration();
    private Optional<GoReader> goReader = Optional.empty();

    private Importer() {}

    /**
     * Takes over what stands in files, or flags of a command line.
     *
     * @param words names of files; if the first begins with {@code -}, flags
     */
    public static Migration of(List<String> words) throws MigrationException {
        Importer importer = new Importer();
        if (words.getFirst().startsWith("-")) {
            importer.flags(COMMAND_LINE, Path.of(""), GoFlags.of(COMMAND_LINE, 0, words));
        } else {
            for (String word : words) {
                importer.file(Path.of(word));
            }
        }
        if (importer.goReader.isPresent()) {
            importer.goReader.get().finish();
        }
        return importer.migration;
    }

    private void file(Path path) throws MigrationException {
        String name = path.getFileName().toString();
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
        String text = text(path);
        if (INI.matcher(text).find()) {
            DatacollectorIni.read(name, folder, text, migration);
        } else if (!name.matches(".*\\.ya?ml") && GoFlags.isIn(text)) {
            flags(name, folder, GoFlags.in(name, text));
        } else if (PROPERTIES.matcher(text).find()) {
            go().credentials(name, text);
        } else {
            yaml(name, folder, text);
        }
    }

    private void yaml(String name, Path folder, String text) throws MigrationException {
        Map<String, Located> values = FlatYaml.read(name, text);
        List<Map.Entry<String, Located>> command = command(values);
        if (!command.isEmpty()) {
            List<String> words =
                    command.stream().map(word -> word.getValue().text()).toList();
            boolean listed = words.size() > 1;
            int line = command.getFirst().getValue().line();
            flags(name, folder, listed ? GoFlags.of(name, line, words) : GoFlags.in(name, words.getFirst()));
        } else if (GoReader.isYaml(values)) {
            go().yaml(name, folder, values);
        } else {
            throw new MigrationException(name, 0, "nobody knows whose file this is – " + KNOWN);
        }
    }

    /** The words of the first service in a compose file whose flags are those of the reader. */
    private static List<Map.Entry<String, Located>> command(Map<String, Located> values) {
        List<String> services = values.keySet().stream()
                .filter(path -> SERVICE.matcher(path).matches())
                .map(path -> path.split("\\.", -1)[1])
                .distinct()
                .toList();
        for (String service : services) {
            List<Map.Entry<String, Located>> words = new ArrayList<>();
            values.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().matches("services\\." + Pattern.quote(service) + "\\.command(\\.\\d+)?"))
                    .forEach(words::add);
            if (words.stream().anyMatch(word -> GoFlags.isIn(word.getValue().text()))) {
                return words;
            }
        }
        return List.of();
    }

    private void flags(String name, Path folder, GoFlags flags) throws MigrationException {
        Optional<Located> config = flags.value("config");
        go().flags(name, folder, flags);
        if (config.isPresent()) {
            Path file = folder.resolve(config.get().text());
            if (Files.isReadable(file)) {
                file(file);
            } else {
                migration.remark(name + ": -config " + file
                        + " cannot be read here – import that file, too: it wins over" + " the flags");
            }
        }
    }

    private GoReader go() {
        GoReader known = goReader.orElseGet(() -> new GoReader(migration));
        goReader = Optional.of(known);
        return known;
    }

    private static String text(Path path) throws MigrationException {
        try {
            return Files.readString(path);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new MigrationException(path.toString(), 0, "there is no such file – " + KNOWN);
        } catch (IOException e) {
            throw new MigrationException(path.toString(), 0, "cannot be read as a text: " + e.getMessage());
        }
    }
}
