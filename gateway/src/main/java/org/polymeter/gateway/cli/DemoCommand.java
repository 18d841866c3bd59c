package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.polymeter.gateway.config.Durations;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code polymeter demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Show it at work with fifteen simulated meters: no hardware, no broker, no configuration.",
        description = {
            "",
            "Fifteen meters that do not exist, of thirteen families, send telegrams as real ones do. They go the same"
                    + " way as those of real meters and end in one vocabulary: in a table on this terminal, and"
                    + " in the broker of the demo. Watch it from another terminal:",
            "",
            "  mosquitto_sub -t 'polymeter/#' -v",
            "  curl http://localhost:8080/api/1/meter",
            "",
            "Runs until Ctrl-C.",
            ""
        },
        optionListHeading = "Options:%n",
        footer = {"", "Examples:", "  polymeter demo", "  polymeter demo --for 20s --mqtt-port 1884"})
final class DemoCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--for", paramLabel = "TIME", description = "End after this time: 20s, 5m, 1h (default: never).")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--mqtt-port",
            paramLabel = "N",
            description = "Port of the demo's broker (default: 1883, or a free one if that is taken).")
    private Optional<Integer> port = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Launcher launcher;

    DemoCommand(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration atMost = time.map(this::duration).orElse(Session.FOREVER);
        OptionalInt brokerPort = port.map(this::checked).map(OptionalInt::of).orElse(OptionalInt.empty());
        PrintWriter out = spec.commandLine().getOut();
        Session.run(launcher.demo(brokerPort, out), atMost, out);
        return Polymeter.OK;
    }

    private Duration duration(String text) {
        return Durations.parse(text)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "--for is '" + text + "'; expected a time such as 20s, 5m or 1h"));
    }

    private int checked(int number) {
        if (number < 1 || number > HIGHEST_PORT) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--mqtt-port is " + number + "; expected 1 to " + HIGHEST_PORT);
        }
        return number;
    }
}
