package org.polymeter.gateway.plugtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.reading.MeterInfo;

/** The documented lists that come with the program. */
public final class PortLists {

    private static final String FILE = "ports.txt";

    /** What docs/profile.md promises of every electricity meter, whoever operates it. */
    public static final String CORE = "core";

    private static final List<PortList> ALL = read();

    private PortLists() {}

    /** All lists, in the order of the file. */
    public static List<PortList> all() {
        return ALL;
    }

    /** The list of that name or alias. */
    public static Optional<PortList> named(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(list -> list.name().equals(word) || list.aliases().contains(word))
                .findFirst();
    }

    /** The list that certainly applies to a meter; else the core set, for meters of electricity. */
    static Optional<PortList> of(MeterInfo info) {
        if (!info.medium().equals("electricity")) {
            return Optional.empty();
        }
        return ALL.stream().filter(list -> list.fits(info)).findFirst().or(() -> named(CORE));
    }

    private static List<PortList> read() {
        try (InputStream in = PortLists.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks are set apart by blank lines; lines that begin with # are comments. */
    static List<PortList> parse(String text) {
        List<PortList> lists = new ArrayList<>();
        for (String block : text.split("\\R\\s*\\R", -1)) {
            List<String> lines = Arrays.stream(block.split("\\R", -1))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            if (!lines.isEmpty()) {
                lists.add(PortListReader.read(lines));
            }
        }
        return List.copyOf(lists);
    }
}
