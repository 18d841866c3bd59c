package org.polymeter.gateway.history;

import java.sql.SQLException;
import java.util.Map;

/** What to do when PostgreSQL refuses something; by its error codes, because its words may be in any language. */
final class PostgresWords {

    private static final String REFUSED = "does not let the user in";

    /** From SQLSTATE to what it means here. */
    private static final Map<String, String> MEANINGS = Map.of(
            "28P01", REFUSED + "; check 'user' and the password",
            "28000", REFUSED + "; check 'user', and pg_hba.conf on the server",
            "08004", REFUSED + "; check 'password-file'",
            "3D000", "has no such database; make it there: CREATE DATABASE … OWNER …",
            "42501", "lets the user make or change no tables; allow it: ALTER DATABASE … OWNER TO …",
            "3F000", "has no schema for the user; allow one: ALTER DATABASE … OWNER TO …",
            "25006", "can only be read; is it a standby?",
            "53300", "has too many connections",
            "53100", "has no room left on its disk",
            "55P03", "is busy: another program has been writing for 20 s");

    private PostgresWords() {}

    static String of(SQLException exception, Database.Postgres database) {
        String words = Database.firstLine(exception);
        String meaning = MEANINGS.get(String.valueOf(exception.getSQLState()));
        if (meaning == null) {
            return words;
        }
        String name = database.describe().replaceFirst(".*/", "");
        String advice = meaning.replaceFirst("DATABASE …", "DATABASE " + name)
                .replaceFirst("(OWNER|TO) …", "$1 " + database.user());
        return "the server " + advice + " (" + words + ")";
    }
}
