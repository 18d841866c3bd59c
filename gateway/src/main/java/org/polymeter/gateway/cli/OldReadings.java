package org.polymeter.gateway.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.reading.MeterId;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HistoryConfig;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.config.Privacy;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.imports.ImportSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where old readings go, and what their files do not say, on the command line. */
final class OldReadings {

    private static final Path USUAL_CONFIG = Path.of("polymeter.yaml");
    private static final Set<String> ROLES = Set.of("grid", "production", "storage", "consumption");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration whose history it is (default: polymeter.yaml).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "In place of a configuration: the folder in which history.db is, or will be.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--meter",
            paramLabel = "ID",
            description = "The meter whose readings they are, where the files do not say it.")
    private Optional<String> meter = Optional.empty();

    @Option(names = "--gas-meter", paramLabel = "ID", description = "The gas meter behind it.")
    private Optional<String> gasMeter = Optional.empty();

    @Option(names = "--name", paramLabel = "TEXT", description = "What people call a meter that is new.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "WORD",
            description = "What a meter that is new is for: grid, production, storage or consumption.")
    private Optional<String> role = Optional.empty();

    @Option(
            names = "--zone",
            paramLabel = "ID",
            description = "Where the meters are, such as Europe/Amsterdam (default: as configured).")
    private Optional<String> zone = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "DIALECT",
            description = "Whose messages they are, if it does not show: tasmota, scs, rl-dsp, evn-kaifa …")
    private Optional<String> dialect = Optional.empty();

    @Option(
            names = "--from-zero",
            description = "Registers that are nowhere known begin at zero: for meters that are gone.")
    private boolean fromZero;

    @Option(
            names = "--before",
            paramLabel = "ID",
            description =
                    "The meter that came after --meter at the same place: the history goes on from one to the other.")
    private Optional<String> before = Optional.empty();

    @Option(names = "--dry-run", description = "Only say what would be imported.")
    private boolean dry;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Where the history is, and how it is kept. */
    record Place(Database database, HistorySettings settings) {}

    boolean isDry() {
        return dry;
    }

    /** The meter, and the one that came after it. */
    Optional<String> meter() {
        return meter;
    }

    Optional<String> before() {
        if (before.isPresent() && meter.isEmpty()) {
            throw misuse("--before needs --meter: which one was there before?");
        }
        return before;
    }

    /**
     * The configuration, if one is there or was asked for.
     *
     * @throws ConfigException if it is not sound
     */
    Optional<Configuration> configuration() throws ConfigException {
        if (data.isPresent() && config.isPresent()) {
            throw misuse("give --config or --data, not both");
        }
        if (data.isPresent()) {
            return Optional.empty();
        }
        if (config.isEmpty() && !Files.exists(USUAL_CONFIG)) {
            throw misuse("there is no polymeter.yaml here: name the configuration with -c FILE, or the folder of its"
                    + " history with --data FOLDER");
        }
        ConfigReader reader = new ConfigReader(System.getenv(), Set.of(), HostName.ofThisMachine());
        return Optional.of(reader.read(config.orElse(USUAL_CONFIG)));
    }

    Place place(Optional<Configuration> configuration) {
        HistorySettings usual = HistorySettings.usual(zone(configuration));
        if (configuration.isEmpty()) {
            return new Place(new Database.Sqlite(data.orElse(Path.of("")).resolve("history.db")), usual);
        }
        HistoryConfig history = configuration
                .get()
                .history()
                .orElseThrow(() -> misuse("the configuration keeps no history (history: {type: none})"));
        return new Place(history.database(), usual);
    }

    ImportSettings settings(Optional<Configuration> configuration, Keys keys) {
        meter.ifPresent(id -> check("--meter", id));
        gasMeter.ifPresent(id -> check("--gas-meter", id));
        role.filter(word -> !ROLES.contains(word)).ifPresent(word -> {
            throw misuse("--role is '" + word + "'; expected grid, production, storage or consumption");
        });
        return new ImportSettings(
                zone(configuration),
                new MeterLabel(meter, name, role),
                gasMeter,
                ids(configuration),
                keys,
                dialect.map(this::adapter),
                fromZero);
    }

    private ZoneId zone(Optional<Configuration> configuration) {
        if (zone.isEmpty()) {
            return configuration.map(Configuration::zone).orElseGet(ZoneId::systemDefault);
        }
        try {
            return ZoneId.of(zone.get());
        } catch (DateTimeException e) {
            throw misuse("--zone is '" + zone.get() + "'; expected a time zone such as Europe/Amsterdam");
        }
    }

    private static MeterIds ids(Optional<Configuration> configuration) {
        return configuration.map(Configuration::privacy).orElseGet(Privacy.Open::new) instanceof Privacy.Hashed hashed
                ? new MeterIds(hashed.secret().text().getBytes(StandardCharsets.UTF_8))
                : new MeterIds();
    }

    private Adapter adapter(String word) {
        return Adapters.named(word)
                .orElseThrow(
                        () -> misuse("--as is '" + word + "'; expected one of " + String.join(", ", Adapters.names())));
    }

    private void check(String option, String id) {
        if (!MeterId.isLegal(id)) {
            throw misuse(option + " is '" + id + "'; ids have lower-case letters, digits and hyphens: "
                    + MeterId.ofText(id) + "?");
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
