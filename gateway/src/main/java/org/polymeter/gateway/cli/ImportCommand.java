package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.polymeter.gateway.archive.Recording;
import org.polymeter.gateway.archive.Survey;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.imports.Format;
import org.polymeter.gateway.imports.ImportSettings;
import org.polymeter.gateway.migrate.Importer;
import org.polymeter.gateway.migrate.Migration;
import org.polymeter.gateway.migrate.MigrationException;
import org.polymeter.gateway.migrate.NewFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Take over old readings, or the configuration of another program.",
        description = {
            "",
            "Old readings go into the history, where they join those of today. It reads",
            "",
            "  CSV of DSMR-reader       exports of days and hours, and tables copied from its database",
            "  messages of MQTT         of all devices and programs that Polymeter listens to, and of Polymeter",
            "                           itself: as JSON, one per line, or as mosquitto_sub -v and -F '%I %t %p' print them",
            "  bytes of a port          of telegrams that say when they were made",
            "  archives and bundles     of Polymeter: the folder 'archive' of another one's data",
            "",
            "plain or packed by gzip. What a file is it sees by itself. Whatever is in the history already stays as it"
                    + " is: import again after an interruption, or when the files have grown. The gateway may run"
                    + " meanwhile. Rows that cannot be used are named and left out; then the exit code is 1.",
            "",
            "Of configurations it reads",
            "",
            "  datacollector.ini        of smartmeter-datacollector",
            "  smartmeter-reader.yml    of smartmeter-reader (Go), its credentials file,",
            "                           docker-compose.yml or a file with its command line",
            "",
            "and writes a polymeter.yaml that reads the same meters. It publishes the profile, and beside it what"
                    + " the other program published: its consumers need not change. What is not the same stands in"
                    + " the file's first lines.",
            "",
            "Keys and passwords go into files of their own beside the new one, for its owner only. Without -o they"
                    + " are not written at all.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter import hours.csv --meter e0031003262934315 --dry-run",
            "  polymeter import days.csv hours.csv --meter e0031003262934315 --gas-meter g0039001700460117",
            "  polymeter import mosquitto.log.gz -c /etc/polymeter.yaml",
            "  polymeter import old-data/archive",
            "  polymeter import datacollector.ini                       look at it",
            "  polymeter import datacollector.ini -o polymeter.yaml",
            "  polymeter import smartmeter-reader.yml mqtt.cred -o polymeter.yaml",
            "  polymeter import -- -usb /dev/ttyUSB0 -mqtt_address localhost:1883 -mqtt_topic energy/house"
        })
final class ImportCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files with readings, or the configuration of one program; or, behind --, flags of"
                    + " smartmeter-reader.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write a configuration; without it, the terminal.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "Replace files that are there.")
    private boolean force;

    @Mixin
    private OldReadings readings = new OldReadings();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Launcher launcher;

    ImportCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path first = Path.of(files.getFirst());
        if (Files.isDirectory(first) || (Files.isRegularFile(first) && Recording.isBundle(first))) {
            return importArchive(first, out, err);
        }
        Map<Path, Format> old = readings();
        if (!old.isEmpty()) {
            return importReadings(old, out, err);
        }
        Migration migration;
        try {
            migration = Importer.of(files);
        } catch (MigrationException e) {
            err.println(e.getMessage());
            err.println(
                    "Of files with readings, known are CSV of DSMR-reader with its header, messages of MQTT, and bytes"
                            + " of a meter's port: polymeter import --help");
            err.flush();
            return Polymeter.FAILED;
        }
        if (output.isEmpty()) {
            out.print(migration.yaml());
            out.flush();
            migration.secrets().keySet().forEach(name -> err.println(name + ": a secret, written only with -o"));
            err.flush();
            return Polymeter.OK;
        }
        return write(migration, output.get(), out, err);
    }

    /** The files with readings; either all or none have them. */
    private Map<Path, Format> readings() throws IOException {
        Map<Path, Format> found = new LinkedHashMap<>();
        if (files.getFirst().startsWith("-")) {
            return found;
        }
        for (String file : files) {
            Path path = Path.of(file);
            Format.of(path).ifPresent(format -> found.put(path, format));
        }
        if (!found.isEmpty()) {
            for (String file : files) {
                if (!found.containsKey(Path.of(file))) {
                    throw new ParameterException(
                            spec.commandLine(), file + " holds no readings, and the other files do: import it alone");
                }
            }
        }
        return found;
    }

    private int importReadings(Map<Path, Format> old, PrintWriter out, PrintWriter err) throws IOException {
        Optional<Configuration> configuration;
        try {
            configuration = readings.configuration();
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.flush();
            return Polymeter.MISUSED;
        }
        ImportSettings settings = readings.settings(configuration, keys.keys());
        OldReadings.Place place = readings.place(configuration);
        try (History history = new History(place.database(), place.settings())) {
            ImportRun run = new ImportRun(history, settings, readings.isDry(), out, err);
            for (Map.Entry<Path, Format> file : old.entrySet()) {
                run.file(file.getKey(), file.getValue());
            }
            if (readings.before().isPresent()) {
                run.chain(readings.meter().orElse(""), readings.before().get());
            }
            return run.anyFailed() ? Polymeter.FAILED : Polymeter.OK;
        }
    }

    private int importArchive(Path archive, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        if (files.size() > 1) {
            throw new ParameterException(spec.commandLine(), archive + " is an archive: import it alone");
        }
        if (readings.isDry()) {
            throw new ParameterException(
                    spec.commandLine(), "what is in an archive shows: polymeter replay " + archive + " --speed max");
        }
        Survey survey = Survey.of(archive);
        Optional<Configuration> configuration;
        ArchiveChoice choice;
        Configuration sources;
        try {
            configuration = readings.configuration();
            choice = configuration.isPresent()
                    ? new ArchiveChoice(archive, configuration)
                    : ArchiveChoice.of(Optional.of(archive), Optional.empty());
            sources = choice.configuration(survey);
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.flush();
            return Polymeter.MISUSED;
        }
        OldReadings.Place place = readings.place(configuration);
        try (History history = new History(place.database(), place.settings())) {
            new ArchiveImport(launcher, choice, out).into(history, survey, sources);
        }
        return Polymeter.OK;
    }

    private int write(Migration migration, Path file, PrintWriter out, PrintWriter err) throws IOException {
        try {
            List<Path> written = NewFiles.write(migration, file, force);
            out.println(file + (written.size() == 1 ? " is written." : " is written, and beside it"));
            written.stream().skip(1).forEach(secret -> out.println("  " + secret.getFileName()));
        } catch (FileAlreadyExistsException e) {
            err.println(e.getFile() + " is there already – name another file, or replace it with --force");
            err.flush();
            return Polymeter.FAILED;
        }
        if (!migration.remarks().isEmpty()) {
            out.println("What is not the same:");
            migration.remarks().forEach(remark -> out.println("- " + remark));
        }
        out.flush();
        return check(file, err);
    }

    /** What was written has to be sound; where it is not, a value of the old file is not possible here. */
    private static int check(Path file, PrintWriter err) {
        try {
            new ConfigReader(System.getenv(), Set.of(), HostName.ofThisMachine()).read(file);
            return Polymeter.OK;
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.println("Correct it, then try: polymeter run --check -c " + file);
            err.flush();
            return Polymeter.FAILED;
        }
    }
}
