package org.polymeter.gateway.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.cli.decode.Captures;
import org.polymeter.gateway.cli.decode.Engine;
import org.polymeter.gateway.cli.decode.Engines;
import org.polymeter.gateway.cli.decode.ExplainReport;
import org.polymeter.gateway.cli.decode.JsonReport;
import org.polymeter.gateway.cli.decode.ReadingReport;
import org.polymeter.gateway.cli.decode.Report;
import org.polymeter.gateway.cli.decode.StatedTime;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code polymeter decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Say what is in captured telegrams.",
        description = {
            "",
            "FILE holds what came out of a meter's port: the very bytes, or somebody's hex dump of them (blanks,"
                    + " 0x, commas, xxd, hexdump -C; '#' begins a comment). '-' is the standard input. What"
                    + " protocol it is shows by itself.",
            "",
            "Every byte is accounted for: what is no telegram is reported with its place and the reason"
                    + " (checksum, truncated, no_key, decode, too_long, noise).",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter decode capture.bin           a table for people",
            "  polymeter decode -o json *.hex         a line of JSON per telegram",
            "  polymeter decode -o reading house.p1   what the gateway would publish",
            "  echo '7E A0 2A 41 08 …' | polymeter decode -",
            "",
            "Capture 15 seconds of a meter on Linux (P1; many others have 2400 baud):",
            "  stty -F /dev/ttyUSB0 115200 raw",
            "  timeout 15 cat /dev/ttyUSB0 > capture.bin",
            "",
            "Exit code 0: everything was decoded. 1: something was rejected. 2: wrong command line."
        })
final class DecodeCommand implements Callable<Integer> {

    private enum Output {
        EXPLAIN,
        JSON,
        READING
    }

    /** Because picocli would shout the names of the constants. */
    private static final class OutputWord implements ITypeConverter<Output> {

        @Override
        public Output convert(String word) {
            return switch (word) {
                case "explain" -> Output.EXPLAIN;
                case "json" -> Output.JSON;
                case "reading" -> Output.READING;
                default ->
                    throw new TypeConversionException("expected explain, json or reading, but was '" + word + "'");
            };
        }
    }

    private static final String STDIN = "-";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Captures; '-' is the standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            converter = OutputWord.class,
            description = "explain (a table for people, the default), json (for programs, a line per telegram) or"
                    + " reading (what the gateway would publish).")
    private Output output = Output.EXPLAIN;

    @Option(
            names = "--as",
            paramLabel = "WHAT",
            description = {"What the captures are, if it does not show: ${COMPLETION-CANDIDATES} (default: auto)."},
            completionCandidates = Engines.Names.class)
    private String as = Engines.AUTO;

    @Option(names = "--kind", paramLabel = "NAME", description = "The kind of meter, if it does not show.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "ID",
            description = "Where the meters are, such as Europe/Lisbon: for clocks that do not state their offset to"
                    + " UTC (default: such times are left open, and S and W mean +02:00 and +01:00).")
    private Optional<String> zone = Optional.empty();

    @Option(names = "--ignore-checksum", description = "Decode telegrams whose checksum does not match, too.")
    private boolean ignoreChecksum;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        kind.ifPresent(this::checkKind);
        Engine.Maker engines = Engines.named(as, options())
                .orElseThrow(() -> misuse("--as is '" + as + "'; expected " + String.join(", ", Engines.names())));
        Captures captures = new Captures(engines, report(zone.map(this::zoneId)));
        for (String file : files) {
            captures.read(file, () -> open(file));
        }
        return captures.anyRejected() ? Polymeter.FAILED : Polymeter.OK;
    }

    private MeterStream.Options options() {
        MeterStream.Options options = MeterStream.Options.auto().withKind(kind);
        return ignoreChecksum ? options.ignoringChecksums() : options;
    }

    /** Taken and checked, so that scripts need not change; encrypted telegrams are {@code no_key} as yet. */
    @Option(names = "--key", paramLabel = "HEX", hidden = true, converter = HexKey.class)
    void key(byte[] unused) {}

    /** See {@link #key}. */
    @Option(names = "--auth-key", paramLabel = "HEX", hidden = true, converter = HexKey.class)
    void authKey(byte[] unused) {}

    private Report report(Optional<ZoneId> zone) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        StatedTime times = new StatedTime(zone);
        return switch (output) {
            case EXPLAIN -> new ExplainReport(out, CommandLine.Help.Ansi.AUTO, times);
            case JSON -> new JsonReport(out, err, times);
            case READING -> new ReadingReport(out, err, zone, InstantSource.system());
        };
    }

    private ZoneId zoneId(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw misuse("--zone is '" + id + "'; expected a time zone such as Europe/Zurich");
        }
    }

    private void checkKind(String name) {
        List<String> known = MeterKinds.all().stream().map(MeterKind::name).toList();
        if (!known.contains(name)) {
            throw misuse("--kind is '" + name + "'; expected one of " + String.join(", ", known));
        }
    }

    private CommandLine.ParameterException misuse(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** A file, or the standard input. */
    static InputStream open(String file) throws IOException {
        if (file.equals(STDIN)) {
            return new Unclosed(System.in);
        }
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new IOException("it is a folder");
            }
            return Files.newInputStream(path);
        } catch (InvalidPathException e) {
            throw new IOException("it is no file name", e);
        }
    }

    /** The standard input is not ours to close. */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
