package org.polymeter.gateway.journal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** How far each output has come, in a small file that is either the old one or the new one. */
final class Positions {

    private final Path file;
    private Map<String, Long> written = Map.of();

    Positions(Path file) {
        this.file = file;
    }

    /** By name of the output; what cannot be read is as if it had never been. */
    Map<String, Long> read() throws IOException {
        Map<String, Long> positions = new TreeMap<>();
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            for (String name : lines.stringPropertyNames()) {
                String number = lines.getProperty(name);
                if (number.matches("\\d{1,18}")) {
                    positions.put(name, Long.parseLong(number));
                }
            }
        } catch (NoSuchFileException e) {
            return positions;
        }
        written = Map.copyOf(positions);
        return positions;
    }

    /** Writes nothing if nothing has changed. */
    void write(Map<String, Long> positions) throws IOException {
        if (positions.equals(written)) {
            return;
        }
        StringBuilder text = new StringBuilder("# The last record that each output has delivered.\n");
        positions.forEach((name, number) -> text.append(name.replaceAll("([\\\\:= #!])", "\\\\$1"))
                .append('=')
                .append(number)
                .append('\n'));
        Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = Map.copyOf(positions);
    }
}
