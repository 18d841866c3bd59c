package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.PortCheck;
import org.polymeter.gateway.config.Problem;
import org.polymeter.gateway.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code polymeter run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Read meters and publish their values, as a configuration file says.",
        description = {
            "",
            "The smallest file that works:",
            "",
            "  sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]",
            "",
            "It reads the meter on that port, finds out by itself what it speaks, shows it in a browser at"
                    + " http://localhost:8080, and publishes to a broker inside this program, port 1883. Watch that from"
                    + " another terminal:",
            "",
            "  mosquitto_sub -t 'polymeter/#' -v",
            "",
            "Without a file, it starts empty: add meters in the web app at http://127.0.0.1:8080/.",
            "",
            "polymeter.example.yaml shows all there is. Whatever is wrong with a file is said at once, with"
                    + " line and suggestion, before anything starts. Changes of the file apply while it runs.",
            "",
            "Runs until Ctrl-C, which is a clean end (exit code 0). Wires and brokers that are away are waited"
                    + " for.",
            ""
        },
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter run                  with polymeter.yaml in this folder",
            "  polymeter run -c /etc/polymeter.yaml",
            "  polymeter run --check          is the file sound? start nothing"
        })
final class RunCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "polymeter.yaml",
            description = "The configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("polymeter.yaml");

    @Option(names = "--check", description = "Only say whether the file is sound.")
    private boolean checkOnly;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Launcher launcher;

    RunCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        SettingsFile settings;
        try {
            settings = settings();
            StagedStart staged = new StagedStart(file, () -> settings().configuration(), out, err);
            if (!checkOnly && staged.apply(settings.configuration())) {
                settings = settings();
            }
        } catch (ConfigException e) {
            print(e.problems(), err);
            err.println("Nothing was started: " + count(e.problems().size(), "problem") + " in " + file + ".");
            err.flush();
            return Polymeter.MISUSED;
        }
        Configuration configuration = settings.configuration();
        PortCheck ports = PortCheck.of(configuration);
        print(ports.fatal(), err);
        print(ports.later(), err);
        if (!ports.fatal().isEmpty()) {
            return Polymeter.FAILED;
        }
        if (checkOnly) {
            out.println(file + " is sound: " + count(configuration.sources().size(), "source") + ", "
                    + count(configuration.outputs().size(), "output") + ".");
            out.flush();
            return Polymeter.OK;
        }
        if (!settings.exists()) {
            out.println("There is no " + file + " yet. Add your meters at http://127.0.0.1:"
                    + OutputConfig.Http.DEFAULT_PORT + "/ – what you save there makes the file.");
            out.flush();
        }
        if (configuration.outputsAssumed()) {
            out.println(file + " names no outputs: publishing to a broker inside this program, port "
                    + Configuration.DEFAULT_BROKER_PORT + " of this machine, and showing all at http://localhost:"
                    + OutputConfig.Http.DEFAULT_PORT + ".");
            out.flush();
        }
        Session.run(launcher.start(settings, out), Session.FOREVER, out);
        return Polymeter.OK;
    }

    /** Who names a file, or wants it checked, means one that is there. */
    private SettingsFile settings() throws IOException, ConfigException {
        ConfigReader reader = new ConfigReader(System.getenv(), kinds(), HostName.ofThisMachine());
        boolean isNamed = spec.commandLine().getParseResult().hasMatchedOption("--config");
        if ((isNamed || checkOnly) && !Files.exists(file)) {
            reader.read(file);
        }
        return SettingsFile.open(file, reader);
    }

    private static Set<String> kinds() {
        return MeterKinds.all().stream().map(MeterKind::name).collect(Collectors.toUnmodifiableSet());
    }

    private static void print(List<Problem> problems, PrintWriter err) {
        problems.forEach(err::println);
        err.flush();
    }

    private static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
