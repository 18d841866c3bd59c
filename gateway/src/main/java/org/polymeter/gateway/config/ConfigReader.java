package org.polymeter.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.adapter.FieldMapping;
import org.polymeter.gateway.profile.Topics;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a configuration file whole: either all of it is sound, or every problem is named at once.
 * polymeter.example.yaml shows all there is.
 */
public final class ConfigReader {

    private enum PrivacyWord {
        NONE,
        HASH
    }

    private static final String DEFAULT_ROOT = "polymeter";
    private static final String DEFAULT_DATA = "polymeter-data";
    private static final Duration DEFAULT_STATE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration DEFAULT_MAX_AGE = Duration.ofHours(26);
    private static final Duration DEFAULT_MAX_SKEW = Duration.ofHours(1);

    /** A key for HMAC-SHA-256 that can be guessed hides nothing. */
    private static final int SHORTEST_SECRET = 16;

    private final Map<String, String> environment;
    private final Set<String> kinds;
    private final String hostName;

    /** Of sources and tariffs that name none; empty: that of the file. */
    private final Optional<ZoneId> zoneInForce;

    /**
     * A reader for this machine.
     *
     * @param environment what <code>${NAME}</code> in the file stands for
     * @param kinds the meter kinds there are; empty: any name will do
     * @param hostName the gateway's id is made from it if the file has none
     */
    public ConfigReader(Map<String, String> environment, Set<String> kinds, String hostName) {
        this(environment, kinds, hostName, Optional.empty());
    }

    private ConfigReader(
            Map<String, String> environment, Set<String> kinds, String hostName, Optional<ZoneId> zoneInForce) {
        this.environment = Map.copyOf(environment);
        this.kinds = Set.copyOf(kinds);
        this.hostName = hostName;
        this.zoneInForce = zoneInForce;
    }

    /**
     * The same for a gateway that runs: sources and tariffs that name no zone keep that of its start, as the days of the
     * history do, whatever the file says by now.
     */
    public ConfigReader ofRunning(Configuration started) {
        return new ConfigReader(environment, kinds, hostName, Optional.of(started.zone()));
    }

    /**
     * Reads a file; relative paths in it count from where it is.
     *
     * @throws ConfigException if anything at all is wrong with it
     */
    public Configuration read(Path file) throws ConfigException {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        try {
            return read(file.getFileName().toString(), folder, Files.readString(file))
                    .of(file);
        } catch (IOException e) {
            Document nothing = new Document(file.toString(), folder, "", environment);
            nothing.problem(
                    1,
                    "cannot read it: " + ReadFailure.reason(file)
                            + " – polymeter.example.yaml is a start; -c FILE names another");
            throw nothing.rejected();
        }
    }

    /**
     * Reads a text.
     *
     * @param name for messages, such as {@code polymeter.yaml}
     */
    public Configuration read(String name, Path folder, String text) throws ConfigException {
        Document document = new Document(name, folder, text, environment);
        Optional<Node> root = compose(document, name, text);
        Optional<Configuration> configuration = root.flatMap(node -> read(document, node));
        if (root.isEmpty() && document.isSound()) {
            document.problem(1, "the file is empty – it needs at least 'sources'; see polymeter.example.yaml");
        }
        if (configuration.isEmpty() || !document.isSound()) {
            throw document.rejected();
        }
        return configuration.get();
    }

