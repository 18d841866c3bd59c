package org.polymeter.gateway.migrate;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.migrate.IniFile.Section;

/** {@code [reader…]} of smartmeter-datacollector: a meter on a serial port, and how its line is set. */
final class DatacollectorReader {

    /**
     * A type of reader.
     *
     * @param baud usual speed of the line
     * @param bits data bits, parity, stop bits
     * @param kind our kind of meter with the same scales; empty where it is found out
     */
    private record Type(int baud, String bits, String kind) {}

    private static final String DEFAULT_PORT = "/dev/ttyUSB0";
    private static final String TD3511 = "siemens_td3511";

    /** A fork reads an E450 behind a serial server. */
    private static final String OVER_TCP = "lge450tcp";

    private static final Map<String, Type> TYPES = Map.of(
            "lge450",
            new Type(2400, "8E1", "landis-gyr-e450"),
            OVER_TCP,
            new Type(2400, "8E1", "landis-gyr-e450"),
            "lge570",
            new Type(2400, "8E1", "landis-gyr-e570"),
            "lge360",
            new Type(9600, "8N1", "landis-gyr-e360"),
            "iskraam550",
            new Type(115_200, "8N1", ""),
            "kamstrup_han",
            new Type(2400, "8N1", ""),
            TD3511,
            new Type(300, "7E1", ""));

    private static final int BITS_OF_A_KEY = 128;

    private final String file;
    private final Migration migration;
    private final Set<String> ids = new HashSet<>();

    DatacollectorReader(String file, Migration migration) {
        this.file = file;
        this.migration = migration;
    }

    void read(Section section) throws MigrationException {
        String word = section.text("type", "");
        Type type = TYPES.get(word);
        if (type == null) {
            migration.remark("[" + section.name() + "], line " + section.line() + ": there is no reader of type '"
                    + word + "' – add the meter by hand, see docs/meters.md");
            return;
        }
        String id = id(section.name());
        YamlEntry entry = new YamlEntry()
                .comment("[" + section.name() + "], line " + section.line() + ": " + word)
                .put("id", id);
        wire(section, word, type, entry);
        key(section, id, entry);
        if (section.flag("systemtime")) {
            entry.put("ignore-meter-clock", true);
        }
        if (section.value("send_value_only").isPresent()) {
            migration.remark("[" + section.name() + "]: send_value_only – bare numbers are on the profile's topics"
                    + " value/…");
        }
        migration.source(entry);
    }

    private void wire(Section section, String word, Type type, YamlEntry entry) throws MigrationException {
        String port = section.text("port", DEFAULT_PORT);
        if (word.equals(OVER_TCP)) {
            if (!port.matches("[1-9]\\d{0,4}") || section.value("host").isEmpty()) {
                throw new MigrationException(
                        file,
                        section.line(),
                        "[" + section.name() + "] needs a host, and as port a number such as 2001");
            }
            entry.put("type", "tcp").put("host", section.text("host", "")).put("port", Integer.parseInt(port));
            return;
        }
        entry.put("type", "serial").put("port", port);
        if (word.equals(TD3511)) {
            section.value("baudrate"); // that of the second half; it is told to the meter
            entry.put("dialogue", "td3511");
            return;
        }
        entry.put("line", baud(section, type.baud()) + " " + bits(section, type.bits()));
        if (!type.kind().isEmpty()) {
            entry.put("kind", type.kind());
        }
    }

    private int baud(Section section, int usual) throws MigrationException {
        Optional<Located> baud = section.value("baudrate");
        if (baud.isEmpty()) {
            return usual;
        }
        if (!baud.get().text().matches("[1-9]\\d{1,6}")) {
            throw new MigrationException(
                    file,
                    baud.get().line(),
                    "baudrate is '" + baud.get().text() + "' – expected a number such as 2400; leave it out for "
                            + usual);
        }
        return Integer.parseInt(baud.get().text());
    }

    /** A fork lets people set them. */
    private static String bits(Section section, String usual) {
        String parity = section.text("parity", usual.substring(1, 2)); // N, E, O or none, even, odd
        return section.text("data_bits", usual.substring(0, 1))
                + parity.substring(0, 1).toUpperCase(Locale.ROOT)
                + section.text("stop_bits", usual.substring(2));
    }

    private void key(Section section, String id, YamlEntry entry) throws MigrationException {
        Optional<Located> key = section.value("key");
        if (key.isEmpty()) {
            return;
        }
        String digits = key.get().text().replaceAll("\\s", "");
        if (!digits.matches("[0-9A-Fa-f]{" + BITS_OF_A_KEY / 4 + "}")) {
            throw new MigrationException(
                    file,
                    key.get().line(),
                    "the key in [" + section.name() + "] is not 32 hex digits – correct it, or leave it empty for a"
                            + " meter that does not encrypt");
        }
        entry.put("key-file", migration.secret(id, "key", digits));
    }

    private String id(String name) {
        String id = Migration.slug(name);
        for (int i = 2; !ids.add(id); i++) {
            id = Migration.slug(name) + "-" + i;
        }
        return id;
    }
}
