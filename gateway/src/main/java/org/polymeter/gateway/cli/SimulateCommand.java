package org.polymeter.gateway.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.Durations;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.simulator.WireServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Play a meter: the bytes that one of its family sends, on a port or into a file.",
        description = {
            "",
            "On a port, whoever connects hears the meter as from a serial server (ser2net); it speaks while somebody"
                    + " listens. Try a configuration"
                    + " before the meter is there, or another program than this one. Into a file, with --count, it"
                    + " does not wait between telegrams.",
            "",
            "Faults are shares of all telegrams, 0 to 1:",
            "",
            "  flips       one bit is the other way round",
            "  drops       one byte is missing",
            "  duplicates  it comes twice",
            "  cuts        its end is missing",
            "  stalls      eight telegrams are missing",
            "  wrong-key   it is encrypted with a key that nobody has",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter simulate --list",
            "  polymeter simulate sml --count 3 --out - | polymeter decode -",
            "  polymeter simulate dsmr5 --port 2001",
            "  polymeter simulate kaifa --port 2001 --faults flips=0.1,stalls=0.01"
        })
final class SimulateCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;
    private static final long DOORBELL_MILLIS = 50;
    private static final String STANDARD_OUTPUT = "-";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FAMILY",
            description = "Which meter; --list shows all there are.")
    private Optional<String> family = Optional.empty();

    @Option(names = "--list", description = "Show all families, then end.")
    private boolean list;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port on this computer (default: a free one, which is printed).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write into a file instead; - is standard output.")
    private Optional<String> file = Optional.empty();

    @Option(names = "--interval", paramLabel = "TIME", description = "Between telegrams (default: as real ones do).")
    private Optional<String> interval = Optional.empty();

    @Option(names = "--count", paramLabel = "N", description = "End after so many telegrams (default: never).")
    private Optional<Long> count = Optional.empty();

    @Option(names = "--faults", paramLabel = "RATES", description = "What goes wrong, as flips=0.1,drops=0.05.")
    private Optional<String> faults = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another number is another household, and other faults (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            list(out);
            return Polymeter.OK;
        }
        Family chosen = family();
        if (file.isPresent() && port.isPresent()) {
            throw misuse("give --port or --out, not both");
        }
        Instant start = clock.instant();
        Play play = new Play(chosen, keysOf(chosen), faultRates(), seed, start);
        Duration pause = interval.map(this::duration).orElse(play.interval());
        if (file.isPresent()) {
            write(chosen, play, pause, start, file.get());
        } else {
            serve(chosen, play, pause, out);
        }
        return Polymeter.OK;
    }

    private static void list(PrintWriter out) {
        for (Family each : Family.values()) {
            out.printf("%-14s %-3s %-5s  %s%n", each.word(), each.country(), each.port(), each.title());
        }
        out.println();
        out.println("Encrypted ones have the keys that stand as examples in the books on DLMS, if you give no other:");
        out.println("  --key " + Family.ENCRYPTION_KEY);
        out.println("  --auth-key " + Family.AUTHENTICATION_KEY + " (smarty: that of Luxembourg)");
        out.flush();
    }

    private void serve(Family chosen, Play play, Duration pause, PrintWriter out)
            throws IOException, InterruptedException {
        if (chosen.isMessage()) {
            throw misuse(chosen.word() + " publishes over MQTT: write its messages with --out, or see it in"
                    + " 'polymeter demo'");
        }
        try (WireServer wire = new WireServer(port.map(this::checked).orElse(0))) {
            out.printf("%s on tcp://127.0.0.1:%d; Ctrl-C ends it.%n", chosen.title(), wire.port());
            out.flush();
            Session.run(new Performance(play, wire, pause, most()), Session.FOREVER, out);
        }
    }

    /** With a count, the meter's time runs as fast as bytes can be written. */
    private void write(Family chosen, Play play, Duration pause, Instant start, String name)
            throws IOException, InterruptedException {
        try (OutputStream sink = new BufferedOutputStream(open(name))) {
            Instant now = start;
            for (long i = 0; i < most(); i++) {
                sink.write(play.at(now));
                if (chosen.isMessage()) {
                    sink.write('\n');
                }
                if (count.isEmpty()) {
                    sink.flush();
                    Thread.sleep(pause);
                    now = clock.instant();
                } else {
                    now = now.plus(pause);
                }
            }
        }
    }

    private static OutputStream open(String name) throws IOException {
        return name.equals(STANDARD_OUTPUT)
                ? new FileOutputStream(FileDescriptor.out)
                : Files.newOutputStream(Path.of(name));
    }

    private long most() {
        return count.orElse(Long.MAX_VALUE);
    }

    private Family family() {
        String word = family.orElseThrow(() -> misuse("which meter? One of " + String.join(", ", Family.words())));
        return Family.named(word)
                .orElseThrow(() -> misuse(
                        "there is no family '" + word + "'; expected one of " + String.join(", ", Family.words())));
    }

    /** What is not given is as in {@code --list}. */
    private Keys keysOf(Family chosen) {
        Keys given = keys.keys();
        if (given.encryption().isEmpty()) {
            return chosen.keys();
        }
        return given.authentication().isPresent()
                ? given
                : given.withAuthentication(chosen.keys().authentication().orElseThrow());
    }

    private Faults faultRates() {
        try {
            return faults.map(Faults::parse).orElse(Faults.NONE);
        } catch (IllegalArgumentException e) {
            throw misuse("--faults: " + e.getMessage());
        }
    }

    private Duration duration(String text) {
        return Durations.parse(text)
                .filter(duration -> !duration.isZero())
                .orElseThrow(() -> misuse("--interval is '" + text + "'; expected a time such as 1s, 500ms or 5m"));
    }

    private int checked(int number) {
        if (number < 1 || number > HIGHEST_PORT) {
            throw misuse("--port is " + number + "; expected 1 to " + HIGHEST_PORT);
        }
        return number;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** One meter that speaks as long as somebody listens. */
    private final class Performance implements Running {

        private final Play play;
        private final WireServer wire;
        private final Duration pause;
        private final long most;
        private final CountDownLatch stopping = new CountDownLatch(1);

        Performance(Play play, WireServer wire, Duration pause, long most) {
            this.play = play;
            this.wire = wire;
            this.pause = pause;
            this.most = most;
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            long said = 0;
            while (said < most) {
                long wait = DOORBELL_MILLIS;
                if (wire.isHeard()) {
                    wire.send(play.at(clock.instant()));
                    said++;
                    wait = pause.toMillis();
                }
                if (stopping.await(wait, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() {
            stopping.countDown();
        }
    }
}
