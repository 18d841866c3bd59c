package org.polymeter.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All of a configuration file, checked, defaults filled in.
 *
 * @param gateway id of this gateway (docs/profile.md, Identity)
 * @param root first levels of every topic, {@code polymeter} by default
 * @param zone where the meters are, unless a source says otherwise
 * @param data folder for what the program remembers
 * @param stateInterval least distance of two states of a meter; zero: with every reading
 * @param stateMaxAge after which a value that was not renewed leaves the state
 * @param maxSkew by how much a meter's clock may differ from ours and still be believed
 * @param journal how much is kept on disk for outputs that are away
 * @param history what is kept for years; empty if nothing is
 * @param money what energy costs
 * @param archive how much is kept of frames as they came
 * @param outputsAssumed the file names no outputs, so there is an embedded broker on port 1883
 * @param file where all this stands; empty if it is no file
 */
public record Configuration(
        String gateway,
        String root,
        ZoneId zone,
        Path data,
        Privacy privacy,
        Duration stateInterval,
        Duration stateMaxAge,
        Duration maxSkew,
        JournalConfig journal,
        Optional<HistoryConfig> history,
        MoneyConfig money,
        ArchiveConfig archive,
        List<SourceConfig> sources,
        List<OutputConfig> outputs,
        boolean outputsAssumed,
        Optional<Path> file) {

    /** Port of the embedded broker if the file does not say. */
    public static final int DEFAULT_BROKER_PORT = 1883;

    public Configuration {
        sources = List.copyOf(sources);
        outputs = List.copyOf(outputs);
    }

    /** Keys of what holds from start to end of the program, and is otherwise in that configuration. */
    public List<String> fixedUnlike(Configuration other) {
        List<String> keys = new ArrayList<>();
        addUnless(gateway.equals(other.gateway), "gateway", keys);
        addUnless(root.equals(other.root), "root", keys);
        addUnless(zone.equals(other.zone), "zone", keys);
        addUnless(privacy.equals(other.privacy), "privacy", keys);
        addUnless(stateInterval.equals(other.stateInterval) && stateMaxAge.equals(other.stateMaxAge), "state", keys);
        addUnless(maxSkew.equals(other.maxSkew), "clock", keys);
        addUnless(data.equals(other.data), "data", keys);
        addUnless(journal.equals(other.journal), "journal", keys);
        addUnless(history.equals(other.history), "history", keys);
        addUnless(archive.equals(other.archive), "archive", keys);
        return keys;
    }

    private static void addUnless(boolean same, String key, List<String> keys) {
        if (!same) {
            keys.add(key);
        }
    }

    /** Where frames are kept as they came. */
    public Path archiveFolder() {
        return data.resolve("archive");
    }

    /** The same for an archive: publishing nothing, and frames that other gateways pass on are a wire of ours. */
    public Configuration forArchive() {
        return with(sources.stream().map(SourceConfig::forArchive).toList());
    }

    /** The same, publishing and keeping nothing. */
    public Configuration withoutOutputs() {
        return with(sources);
    }

    private Configuration with(List<SourceConfig> others) {
        return new Configuration(
                gateway,
                root,
                zone,
                data,
                privacy,
                stateInterval,
                stateMaxAge,
                maxSkew,
                journal,
                Optional.empty(),
                MoneyConfig.NONE,
                archive,
                others,
                List.of(),
                false,
                file);
    }

    /** The same, of that file. */
    Configuration of(Path path) {
        return new Configuration(
                gateway,
                root,
                zone,
                data,
                privacy,
                stateInterval,
                stateMaxAge,
                maxSkew,
                journal,
                history,
                money,
                archive,
                sources,
                outputs,
                outputsAssumed,
                Optional.of(path));
    }
}
