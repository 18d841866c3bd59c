package org.polymeter.gateway.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The databases that a history may be in, for tests that hold for each. */
enum DatabaseKind {
    SQLITE {
        @Override
        Database make(Path folder) throws IOException {
            return new Database.Sqlite(
                    Files.createTempDirectory(folder, "history").resolve("history.db"));
        }
    },
    POSTGRESQL {
        @Override
        Database make(Path folder) throws IOException {
            return PostgresServer.shared().database();
        }
    };

    /** A new one, empty; the test is skipped where there is none. */
    abstract Database make(Path folder) throws IOException;
}
