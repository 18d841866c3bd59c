package org.polymeter.gateway.history;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest extends HistoryLaws {

    @TempDir
    Path folder;

    private int files;

    @Override
    Database database() {
        return new Database.Sqlite(folder.resolve("history" + files++ + ".db"));
    }
}
