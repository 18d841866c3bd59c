package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.polymeter.gateway.archive.Survey;
import org.polymeter.gateway.archive.Survey.Contents;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.replay.Pace;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.replay.Selection;
import org.polymeter.gateway.simulator.WireServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Play what meters have sent once more, from an archive or a bundle.",
        description = {
            "",
            "'polymeter run' keeps recent frames as they came, and all that it could not use (docs/operating.md, Frames"
                    + " as they came). This plays them again in their own time, or faster, and shows what is decoded"
                    + " of them. Nothing is published.",
            "",
            "With --listen, it is the meter: whoever connects to that port gets the bytes of one source, another"
                    + " Polymeter or another program.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter replay                              the archive of polymeter.yaml in this folder",
            "  polymeter replay bundle.zip --speed 60x       an hour in a minute",
            "  polymeter replay --since 10m --rejected --speed max",
            "  polymeter replay --source p1 --listen 2001    in another terminal: nc localhost 2001"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;
    private static final long DOORBELL_MILLIS = 50;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ARCHIVE",
            description = "The folder of an archive, one of its files, or a bundle (default: that of the"
                    + " configuration).")
    private Optional<Path> given = Optional.empty();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration that says what the sources are, with their keys (default: that in the"
                    + " bundle, else polymeter.yaml if it is there; without any, sources speak for themselves).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1x",
            description = "60x: an hour in a minute; max: without waiting (default: ${DEFAULT-VALUE}).")
    private String speed = "1x";

    @Option(names = "--source", paramLabel = "ID", description = "Only what came from that source.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only the last 10m, 1h, 2d of the archive, or from 2026-11-26T18:00:00Z on.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--rejected", description = "Only what could not be used.")
    private boolean rejected;

    @Option(names = "--listen", paramLabel = "PORT", description = "Serve the bytes on that TCP port of this computer.")
    private Optional<Integer> port = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Launcher launcher;

    ReplayCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        OptionalDouble factor = Pace.parse(speed)
                .orElseThrow(() -> misuse("--speed is '" + speed + "'; expected a speed such as 60x, or max"));
        ArchiveChoice choice;
        Survey survey;
        Configuration configuration;
        try {
            choice = ArchiveChoice.of(given, config);
            survey = Survey.of(choice.archive());
            configuration = choice.configuration(survey);
        } catch (ConfigException e) {
            e.problems().forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
            return Polymeter.MISUSED;
        }
        source.ifPresent(id -> checkSource(id, survey));
        Instant begin = begin(survey);
        Playback playback =
                new Playback(choice.archive(), new Selection(source, begin, rejected), new Pace(factor, begin));
        Progress progress = new Progress(playback, begin, survey.last().orElse(begin));
        if (port.isPresent()) {
            serve(playback, survey, progress, out);
        } else {
            show(configuration, playback, progress, out);
        }
        if (playback.passedOver() > 0) {
            out.println(playback.passedOver() + " entries were passed over: of sources that the configuration does not"
                    + " name, or rejected messages, whose topics are not kept.");
        }
        out.flush();
        return Polymeter.OK;
    }

    private void show(Configuration configuration, Playback playback, Progress progress, PrintWriter out)
            throws IOException, InterruptedException {
        LiveTable table = new LiveTable(out, playback.clock(), progress::line);
        try (playback) {
            table.start();
            Session.run(launcher.replay(configuration, playback, table), Session.FOREVER, out);
        }
        table.summary();
    }

    private void serve(Playback playback, Survey survey, Progress progress, PrintWriter out)
            throws IOException, InterruptedException {
        String id = source.orElseGet(() -> onlyWire(survey));
        Contents contents = survey.sources().get(id);
        if (contents != null && !contents.overWire()) {
            throw misuse("'" + id + "' sent messages to a broker; leave --listen away to see what is in them");
        }
        try (WireServer wire = new WireServer(port.map(this::checked).orElse(0));
                playback) {
            out.printf("%s on tcp://127.0.0.1:%d, as soon as somebody listens; Ctrl-C ends it.%n", id, wire.port());
            out.flush();
            while (!wire.isHeard()) {
                Thread.sleep(DOORBELL_MILLIS);
            }
            playback.play(entry -> {
                if (entry.source().equals(id)) {
                    wire.send(entry.bytes().toArray());
                    progress.printTo(out);
                }
            });
            progress.end(out);
        }
    }

    private String onlyWire(Survey survey) {
        Map<String, Contents> sources = survey.sources();
        if (sources.size() != 1) {
            throw misuse("which source? --source " + String.join(", or ", sources.keySet()));
        }
        return sources.keySet().iterator().next();
    }

    private void checkSource(String id, Survey survey) {
        if (!survey.sources().containsKey(id)) {
            throw misuse("nothing came from a source '" + id + "'; there is "
                    + String.join(", ", survey.sources().keySet()));
        }
    }

    private Instant begin(Survey survey) {
        Instant first = survey.first().orElse(Instant.EPOCH);
        Instant last = survey.last().orElse(first);
        Instant asked = since.map(text -> Since.parse(text, last)
                        .orElseThrow(() -> misuse("--since is '" + text + "'; expected " + Since.EXPECTED)))
                .orElse(first);
        return asked.isAfter(first) ? asked : first;
    }

    private int checked(int number) {
        if (number < 0 || number > HIGHEST_PORT) {
            throw misuse("--listen is " + number + "; expected 0 (a free one) to " + HIGHEST_PORT);
        }
        return number;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** How far it is, for terminals. */
    private static final class Progress {

        private static final String CLEAR_LINE = "\r\033[2K";
        private static final long PAUSE_NANOS = 200_000_000;

        private final Playback playback;
        private final Instant begin;
        private final Instant end;
        private final boolean live = Terminal.isInteractive();
        private long printed;

        Progress(Playback playback, Instant begin, Instant end) {
            this.playback = playback;
            this.begin = begin;
            this.end = end;
        }

        String line() {
            Instant now = playback.clock().instant();
            long all = Math.max(1, Duration.between(begin, end).toMillis());
            long done = Math.clamp(Duration.between(begin, now).toMillis(), 0, all);
            return "%s   %d %%   %d frames"
                    .formatted(now.truncatedTo(ChronoUnit.SECONDS), 100 * done / all, playback.played());
        }

        void printTo(PrintWriter out) {
            if (live && System.nanoTime() - printed > PAUSE_NANOS) {
                printed = System.nanoTime();
                out.print(CLEAR_LINE + line());
                out.flush();
            }
        }

        void end(PrintWriter out) {
            out.println((live ? CLEAR_LINE : "") + playback.played() + " frames sent.");
        }
    }
}
