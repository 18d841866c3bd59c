package org.polymeter.gateway.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.archive.Recording;
import org.polymeter.gateway.archive.Survey;
import org.polymeter.gateway.archive.Survey.Contents;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.config.SourceConfig;

/**
 * Which archive, and what its sources are.
 *
 * @param configured what a configuration says; empty if there is none
 */
record ArchiveChoice(Path archive, Optional<Configuration> configured) {

    static final Path USUAL_CONFIGURATION = Path.of("polymeter.yaml");

    /** The configuration in a bundle has this name, too. */
    private static final String IN_BUNDLE = "polymeter.yaml";

    /** What is not given is that of the usual configuration. */
    static ArchiveChoice of(Optional<Path> archive, Optional<Path> config) throws ConfigException, IOException {
        ConfigReader reader = new ConfigReader(System.getenv(), kinds(), HostName.ofThisMachine());
        if (archive.isPresent() && !Files.exists(archive.get())) {
            throw new FileNotFoundException("there is no " + archive.get());
        }
        Optional<Configuration> configuration = Optional.empty();
        if (config.isPresent()) {
            configuration = Optional.of(reader.read(config.get()));
        } else if (archive.isPresent() && Files.isRegularFile(archive.get()) && Recording.isBundle(archive.get())) {
            configuration = Optional.of(reader.read(IN_BUNDLE, Path.of(""), inBundle(archive.get())));
        } else if (archive.isEmpty() || Files.exists(USUAL_CONFIGURATION)) {
            configuration = Optional.of(reader.read(USUAL_CONFIGURATION));
        }
        Path folder = archive.orElse(Path.of(""));
        if (archive.isEmpty()) {
            folder = configuration.orElseThrow().archiveFolder();
            if (!Files.isDirectory(folder)) {
                throw new FileNotFoundException("there is no archive in " + folder
                        + " yet; 'polymeter run' makes it, once a minute, unless 'archive' or 'privacy' say otherwise");
            }
        }
        return new ArchiveChoice(folder, configuration);
    }

    /** What the sources are: as configured, else as they show. */
    Configuration configuration(Survey survey) throws ConfigException {
        if (configured.isPresent()) {
            return configured.get();
        }
        StringBuilder yaml = new StringBuilder("sources:\n");
        for (Map.Entry<String, Contents> source : new TreeMap<>(survey.sources()).entrySet()) {
            yaml.append(
                    source.getValue().overWire() ? wire(source.getKey()) : message(source.getKey(), source.getValue()));
        }
        return new ConfigReader(Map.of(), Set.of(), "replay")
                .read("what is in the archive", Path.of(""), yaml.toString());
    }

    private static String wire(String id) {
        return "  - {id: '%s', type: file, path: none}%n".formatted(id);
    }

    private static String message(String id, Contents contents) {
        Optional<SourceConfig.Dialect> dialect = Arrays.stream(SourceConfig.Dialect.values())
                .filter(each -> each != SourceConfig.Dialect.MAPPED)
                .filter(each -> each.word().equals(contents.protocol()))
                .findFirst();
        return dialect.map(word -> "  - {id: '%s', type: mqtt, protocol: %s, broker: {host: localhost}}%n"
                        .formatted(id, contents.protocol()))
                .orElse("");
    }

    private static String inBundle(Path bundle) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            ZipEntry entry = zip.getEntry(IN_BUNDLE);
            if (entry == null) {
                throw new IOException(bundle + " is no bundle of Polymeter: it holds no " + IN_BUNDLE);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static Set<String> kinds() {
        return MeterKinds.all().stream().map(MeterKind::name).collect(Collectors.toUnmodifiableSet());
    }
}
