package org.polymeter.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The files that a configuration needs: keys, passwords, authorities, mappings. Whatever its texts name is one. */
public final class NamedFiles {

    /** Bytes; what is larger is a capture. */
    private static final long LARGEST = 1 << 20;

    private final Path folder;
    private final SortedSet<Path> files = new TreeSet<>();

    private NamedFiles(Path folder) {
        this.folder = folder;
    }

    /** Those that are there, as absolute paths; without the configuration itself. */
    public static SortedSet<Path> of(Path configuration) throws IOException {
        Path file = configuration.toAbsolutePath().normalize();
        NamedFiles named = new NamedFiles(Optional.ofNullable(file.getParent()).orElse(file));
        try {
            LoadSettings settings = LoadSettings.builder().build();
            new Compose(settings).composeString(Files.readString(file)).ifPresent(named::visit);
        } catch (YamlEngineException e) {
            throw new IOException(configuration + " is no YAML", e);
        }
        named.files.remove(file);
        return named.files;
    }

    private void visit(Node node) {
        switch (node) {
            case MappingNode mapping
            when !mapping.isRecursive() -> mapping.getValue().forEach(entry -> visit(entry.getValueNode()));
            case SequenceNode sequence
            when !sequence.isRecursive() -> sequence.getValue().forEach(this::visit);
            case ScalarNode scalar -> note(scalar.getValue().strip());
            default -> {}
        }
    }

    private void note(String text) {
        if (text.isEmpty() || text.contains("\n")) {
            return;
        }
        try {
            Path file = folder.resolve(text).normalize();
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                files.add(file);
            }
        } catch (InvalidPathException | IOException e) {
            // it is no file, or one that nobody can read
        }
    }
}