    /**
     * Reads a mapping file, as sources of {@code protocol: mapped} name it.
     *
     * @throws ConfigException if anything at all is wrong with it
     */
    public FieldMapping mapping(Path file) throws ConfigException {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        String text = "";
        Optional<String> failure = Optional.empty();
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            failure = Optional.of("cannot read it: " + ReadFailure.reason(file));
        }
        Document document = new Document(file.toString(), folder, text, environment);
        Optional<FieldMapping> mapping = Optional.empty();
        if (failure.isPresent()) {
            document.problem(1, failure.get());
        } else {
            mapping = root(document, "the mapping").map(section -> MappingReader.read(section, List.of()));
        }
        if (mapping.isEmpty() || !document.isSound()) {
            throw document.rejected();
        }
        return mapping.get();
    }

    /** The block that a file consists of; whatever is wrong becomes a problem of the document. */
    static Optional<Section> root(Document document, String what) {
        Optional<Node> node = compose(document, document.name(), document.text());
        if (node.isEmpty() && document.isSound()) {
            document.problem(1, "the file is empty");
        }
        if (node.isPresent() && !(node.get() instanceof MappingNode)) {
            document.problem(node.get(), "the file must be a block of 'key: value'");
        }
        return node.flatMap(root -> root instanceof MappingNode mapping
                ? Optional.of(new Section(document, mapping, what))
                : Optional.empty());
    }

    private static Optional<Node> compose(Document document, String name, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            root.ifPresent(document::hideSecretsOf);
            return root;
        } catch (MarkedYamlEngineException e) {
            String problem = Optional.ofNullable(e.getProblem()).orElse("cannot be read");
            String message = "this is not YAML: " + problem + YamlAdvice.on(problem);
            e.getProblemMark()
                    .or(e::getContextMark)
                    .ifPresentOrElse(mark -> document.problemAt(mark, message), () -> document.problem(1, message));
        } catch (YamlEngineException e) {
            document.problem(1, "this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Configuration> read(Document document, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            document.problem(node, "the file must be a block of 'key: value' – see polymeter.example.yaml");
            return Optional.empty();
        }
        Section file = new Section(document, mapping, "");
        String gateway = file.id("gateway").orElseGet(this::gatewayId);
        String root = file.parsed(
                        "root",
                        ConfigReader::root,
                        "topic levels without '+', '#', '$' and empty levels, such as polymeter")
                .orElse(DEFAULT_ROOT);
        ZoneId zone = file.zone("zone", ZoneId.systemDefault());
        Path data = file.path("data").orElseGet(() -> document.path(DEFAULT_DATA));
        Privacy privacy = privacy(file);
        Optional<Section> state = file.section("state", "'state'");
        Duration interval = duration(state, "interval", DEFAULT_STATE_INTERVAL);
        Duration maxAge = duration(state, "max-age", DEFAULT_MAX_AGE);
        state.ifPresent(Section::end);
        Optional<Section> clock = file.section("clock", "'clock'");
        Duration maxSkew = duration(clock, "max-skew", DEFAULT_MAX_SKEW);
        clock.ifPresent(Section::end);
        JournalConfig journal =
                file.section("journal", "'journal'").map(JournalReader::read).orElse(JournalConfig.USUAL);
        Optional<HistoryConfig> history = file.section("history", "'history'")
                .map(section -> HistoryReader.read(section, data))
                .orElseGet(() -> Optional.of(HistoryReader.usual(data)));
        ArchiveConfig archive = ArchiveReader.read(file.section("archive", "'archive'"), privacy);
        ZoneId inForce = zoneInForce.orElse(zone);
        List<SourceConfig> sources = sources(file, inForce, new Topics(root, gateway).filters());
        List<OutputConfig> outputs = outputs(file);
        if (!file.has("sources") && outputs.stream().noneMatch(OutputConfig.Http.class::isInstance)) {
            file.problem("the file has no 'sources' – name at least one, such as"
                    + " sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]");
        }
        MoneyConfig money = MoneyReader.read(file, inForce, new Topics(root, gateway).filters());
        if (privacy instanceof Privacy.Hashed && outputs.stream().anyMatch(ConfigReader::showsSerials)) {
            file.problem(
                    "privacy", "'esp-smart-meter' of an output shows serial numbers, which 'privacy: hash' forbids");
        }
        file.end();
        boolean assumed = outputs.isEmpty();
        return Optional.of(new Configuration(
                gateway,
                root,
                zone,
                data,
                privacy,
                interval,
                maxAge,
                maxSkew,
                journal,
                history,
                money,
                archive,
                sources,
                assumed ? List.of(embeddedBroker(file), app(file)) : outputs,
                assumed,
                Optional.empty()));
    }

    private String gatewayId() {
        String id = Ids.madeFrom(hostName.split("\\.", 2)[0]);
        return id.isEmpty() ? "gateway" : id;
    }

    private static Optional<String> root(String text) {
        return text.matches("[^+#$/\\s\\x00]+(/[^+#$/\\s\\x00]+)*") ? Optional.of(text) : Optional.empty();
    }

    private static Privacy privacy(Section file) {
        PrivacyWord word = file.choice("privacy", PrivacyWord.class, PrivacyWord.NONE);
        Optional<String> secret = SecretReader.read(file, "secret");
        if (word == PrivacyWord.NONE) {
            return new Privacy.Open();
        }
        if (secret.isEmpty() && !file.has("secret") && !file.has("secret-file")) {
            file.problem("privacy", "'privacy: hash' needs a 'secret-file' or 'secret' to hash with");
        } else if (secret.isPresent() && secret.get().length() < SHORTEST_SECRET) {
            file.problem("privacy", "the secret is too short – it needs at least " + SHORTEST_SECRET + " characters");
        }
        return new Privacy.Hashed(new Secret(secret.orElse("")));
    }

    private static Duration duration(Optional<Section> section, String key, Duration otherwise) {
        return section.map(block -> block.duration(key, otherwise)).orElse(otherwise);
    }

    private List<SourceConfig> sources(Section file, ZoneId zone, List<String> ownTopics) {
        List<SourceConfig> sources = new ArrayList<>();
        SourceReader reader = new SourceReader(zone, kinds, ownTopics);
        List<Section> sections = file.sections("sources", "source");
        sections.forEach(section -> reader.read(section).ifPresent(sources::add));
        if (sources.stream().filter(SourceConfig.Stdin.class::isInstance).count() > 1) {
            file.problem("sources", "there is only one standard input – keep one source of type stdin");
        }
        return sources;
    }

    private static List<OutputConfig> outputs(Section file) {
        List<OutputConfig> outputs = new ArrayList<>();
        ClientIds clientIds = new ClientIds();
        for (Section section : file.sections("outputs", "output")) {
            OutputReader.read(section).ifPresent(output -> {
                clientIds.check(section, output);
                outputs.add(output);
            });
        }
        return outputs;
    }

    private static boolean showsSerials(OutputConfig output) {
        return output instanceof OutputConfig.Http http && http.espSmartMeter().isPresent();
    }

    private static OutputConfig embeddedBroker(Section file) {
        return new OutputConfig.EmbeddedBroker(
                file.where(), OutputReader.DEFAULT_BIND, Configuration.DEFAULT_BROKER_PORT, HomeAssistantConfig.USUAL);
    }

    private static OutputConfig app(Section file) {
        return new OutputConfig.Http(
                file.where(),
                OutputReader.DEFAULT_BIND,
                OutputConfig.Http.DEFAULT_PORT,
                Set.of(),
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** What the parser's words mean to people who do not know YAML. */
    private static final class YamlAdvice {

        static String on(String problem) {
            String text = problem.toLowerCase(Locale.ROOT);
            if (text.contains("tab")) {
                return " – indent with spaces";
            }
            if (text.contains("mapping values are not allowed")) {
                return " – is the line indented like the one above, and is a text with ': ' in quotes?";
            }
            return text.contains("block end") ? " – is the line indented like the ones above?" : "";
        }
    }
}
