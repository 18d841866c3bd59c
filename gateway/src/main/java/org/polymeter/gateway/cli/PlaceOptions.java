package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.backup.Contents;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HostName;
import picocli.CommandLine.Option;

/** Which gateway a command is about: by its configuration, or only by its data folder. */
final class PlaceOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "polymeter.yaml",
            description = "The configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("polymeter.yaml");

    @Option(names = "--data", paramLabel = "FOLDER", description = "Only the data folder; no configuration is read.")
    private Optional<Path> data = Optional.empty();

    Path file() {
        return file;
    }

    /** Of the configuration file, absolute. */
    Path folder() {
        return Contents.folder(file);
    }

    Optional<Path> data() {
        return data;
    }

    Configuration configuration() throws ConfigException {
        return new ConfigReader(
                        System.getenv(),
                        MeterKinds.all().stream().map(MeterKind::name).collect(Collectors.toUnmodifiableSet()),
                        HostName.ofThisMachine())
                .read(file);
    }

    /** Says what is wrong with the configuration; returns the exit code. */
    int refuse(ConfigException e, PrintWriter err) {
        e.problems().forEach(err::println);
        err.println("Nothing was done. --data FOLDER needs no configuration.");
        err.flush();
        return Polymeter.MISUSED;
    }

    /** A path as seen from the configuration's folder, if it is in there, else absolute. */
    String fromFolder(Path path) {
        return Contents.fromFolder(folder(), path);
    }
}
