package org.polymeter.gateway.migrate;

import java.nio.file.Path;
import java.util.Map;
import org.polymeter.gateway.migrate.IniFile.Section;

/** {@code datacollector.ini} of scs smartmeter-datacollector. */
final class DatacollectorIni {

    private DatacollectorIni() {}

    /** {@code folder}: where relative paths in it count from. */
    static void read(String file, Path folder, String text, Migration migration) throws MigrationException {
        migration.origin(file + " (smartmeter-datacollector)");
        DatacollectorReader readers = new DatacollectorReader(file, migration);
        DatacollectorSink sinks = new DatacollectorSink(file, folder, migration);
        for (Section section : IniFile.read(file, text).sections()) {
            if (section.name().startsWith("reader")) {
                readers.read(section);
            } else if (section.name().startsWith("sink")) {
                sinks.read(section);
            } else if (section.name().equals("logging")) {
                section.rest().keySet().forEach(section::value);
                migration.remark("[logging], line " + section.line() + ": levels – Polymeter logs what changes and has"
                        + " no levels to set; its counters are on the topic stats");
            } else {
                migration.remark("[" + section.name() + "], line " + section.line() + ": nobody reads this section");
            }
            for (Map.Entry<String, Located> rest : section.rest().entrySet()) {
                if (!section.name().equals("logging") && known(section)) {
                    migration.remark("[" + section.name() + "], line "
                            + rest.getValue().line() + ": '" + rest.getKey() + "' has no counterpart");
                }
            }
        }
        if (!migration.hasSources()) {
            throw new MigrationException(
                    file, 0, "no [reader…] in it that could be taken over – at least one meter is needed");
        }
    }

    /** One that was not understood is named as a whole. */
    private static boolean known(Section section) {
        return section.name().startsWith("reader") || section.name().startsWith("sink");
    }
}
