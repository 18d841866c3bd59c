package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.polymeter.codec.Finding;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.capture.Recogniser;
import org.polymeter.gateway.cli.detect.DetectReport;
import org.polymeter.gateway.cli.detect.Target;
import org.polymeter.gateway.detect.Attempt;
import org.polymeter.gateway.detect.Patience;
import org.polymeter.gateway.detect.Scan;
import org.polymeter.gateway.detect.SourcePort;
import org.polymeter.gateway.detect.TunablePort;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.TcpSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Find out what a meter speaks, and how its line is set.",
        description = {
            "",
            "Listens, never sends. Says what it found and how it knows, and prints the lines for" + " polymeter.yaml.",
            "",
            "A serial port is tried at 115200 8N1, 2400 8E1, 9600 8N1 and five more settings, until a telegram"
                    + " is understood: seconds for most meters, a minute and a half if all have to be tried,"
                    + " longer for meters that speak once a minute. Encrypted telegrams are recognised without"
                    + " a key; with one it is said whether it opens them.",
            "",
            "A file is read like 'decode' reads it: bytes or a hex dump, or what an adapter publishes.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter detect /dev/ttyUSB0              a cable at the meter",
            "  polymeter detect --quick /dev/ttyUSB0      if it speaks every few seconds",
            "  polymeter detect tcp://192.168.1.40:2001   ser2net, a P1 dongle, an ESP",
            "  polymeter detect capture.bin               what was recorded",
            "  polymeter detect --key-file house.key /dev/ttyUSB0",
            "",
            "If nothing comes at all: the operator may have to open the port; a P1 cable has to put 5 V on its"
                    + " request line; meters with an infrared eye may have to be asked.",
            "",
            "Ctrl-C ends it, and says what is known by then.",
            "Exit code 0: found. 1: not found. 2: wrong command line."
        })
final class DetectCommand implements Callable<Integer> {

    private static final int FAREWELL_SECONDS = 3;

    @Parameters(
            paramLabel = "WHERE",
            description = "A serial port, tcp://HOST:PORT, a file with what came out of a port, or '-' for the"
                    + " standard input.")
    private String where = "";

    @Option(names = "--quick", description = "Listen to each setting for seconds only.")
    private boolean quick;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Target target = Target.parse(where)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "'" + where + "' is no address; expected such as tcp://192.168.1.40:2001"));
        return switch (target) {
            case Target.Capture capture -> capture(capture);
            case Target.Serial serial -> live(serial, TunablePort.serial(serial.port()), Scan.CANDIDATES);
            case Target.Tcp tcp ->
                live(
                        tcp,
                        new SourcePort(() -> new TcpSource(bare(tcp.host()), tcp.port())),
                        List.of(LineSettings.USUAL));
        };
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int capture(Target.Capture capture) {
        Recogniser recogniser = new Recogniser(MeterStream.Options.auto().withKeys(keys.keys()));
        DetectReport report = report(true);
        recogniser.read(where, () -> DecodeCommand.open(capture.file()));
        Optional<Finding> finding = recogniser.recognition().finding();
        if (!recogniser.unreadable().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(where + ": " + recogniser.unreadable());
            err.flush();
            return Polymeter.FAILED;
        }
        if (finding.isPresent()) {
            report.found(capture, where, Optional.empty(), finding.get());
            return Polymeter.OK;
        }
        if (!recogniser.dialect().isEmpty()) {
            report.dialect(where, recogniser.dialect());
            return Polymeter.OK;
        }
        report.nothing(
                where,
                recogniser.recognition().symptom(),
                recogniser.recognition().bytes());
        return Polymeter.FAILED;
    }

    private int live(Target target, TunablePort port, List<LineSettings> candidates) throws IOException {
        boolean tunable = target instanceof Target.Serial;
        Keys known = keys.keys();
        DetectReport report = report(tunable);
        try (port;
                Interruption interruption = new Interruption(spec.commandLine().getOut())) {
            Scan.Result result = new Scan(
                            port,
                            candidates,
                            quick ? Patience.QUICK : Patience.USUAL,
                            MeterStream.Options.auto().withKeys(known),
                            InstantSource.system(),
                            report)
                    .run(interruption);
            Optional<Attempt> found = result.found();
            found.ifPresentOrElse(
                    attempt -> report.found(
                            target,
                            where,
                            tunable ? Optional.of(attempt.bestLine()) : Optional.empty(),
                            attempt.finding().orElseThrow()),
                    () -> report.nothing(where, result));
            return interruption.exitCode(found.isPresent() ? Polymeter.OK : Polymeter.FAILED);
        }
    }

    private DetectReport report(boolean tunable) {
        CommandLine command = spec.commandLine();
        return new DetectReport(command.getOut(), command.getErr(), Terminal.isInteractive(), tunable);
    }

    /** Ctrl-C: what is known is said before the program ends. */
    private static final class Interruption implements BooleanSupplier, AutoCloseable {

        private final AtomicBoolean stopping = new AtomicBoolean();
        private final AtomicInteger exitCode = new AtomicInteger(Polymeter.FAILED);
        private final CountDownLatch said = new CountDownLatch(1);
        private final PrintWriter out;
        private final Thread hook = new Thread(this::stop, "stop");

        Interruption(PrintWriter out) {
            this.out = out;
            Runtime.getRuntime().addShutdownHook(hook);
        }

        @Override
        public boolean getAsBoolean() {
            return stopping.get();
        }

        int exitCode(int code) {
            exitCode.set(code);
            return code;
        }

        @Override
        public void close() {
            said.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyStopping) {
                joinHook(); // which halts
            }
        }

        private void joinHook() {
            try {
                hook.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void stop() {
            stopping.set(true);
            try {
                if (said.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(exitCode.get());
        }
    }
}
