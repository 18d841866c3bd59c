package org.polymeter.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.HistorySettings;

/** Reads the section {@code history}. */
final class HistoryReader {

    private static final String FILE = "history.db";
    private static final String EXAMPLE = "postgresql://192.168.1.5/polymeter";
    private static final List<String> KEYS_OF_POSTGRES = List.of("url", "user", "password", "password-file");
    private static final Duration LEAST_WRITE = Duration.ofSeconds(1);

    private enum Type {
        SQLITE,
        POSTGRESQL,
        NONE
    }

    private HistoryReader() {}

    /** What there is if the file says nothing. */
    static HistoryConfig usual(Path data) {
        return new HistoryConfig(
                new Database.Sqlite(data.resolve(FILE)),
                HistorySettings.USUAL_WRITE,
                HistorySettings.USUAL_READINGS,
                HistorySettings.USUAL_LARGEST,
                HistorySettings.USUAL_LEAST_ROOM);
    }

    /** Empty if none is wanted. */
    static Optional<HistoryConfig> read(Section section, Path data) {
        Type type = section.choice("type", Type.class, Type.SQLITE);
        Duration write = section.duration("write", HistorySettings.USUAL_WRITE);
        if (write.compareTo(LEAST_WRITE) < 0) {
            section.problem("write", "'write' in " + section.what() + " has to be 1s or more");
        }
        Duration readings = section.duration("readings", HistorySettings.USUAL_READINGS);
        long largest = section.parsed("max-size", Sizes::bytes, Sizes.WORDS).orElse(HistorySettings.USUAL_LARGEST);
        long leastRoom = section.parsed("min-free", Sizes::bytes, Sizes.WORDS).orElse(HistorySettings.USUAL_LEAST_ROOM);
        Database database = type == Type.POSTGRESQL ? postgres(section) : sqlite(section, data);
        section.end();
        return type == Type.NONE
                ? Optional.empty()
                : Optional.of(new HistoryConfig(database, write, readings, largest, leastRoom));
    }

    private static Database sqlite(Section section, Path data) {
        for (String key : KEYS_OF_POSTGRES) {
            if (section.has(key)) {
                section.secretProblem(key, "'" + key + "' in " + section.what() + " belongs to 'type: postgresql'");
            }
        }
        return new Database.Sqlite(section.path("file").orElseGet(() -> data.resolve(FILE)));
    }

    private static Database postgres(Section section) {
        String url = section.required("url", "where the database is, such as " + EXAMPLE)
                .orElse(EXAMPLE);
        if (url.contains("@") || url.matches(".*[?&](user|password)=.*")) {
            section.secretProblem(
                    "url",
                    "'url' in " + section.what()
                            + " holds a user or a password – 'user' and 'password-file' have keys of their own");
        } else if (!url.matches("postgresql://[^/\\s]+/[^/\\s?]+(\\?\\S*)?")) {
            section.unexpected("url", url, "an address such as " + EXAMPLE);
        }
        String user = section.required("user", "who may make tables there").orElse("");
        String password = SecretReader.read(section, "password").orElse("");
        return new Database.Postgres("jdbc:" + url, user, password);
    }
}
