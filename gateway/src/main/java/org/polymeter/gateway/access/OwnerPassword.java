package org.polymeter.gateway.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sets the password from outside: whoever may write into the data folder is the owner. */
public final class OwnerPassword {

    private OwnerPassword() {}

    /** Why this cannot be a password; empty if it can. */
    public static Optional<String> objection(String password) {
        return PasswordHash.objection(password);
    }

    /** Sets it, whether there was one or not. Tokens stay. */
    public static void set(Path data, String password) throws IOException {
        AccessFile file = AccessFile.in(data);
        file.write(file.read().with(PasswordHash.of(password)));
    }

    /** Forgets password and tokens. */
    public static void reset(Path data) throws IOException {
        AccessFile.in(data).write(Accounts.NONE);
    }
}
