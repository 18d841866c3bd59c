package org.polymeter.gateway.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.polymeter.gateway.capture.Captures;
import org.polymeter.gateway.capture.Engine;
import org.polymeter.gateway.capture.Report;
import org.polymeter.gateway.capture.StatedTime;
import org.polymeter.gateway.cli.decode.JsonReport;
import org.polymeter.gateway.cli.decode.ReadingReport;
import org.polymeter.gateway.cli.decode.TableReport;
import org.polymeter.gateway.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
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
                    + " 0x, commas, xxd, hexdump -C; '#' begins a comment), or base64. '-' is the standard input. What"
                    + " protocol it is shows by itself.",
            "",
            "Every byte is accounted for: what is no telegram is reported with its place and the reason"
                    + " (checksum, truncated, no_key, decrypt, decode, too_long, noise).",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter decode capture.bin           a table for people",
            "  polymeter decode -o explain frame.hex  what every byte means, layer by layer",
            "  polymeter decode -o json *.hex         a line of JSON per telegram",
            "  polymeter decode -o reading house.p1   what the gateway would publish",
            "  polymeter decode --key-file house.key house.bin",
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
        TABLE,
        EXPLAIN,
        JSON,
        READING
    }

    /** Because picocli would shout the names of the constants. */
    private static final class OutputWord implements ITypeConverter<Output> {

        @Override
        public Output convert(String word) {
            return switch (word) {
                case "table" -> Output.TABLE;
                case "explain" -> Output.EXPLAIN;
                case "json" -> Output.JSON;
                case "reading" -> Output.READING;
                default ->
                    throw new TypeConversionException(
                            "expected table, explain, json or reading, but was '" + word + "'");
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
            description = "table (for people, the default), explain (also what every byte means), json (for"
                    + " programs, a line per telegram) or reading (what the gateway would publish).")
    private Output output = Output.TABLE;

    @Mixin
    private CaptureOptions reading = new CaptureOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Engine.Maker engines;
        try {
            engines = reading.engines(keys.keys(), output == Output.EXPLAIN);
        } catch (ConfigException e) {
            e.problems().forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
            return Polymeter.MISUSED;
        }
        Captures captures = new Captures(engines, report(reading.zone()));
        for (String file : files) {
            captures.read(file, () -> open(file));
        }
        return captures.anyRejected() ? Polymeter.FAILED : Polymeter.OK;
    }

    private Report report(Optional<ZoneId> zone) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        StatedTime times = new StatedTime(zone);
        return switch (output) {
            case TABLE, EXPLAIN -> new TableReport(out, CommandLine.Help.Ansi.AUTO, times);
            case JSON -> new JsonReport(out, err, times);
            case READING -> new ReadingReport(out, err, zone, InstantSource.system());
        };
    }

    /** Opens a capture by its name on the command line. */
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
