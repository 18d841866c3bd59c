package org.polymeter.gateway.migrate;

import java.util.Optional;

/**
 * How an old program reached its broker.
 *
 * @param caFile as written there; empty: the system's authorities
 */
record Broker(
        String host, int port, boolean tls, Optional<String> caFile, Optional<String> user, Optional<String> password) {

    /** The keys of an output; the password goes into a file of its own. */
    void putInto(YamlEntry entry, Migration migration) {
        entry.put("host", host);
        entry.put("port", port);
        if (tls) {
            entry.put("tls", true);
            caFile.ifPresent(path -> entry.put("ca", path));
        }
        user.ifPresent(name -> entry.put("user", name));
        password.ifPresent(text -> entry.put("password-file", migration.secret(host, "password", text)));
    }

    /** The profile, for consumers to come. */
    YamlEntry profile(Migration migration) {
        YamlEntry entry =
                new YamlEntry().comment("the profile, for new consumers").put("type", "mqtt");
        putInto(entry, migration);
        return entry;
    }
}
