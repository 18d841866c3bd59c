package org.polymeter.gateway.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.capture.Engine;
import org.polymeter.gateway.capture.Engines;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How captures are read, on the command line. */
final class CaptureOptions {

    @Option(
            names = "--as",
            paramLabel = "WHAT",
            description = {"What the captures are, if it does not show: ${COMPLETION-CANDIDATES} (default: auto)."},
            completionCandidates = Engines.Names.class)
    private String as = Engines.AUTO;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "A mapping file that explains the fields of a device's JSON (docs/operating.md).")
    private Optional<Path> mapping = Optional.empty();

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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * What reads the captures.
     *
     * @param explaining whether it shall say what every byte means
     * @throws ConfigException if the mapping file is not sound
     */
    Engine.Maker engines(Keys keys, boolean explaining) throws ConfigException {
        kind.ifPresent(this::checkKind);
        if (mapping.isPresent()) {
            return mapped(mapping.get());
        }
        if (as.equals(Engines.MAPPED)) {
            throw misuse("--as mapped needs --mapping FILE, which says what the fields mean");
        }
        return Engines.named(as, options(keys, explaining))
                .orElseThrow(() -> misuse("--as is '" + as + "'; expected " + String.join(", ", Engines.names())));
    }

    /** Where the meters are, if it was said. */
    Optional<ZoneId> zone() {
        return zone.map(this::zoneId);
    }

    private Engine.Maker mapped(Path file) throws ConfigException {
        if (!as.equals(Engines.AUTO) && !as.equals(Engines.MAPPED)) {
            throw misuse("--mapping goes with --as mapped, not with --as " + as);
        }
        return Engines.mapped(new ConfigReader(System.getenv(), Set.of(), "").mapping(file));
    }

    private MeterStream.Options options(Keys keys, boolean explaining) {
        MeterStream.Options options = MeterStream.Options.auto().withKind(kind).withKeys(keys);
        if (ignoreChecksum) {
            options = options.ignoringChecksums();
        }
        return explaining ? options.explaining() : options;
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

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
