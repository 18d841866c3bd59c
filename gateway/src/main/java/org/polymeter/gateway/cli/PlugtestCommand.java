package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.Durations;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.config.PortCheck;
import org.polymeter.gateway.config.Problem;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.plugtest.Observations;
import org.polymeter.gateway.plugtest.Plugtest;
import org.polymeter.gateway.plugtest.PortList;
import org.polymeter.gateway.plugtest.PortLists;
import org.polymeter.gateway.plugtest.Serials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter plugtest}. */
@Command(
        name = "plugtest",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Report what the ports of meters deliver, against what they should.",
        description = {
            "",
            "Listens to meters, and writes a report: a matrix of meters and quantities, with value, unit, resolution"
                    + " and how often each came; and of each meter its clock, identity, encryption, protocol,"
                    + " what was rejected, and how it differs from the documented list of its operator.",
            "",
            "FILE holds captures, as for 'polymeter decode'. Without one, the sources of polymeter.yaml are listened"
                    + " to for five minutes; nothing is published. A port has one reader: stop 'polymeter run'"
                    + " before.",
            "",
            "Which list applies is found out where that is certain; else the core set of the profile is the measure"
                    + " (docs/profile.md, Derived values). --operator says it: 'polymeter plugtest --list' shows"
                    + " the lists there are.",
            "",
            "Reports are shown around, so serial numbers and messages are hidden, unless --with-serials is given.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter plugtest --demo                  fifteen simulated meters, for half a minute",
            "  polymeter plugtest -c polymeter.yaml --for 1h -o report.html",
            "  polymeter plugtest --operator house=evn --operator barn=ekz",
            "  polymeter plugtest --operator fluvius capture.p1",
            "",
            "Exit code 0: all as it should be. 1: something deviates. 2: wrong command line or configuration."
        })
final class PlugtestCommand implements Callable<Integer> {

    private static final Path USUAL_CONFIGURATION = Path.of("polymeter.yaml");
    private static final Duration USUAL_TIME = Duration.ofMinutes(5);
    private static final Duration DEMO_TIME = Duration.ofSeconds(30);

    /** What the meters of the demo play. */
    private static final List<String> DEMO_OPERATORS = List.of(
            "ekz=ch-e450",
            "aew=ch-e450",
            "denmark=dk-kamstrup",
            "austria=at-netz-noe",
            "slovenia=si-elektro-ljubljana",
            "czechia=cz-rs485",
            "germany=de-mme-inf-on",
            "france=fr-tic-standard");

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Captures; '-' is the standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration whose sources are listened to (default: polymeter.yaml).")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--demo", description = "Listen to the simulated meters of 'polymeter demo'.")
    private boolean demo;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long to listen: 30s, 5m, 1h (default: 5m, with --demo 30s).")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--operator",
            paramLabel = "[SOURCE=]NAME",
            description = "The list to measure by; of one source (or capture), or of all. May be repeated.")
    private List<String> operators = new ArrayList<>();

    @Option(names = "--list", description = "Show the lists there are, and end.")
    private boolean list;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            converter = ReportForm.Word.class,
            description = "table (the default), markdown, html or json; if --output ends in .md, .html or .json, that.")
    private Optional<ReportForm> form = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write the report (default: standard output).")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--with-serials", description = "Show serial numbers and messages.")
    private boolean withSerials;

    @Mixin
    private CaptureOptions reading = new CaptureOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Launcher launcher;

    PlugtestCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            showLists();
            return Polymeter.OK;
        }
        if ((files.isEmpty() ? 0 : 1) + (config.isPresent() ? 1 : 0) + (demo ? 1 : 0) > 1) {
            throw misuse("give captures, --config or --demo, only one of them");
        }
        output.ifPresent(this::checkFolder);
        Operators chosen = new Operators(operators, spec);
        Duration atMost = duration(demo ? DEMO_TIME : USUAL_TIME);
        Optional<Observations> observations;
        try {
            observations = observe(chosen, atMost);
        } catch (ConfigException e) {
            print(e.problems());
            return Polymeter.MISUSED;
        }
        if (observations.isEmpty()) {
            return Polymeter.FAILED;
        }
        Plugtest test = Plugtest.of(
                observations.get(), chosen.of(observations.get().sources().keySet()));
        write(test);
        return test.deviationCount() == 0 ? Polymeter.OK : Polymeter.FAILED;
    }

    /** Empty if a port is not there, which has been said. */
    private Optional<Observations> observe(Operators chosen, Duration atMost)
            throws ConfigException, IOException, InterruptedException {
        Observer observer = new Observer(launcher, spec.commandLine().getErr());
        if (!files.isEmpty()) {
            chosen.check(Set.copyOf(files));
            return Optional.of(observer.captures(files, reading.engines(keys.keys(), false), reading.zone()));
        }
        if (demo) {
            chosen.unlessSaid(DEMO_OPERATORS);
            return Optional.of(observer.demo(atMost));
        }
        Configuration configuration = new ConfigReader(System.getenv(), kinds(), HostName.ofThisMachine())
                .read(config.orElse(USUAL_CONFIGURATION))
                .withoutOutputs();
        chosen.check(configuration.sources().stream().map(SourceConfig::id).collect(Collectors.toSet()));
        PortCheck ports = PortCheck.of(configuration);
        print(ports.fatal());
        print(ports.later());
        return ports.fatal().isEmpty() ? Optional.of(observer.configuration(configuration, atMost)) : Optional.empty();
    }

    private static Set<String> kinds() {
        return MeterKinds.all().stream().map(MeterKind::name).collect(Collectors.toUnmodifiableSet());
    }

    private void print(List<Problem> problems) {
        PrintWriter err = spec.commandLine().getErr();
        problems.forEach(err::println);
        err.flush();
    }

    /** Before listening for an hour. */
    private void checkFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw misuse("--output: '" + file + "' is in no folder that is there, or is a folder itself");
        }
    }

    private void write(Plugtest test) throws IOException {
        ReportForm chosen = form.orElseGet(() -> ReportForm.of(output));
        boolean coloured = output.isEmpty() && Terminal.isInteractive();
        String text = chosen.render(test, new Serials(withSerials), coloured);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isPresent()) {
            Files.writeString(output.get(), text);
            out.println("Written to " + output.get() + ": " + test.deviationCount() + " deviations.");
        } else {
            out.print(text);
        }
        out.flush();
    }

    private void showLists() {
        PrintWriter out = spec.commandLine().getOut();
        for (PortList known : PortLists.all()) {
            out.printf("%-20s  %s%n", known.name(), known.title());
            if (!known.aliases().isEmpty()) {
                out.printf("%-20s  also: %s%n", "", String.join(", ", known.aliases()));
            }
        }
        out.flush();
    }

    private Duration duration(Duration usual) {
        return time.map(text -> Durations.parse(text)
                        .filter(duration -> !duration.isZero())
                        .orElseThrow(() -> misuse("--for is '" + text + "'; expected a time such as 30s, 5m or 1h")))
                .orElse(usual);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
