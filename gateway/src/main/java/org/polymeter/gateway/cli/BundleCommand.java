package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.Survey;
import org.polymeter.gateway.bundle.Bundle;
import org.polymeter.gateway.bundle.Contents;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.replay.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter bundle}. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Make a file of what meters have sent that may be given away: without who they are.",
        description = {
            "",
            "Takes frames from the archive of 'polymeter run' (docs/operating.md, Frames as they came), and replaces"
                    + " serial numbers, names, messages, topics and keys by inventions of the same shape; they decode"
                    + " to the same values. What is not certain to reveal nothing is left out.",
            "",
            "Values and times stay: they show when somebody is at home.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter bundle problem.zip --since 1h",
            "  polymeter bundle problem.zip --source p1 -c /etc/polymeter.yaml",
            "  polymeter replay problem.zip --speed 60x      what is in it"
        })
final class BundleCommand implements Callable<Integer> {

    private static final String CLEAR_LINE = "\r\033[2K";
    private static final int ENTRIES_PER_LINE = 1_000;

    @Parameters(index = "0", paramLabel = "OUT.zip", description = "The file to write; it must not be there yet.")
    private Path file = Path.of("bundle.zip");

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description = "The folder of an archive, or one of its files (default: that of the configuration).")
    private Optional<Path> archive = Optional.empty();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration of the sources, with their keys (default: polymeter.yaml).")
    private Path config = ArchiveChoice.USUAL_CONFIGURATION;

    @Option(names = "--source", paramLabel = "ID", description = "Only what came from that source.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only the last 10m, 1h, 2d of the archive, or from 2026-11-26T18:00:00Z on.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--rejected", description = "Only what could not be used.")
    private boolean rejected;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();
    private final boolean live = Terminal.isInteractive();
    private long seen;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Bundle bundle;
        try {
            ArchiveChoice choice = ArchiveChoice.of(archive, Optional.of(config));
            Survey survey = Survey.of(choice.archive());
            Configuration configuration = choice.configuration(survey);
            Selection selection = new Selection(source, begin(survey), rejected);
            bundle = new Bundle(choice.archive(), configuration, selection);
        } catch (ConfigException e) {
            e.problems().forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
            return Polymeter.MISUSED;
        }
        Contents contents = write(bundle, out);
        out.println(
                (live ? CLEAR_LINE : "") + file + ": " + contents.taken() + " entries, without who the meters are.");
        contents.leftOut().forEach((reason, count) -> out.println("Left out: " + count + " × " + reason + "."));
        out.println("Look at it before you give it away: polymeter replay " + file + " --speed max");
        out.flush();
        return Polymeter.OK;
    }

    private Contents write(Bundle bundle, PrintWriter out) throws IOException {
        try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return bundle.write(to, Version.number(), clock.instant(), entry -> progress(entry, out));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already; remove it, or take another name", e);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void progress(Entry entry, PrintWriter out) {
        seen++;
        if (live && seen % ENTRIES_PER_LINE == 0) {
            out.print(CLEAR_LINE + "looked at " + seen + " entries, now at " + entry.received());
            out.flush();
        }
    }

    private Instant begin(Survey survey) {
        source.filter(id -> !survey.sources().containsKey(id)).ifPresent(id -> {
            throw misuse("nothing came from a source '" + id + "'; there is "
                    + String.join(", ", survey.sources().keySet()));
        });
        Instant last = survey.last().orElse(Instant.EPOCH);
        return since.map(text -> Since.parse(text, last)
                        .orElseThrow(() -> misuse("--since is '" + text + "'; expected " + Since.EXPECTED)))
                .orElse(Instant.EPOCH);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
