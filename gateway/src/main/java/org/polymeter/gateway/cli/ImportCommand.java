package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.migrate.Importer;
import org.polymeter.gateway.migrate.Migration;
import org.polymeter.gateway.migrate.MigrationException;
import org.polymeter.gateway.migrate.NewFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Take over the configuration of another program.",
        description = {
            "",
            "Reads",
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
            "  polymeter import datacollector.ini                       look at it",
            "  polymeter import datacollector.ini -o polymeter.yaml",
            "  polymeter import smartmeter-reader.yml mqtt.cred -o polymeter.yaml",
            "  polymeter import -- -usb /dev/ttyUSB0 -mqtt_address localhost:1883 -mqtt_topic energy/house"
        })
final class ImportCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of one program; or, behind --, flags of smartmeter-reader.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; without it, the terminal.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "Replace files that are there.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Migration migration;
        try {
            migration = Importer.of(files);
        } catch (MigrationException e) {
            err.println(e.getMessage());
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
