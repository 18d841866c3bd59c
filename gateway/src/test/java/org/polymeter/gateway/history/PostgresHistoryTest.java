package org.polymeter.gateway.history;

import java.io.IOException;

class PostgresHistoryTest extends HistoryLaws {

    @Override
    Database database() throws IOException {
        return PostgresServer.shared().database();
    }
}
