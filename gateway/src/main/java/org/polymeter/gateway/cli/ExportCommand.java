package org.polymeter.gateway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.HistoryConfig;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.query.CsvExport;
import org.polymeter.gateway.query.Question;
import org.polymeter.gateway.query.QuestionException;
import org.polymeter.gateway.query.QuestionReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code polymeter export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Write what meters said, for years, as CSV.",
        description = {
            "",
            "Reads the history that 'polymeter run' keeps, also while that runs, and changes nothing in it. What came in"
                    + " the last minutes may not be written yet; the page /api/1/history.csv of the http output has it.",
            "",
            "A row is a reading, or a quarter hour, an hour, a day … as --resolution says, in the meter's own days."
                    + " Of what goes up and down it has the mean, the smallest and the largest value, and how many there"
                    + " were; of registers what they counted, and what they stood at. Commas between cells, points in"
                    + " numbers, names of the profile in the first line: each ends in its unit.",
            ""
        },
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Time is written as 2026-03-29, 2026-03, 2026, 2026-03-29T10:15 (by the clock where the meter is),",
            "2026-03-29T08:15:00Z, today, yesterday, now, or as what is so long ago: -24h, -7d.",
            "",
            "Examples:",
            "  polymeter export --period year --resolution day -o year.csv",
            "  polymeter export --from 2026-01 --to 2026-03 --name 'energy_*' --resolution month",
            "  polymeter export --meter house --from -7d --resolution reading -o week.csv.gz",
            "  polymeter export --data /var/lib/polymeter --point house --period all --resolution quarter"
        })
final class ExportCommand implements Callable<Integer> {

    private static final String GZ = ".gz";
    private static final String USUAL_FILE = "history.db";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "polymeter.yaml",
            description = "The configuration that says where the history is (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("polymeter.yaml");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder with " + USUAL_FILE + " in it, instead of a configuration.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--meter", paramLabel = "ID", description = "A meter; several are possible. Without it, all.")
    private List<String> meters = new ArrayList<>();

    @Option(
            names = "--point",
            paramLabel = "ID",
            description = "A point of delivery: a meter and all that it replaced or that replaced it, as one.")
    private List<String> points = new ArrayList<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "A quantity; several are possible, and '*' for any part of a name. Without it, all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--from", paramLabel = "TIME", description = "When it begins (default: today).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "When it ends; a date counts with all of it.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "Instead of --from and --to: day, week, month, year, all.")
    private Optional<String> period = Optional.empty();

    @Option(names = "--at", paramLabel = "TIME", description = "Which --period (default: the one that is now).")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--resolution",
            paramLabel = "HOW",
            description = "auto, reading, quarter, hour, day, week, month, year (default: auto, what suits the time).")
    private Optional<String> resolution = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; without it, the terminal. A name that ends in .gz is compressed.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--gzip", description = "Compress it.")
    private boolean gzip;

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (output.isPresent() && !force && Files.exists(output.get())) {
            return fail(output.get() + " is there already – name another file, or replace it with --force");
        }
        Optional<Database> database;
        try {
            database = database();
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.flush();
            return Polymeter.MISUSED;
        }
        if (database.isEmpty()) {
            return fail(config + " says that no history is kept: 'history: {type: none}'");
        }
        try (History history = History.readOnly(database.get())) {
            Question question = new QuestionReader(history, this::said, clock.instant()).read(Optional.empty());
            return write(history, question, err);
        } catch (QuestionException e) {
            err.println(e.words());
            err.println("Try '" + spec.qualifiedName() + " --help'.");
            err.flush();
            return Polymeter.MISUSED;
        }
    }

    private int fail(String words) {
        spec.commandLine().getErr().println(words);
        spec.commandLine().getErr().flush();
        return Polymeter.FAILED;
    }

    /** Empty if the configuration wants none. */
    private Optional<Database> database() throws ConfigException {
        if (data.isPresent()) {
            return Optional.of(new Database.Sqlite(data.get().resolve(USUAL_FILE)));
        }
        return new ConfigReader(
                        System.getenv(),
                        MeterKinds.all().stream().map(MeterKind::name).collect(Collectors.toUnmodifiableSet()),
                        HostName.ofThisMachine())
                .read(config)
                .history()
                .map(HistoryConfig::database);
    }

    /** Options are called as the parameters of the page. */
    private List<String> said(String name) {
        Map<String, List<String>> said = new HashMap<>();
        said.put("meter", meters);
        said.put("point", points);
        said.put("name", names);
        said.put("from", from.stream().toList());
        said.put("to", to.stream().toList());
        said.put("period", period.stream().toList());
        said.put("at", at.stream().toList());
        said.put("resolution", resolution.stream().toList());
        return said.getOrDefault(name, List.of());
    }

    private int write(History history, Question question, PrintWriter err) throws IOException, QuestionException {
        ExportProgress progress = new ExportProgress(question, err);
        if (output.isEmpty()) {
            export(history, question, new FileOutputStream(FileDescriptor.out), gzip, progress);
            return Polymeter.OK;
        }
        Path file = output.get();
        Path part = file.resolveSibling(file.getFileName() + ".part"); // what broke off must not look whole
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                export(history, question, out, gzip || file.toString().endsWith(GZ), progress);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s is written: %,d rows.%n", file, progress.rows());
        out.flush();
        return Polymeter.OK;
    }

    private static void export(
            History history, Question question, OutputStream out, boolean gzip, ExportProgress progress)
            throws IOException, QuestionException {
        try {
            if (gzip) {
                GZIPOutputStream packed = new GZIPOutputStream(out);
                new CsvExport(history).write(question, packed, progress);
                packed.finish();
            } else {
                new CsvExport(history).write(question, out, progress);
            }
            out.flush();
        } finally {
            progress.end();
        }
    }
}
