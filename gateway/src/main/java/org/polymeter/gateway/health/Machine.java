package org.polymeter.gateway.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.profile.JsonWriter;

/** What the program runs on, and how much memory it has. */
final class Machine {

    /** Of Linux; other systems have no such file. */
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    private Machine() {}

    static void write(JsonWriter json) {
        Runtime runtime = Runtime.getRuntime();
        json.openObject().key("heap").value(runtime.totalMemory() - runtime.freeMemory());
        json.key("heapLimit").value(runtime.maxMemory());
        resident().ifPresent(bytes -> json.key("resident").value(bytes));
        json.key("processors").value(runtime.availableProcessors());
        json.key("java").value(Runtime.version().toString());
        json.key("system").value(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.closeObject();
    }

    private static OptionalLong resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.readString(STATUS));
            return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
