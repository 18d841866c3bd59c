package org.polymeter.gateway.cli.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the bytes come from. */
public sealed interface Target {

    Pattern TCP = Pattern.compile("tcp://(\\[[0-9a-fA-F:.]+\\]|[^:/\\s]+):(\\d{1,5})/?");
    int HIGHEST_PORT = 65_535;

    record Serial(String port) implements Target {}

    record Tcp(String host, int port) implements Target {}

    record Capture(String file) implements Target {}

    /** Empty if it looks like an address and is none. */
    static Optional<Target> parse(String text) {
        if (text.startsWith("tcp:")) {
            Matcher tcp = TCP.matcher(text);
            if (!tcp.matches()
                    || Integer.parseInt(tcp.group(2)) > HIGHEST_PORT
                    || tcp.group(2).matches("0+")) {
                return Optional.empty();
            }
            return Optional.of(new Tcp(tcp.group(1), Integer.parseInt(tcp.group(2))));
        }
        return Optional.of(isSerialPort(text) ? new Serial(text) : new Capture(text));
    }

    private static boolean isSerialPort(String text) {
        if (text.matches("(?i)COM\\d{1,3}")) {
            return true;
        }
        try {
            Path path = Path.of(text);
            if (!Files.exists(path)) {
                return path.startsWith("/dev");
            }
            Path real = path.toRealPath();
            return real.startsWith("/dev") && !Files.isDirectory(real) && !real.startsWith("/dev/fd");
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }
}
